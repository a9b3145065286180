"""An erased household is gone from every table, and no older copy brings it back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db.models import ProtectedError

from doorstep.activities import actions as activities
from doorstep.activities.models import Activity
from doorstep.campaigns import actions as campaigns
from doorstep.campaigns.rules import ListRule
from doorstep.categories import actions as categories
from doorstep.figures import actions as boards
from doorstep.funds import actions as funds
from doorstep.kit import vault
from doorstep.kit.weeks import Week
from doorstep.meetings import actions as meetings
from doorstep.meetings.models import Decision, Meeting
from doorstep.needs import actions as needs
from doorstep.needs.models import Need, Placement
from doorstep.pairing import actions as pairing
from doorstep.people.models import AuditEntry
from doorstep.people.queries import check_chains
from doorstep.register import actions as register
from doorstep.register.models import Household, Member
from doorstep.rights import actions as rights
from doorstep.rights.actions import erase_again, erase_household, incidents
from doorstep.rights.models import Rereading
from doorstep.samples import actions as samples
from doorstep.supervision import actions as supervision
from doorstep.sync.actions import (
    Incoming,
    give_device,
    keep_apart,
    merge_households,
    receive,
)
from doorstep.sync.models import HouseholdMerge
from doorstep.visits import actions as visits
from tests.factories import (
    DAY,
    make_category,
    make_household,
    make_meeting,
    make_member,
    make_need,
    pair,
)
from tests.jobs.rows import everything_of_jobs
from tests.office.rows import held_submission, safeguarding_need
from tests.partners.rows import apply_and_appeal
from tests.points.made import leave_traces
from tests.stars.rows import apply_and_object
from tests.visits.plans import make_changed_plan, make_visit_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
MARK = "弃户样值"
NAMES_ITS_VISIT = {"visits.servicegiven"}


@pytest.fixture
def full(cast, method):
    """Household a with rows in every room, each with the mark where it holds text."""
    by, on, a = cast.coordinator, DAY, cast.a
    told = {"by": by, "on": on}
    register.change_household(a, **told, note=MARK, need_note=MARK)
    child = make_member(a, f"{MARK}甲")
    register.set_home(a, "winter", lat=29.5, lon=91.5, **told)
    register.state_circumstance(
        a, "sudden_event", since_on=on, source="visit", member=child, **told
    )
    register.give_consent(a, purpose="register", how="signed", given_on=on, member=child, **told)
    register.open_sealed_fields(cast.caoba, assessed_on=on, **told)
    need = make_need(a, text=MARK)
    register.seal_field(
        a, "bank_card", member=child, text=MARK, need_id=need.pk,
        until_on=on + timedelta(days=30), **told,
    )  # fmt: skip
    needs.note_need(need, text=MARK, **told)
    relief = funds.found_programme(
        cast.caoba, name="临时救助", kind="other", source="民政局", start_on=on, **told
    )
    given = {"by": cast.second, "on": on}
    granted = funds.commit_money(relief, year=on.year, amount=6_600, decided_on=on, **given)
    funds.pay(relief, 3_000, cause=need, paid_on=on, text=MARK, reference=MARK, **told)
    funds.pay(relief, 2_000, cause=granted, household=a, member=child, paid_on=on, **told)
    funds.give_post(
        child, relief, kind="water", title="护水员", monthly_pay=900, monthly_days=3, start_on=on,
        is_of_cadre=False, **told,
    )  # fmt: skip
    claim = funds.open_claim(
        need, path="relief", cause="other", recipients=[child], aid_first=700, **told
    )
    funds.pass_stage(claim, key="survey", done_on=on, note=MARK, **told)
    funds.confirm_aid_first(claim, is_relative=False, by=cast.second, on=on)
    funds.pay(relief, 700, cause=need, claim=claim, paid_on=on, **told)
    campaign = campaigns.begin_campaign(
        cast.caoba, kind="toilets", title="户厕改造", unit_kind="household", rule=ListRule(),
        start_on=on, deadline_on=on, pay=900, **told,
    )  # fmt: skip
    unit = campaign.units.get(household=a)
    campaigns.build_unit(unit, done_on=on, **told)
    campaigns.accept_unit(unit, done_on=on, note=MARK, **told)
    funds.pay(relief, 900, cause=unit, paid_on=on, text=MARK, **told)
    check = supervision.record_check(
        cast.caoba, kind="funds", title="资金检查", found="A-001 缺收据", checked_on=on, **told
    )
    supervision.find_problem(check, text="A-001 未公示", deadline_on=on, **told)
    post = supervision.add_supervised_post(
        cast.caoba, title="出纳", holder="达瓦", start_on=on, **told
    )
    supervision.review_post(
        post, reviewed_on=on, risks="A-001 由他代领", guards="A-001 自己签字",
        again_on=on + timedelta(days=90), **told,
    )  # fmt: skip
    campaigns.explain_unit(
        campaign.units.get(household=cast.b), done_on=on, because="other", note="A-001 共用", **told
    )
    meetings.list_measure(cast.caoba_team, text="A-001 改厕", owner=cast.tashi, **told)
    apply_and_appeal(a, child, second=cast.second, mark=MARK, **told)
    apply_and_object(
        a, a.members.get(relation="head"), second=cast.second, mark=MARK, by=by,
        on=on + timedelta(days=1),
    )  # fmt: skip
    everything_of_jobs(a, a.members.get(name="旦增"), mark=MARK, by=cast.coordinator)
    coop = funds.found_cooperative(cast.caoba, name="合作社", founded_on=on, **told)
    funds.add_shares(coop, [a], start_on=on, **told)
    needs.add_served(make_need(cast.b, kind="works", text="修路"), [a], **told)
    category = make_category(a, cast.second)
    categories.record_objection(category.proposal, member=child, text=MARK, **told)
    needs.place_member(child, employer=MARK, kind="temporary", start_on=on, **told)
    categories.review_household(a, make_meeting(cast.caoba_team, kind="monthly"), **told)
    pairing.decline_pair(a, cast.pema, **told)
    pairing.propose_pairing(cast.caoba, **told)
    pair(a, cast.tashi)
    visits.make_round(cast.tashi, Week.of(on), **told)
    make_changed_plan(cast.caoba, cast.tashi, a, **told)
    make_visit_plan(cast.caoba, cast.tashi, [a], unplanned=[(a, 1, "full")], **told)
    register.set_absence(a, until_on=on + timedelta(days=2), **told)
    visits.set_cadence(a, "contact", "month", **told)
    visits.record_visit(
        id=uuid4(), household=a, helper=cast.tashi, on=on, mode="on_site", result="met",
        services=["policy"], note=MARK, by=by, today=on,
    )  # fmt: skip
    visits.write_weekly_note(cast.tashi, Week.of(on), text="A-001 要再去", **told)
    meeting = make_meeting(cast.caoba_team)
    meetings.add_item(
        meeting, kind="urgent", subject_kind="need", subject_id=need.pk, household_code=a.code,
        text=MARK, by=by,
    )  # fmt: skip
    meetings.write_minutes(meeting, minutes="A-001 和 A-0012 都说到了。", **told)
    held = activities.record_activity(
        cast.caoba, kind="other", title="A-001 的座谈", where="A-001 门前",
        households=[a, cast.b], **told,
    )  # fmt: skip
    activities.add_material(held, text="A-001 的桌子", **told)
    sheet = activities.make_sign_sheet(held, kind="attendance", households=[a], **told)
    activities.key_rows(sheet, "1", **told)
    activities.note_wish(held, a, kind="care", text=MARK, **told)
    samples.take_sample(
        held, code="W-01", matter="drinking_water", taken_by=cast.tashi, taken_on=on, household=a,
        where=MARK, **told,
    )  # fmt: skip
    other = samples.take_sample(
        held, code="W-02", matter="drinking_water", taken_by=cast.tashi, taken_on=on,
        where="村口", **told,
    )  # fmt: skip
    samples.hand_over_sample(other, giver="扎西", carrier="A-001 的车", handed_on=on, **told)
    samples.spoil_sample(other, reason="在 A-001 打碎", **told)
    boards.make_notice(
        cast.caoba, title="慰问", lines=[boards.NewLine(household=a)],
        take_down_on=on + timedelta(days=7), **told,
    )  # fmt: skip
    incident = incidents.record_incident(
        cast.caoba, what=f"{a.code} 的名单遗失", cause="没有锁好", data="姓名", harm="骚扰电话",
        contact="村委会", noticed_on=on, **told,
    )  # fmt: skip
    incidents.name_concerned(incident, [a, cast.b], **told)
    rights.record_request(
        a, kind="copy", member=child, how="spoken", text=MARK, asked_on=on, **told
    )
    leave_traces(a, by=by, mark=MARK, on=on)
    merge_households(make_household(cast.caoba, "A-077", head="普布"), a, **told)
    keep_apart(a, cast.c, **told)
    Rereading.objects.create(place=cast.caoba, household=a)
    device, _token = give_device(cast.tashi, kind="field", name="手机", **told)
    form = {"id": str(uuid4()), "form": "song", "household": str(a.pk), "note": MARK}
    sent = Incoming(device, json.dumps(form).encode(), "field", {"a": MARK.encode()})
    receive(sent, by=by, today=on)
    wrong = [{"member": str(child.pk), "field": "name", "was": "", "now": f"{MARK}乙"}]
    proposed = {
        "id": str(uuid4()), "form": "register", "version": "1", "household": str(a.pk),
        "on": str(on), "base": 1, "changes": wrong,
    }  # fmt: skip
    receive(Incoming(device, json.dumps(proposed).encode(), "field"), by=by, today=on)
    return a


def columns_with(*wanted):
    """`table.column` of every row of every table that holds one of the texts."""
    found = set()
    for model in apps.get_models():
        for row in json.loads(serializers.serialize("json", model._default_manager.all())):
            for name, value in [("pk", row["pk"]), *row["fields"].items()]:
                text = json.dumps(value, ensure_ascii=False)
                if any(one in text for one in wanted):
                    found.add(f"{row['model']}.{name}")
    return found


def rows_of_models_with_a_household():
    """Every table with a key to a household or a member."""
    return {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Household, Member)
    }


def test_the_household_of_this_test_stands_in_every_table_that_names_households(full):
    held = {one.rsplit(".", 1)[0] for one in columns_with(str(full.pk), MARK)}

    assert rows_of_models_with_a_household() - held == NAMES_ITS_VISIT


def test_no_table_holds_anything_of_an_erased_household(cast, full):
    members = [str(key) for key in full.members.values_list("pk", flat=True)]
    wanted = [str(full.pk), MARK, full.code + " ", f'"{full.code}"', full.phone, *members]

    erase_household(full, by=cast.coordinator, on=DAY)

    assert columns_with(*wanted) == set()


def test_a_double_that_was_merged_into_it_goes_with_it(cast, full):
    copy = [(model, list(model._default_manager.all())) for model in (Household, Member)]
    merge_households(cast.b, full, by=cast.coordinator, on=DAY)
    keys = [full.pk, cast.b.pk]

    erase_household(full, by=cast.coordinator, on=DAY)

    assert columns_with(*map(str, keys), "巴桑") == set()
    assert [vault.is_destroyed(key) for key in keys] == [True, True]
    assert [one for one in check_chains() if one.broken] == []

    for model, rows in copy:
        model._default_manager.bulk_create(
            [row for row in rows if getattr(row, "household_id", row.pk) in keys]
        )
    assert (erase_again(), columns_with(*map(str, keys))) == (2, set())


def test_one_that_was_merged_into_another_leaves_that_one(cast, full):
    merge_households(cast.b, full, by=cast.coordinator, on=DAY)

    erase_household(cast.b, by=cast.coordinator, on=DAY)

    assert Household.objects.filter(pk=full.pk).exists()


def test_what_others_have_stays(cast, full):
    before = {
        model._meta.label: model._default_manager.exclude(pk=None).count()
        for model in (Household, Need, Activity)
    }

    erase_household(full, by=cast.coordinator, on=DAY)

    assert Household.objects.count() == before["register.Household"] - 2  # it and its double
    assert Need.objects.filter(household=cast.b).count() == 1
    assert Activity.objects.get().others_count == 1
    assert Meeting.objects.get(team=cast.caoba_team, kind="weekly", on=DAY).minutes == (
        "▇ 和 A-0012 都说到了。"
    )


def test_what_was_decided_about_it_is_gone_from_later_agendas_too(cast, full):
    by, team = cast.coordinator, cast.caoba_team
    meeting = make_meeting(team, on=DAY)
    item = meetings.add_item(meeting, kind="other", household_code="A-001", by=by)
    due = DAY + timedelta(days=30)
    more = {"text": MARK, "owner": cast.tashi, "due_on": due, "by": by}
    meetings.decide(meeting, item=item, on=DAY, **more)
    later = make_meeting(team, on=DAY + timedelta(days=7))
    again = later.items.filter(kind="last_time", text=MARK).first()
    meetings.decide(later, item=again, on=later.on, **more)

    erase_household(full, by=by, on=later.on)

    told = [*later.items.values_list("text", flat=True)]
    told += Decision.objects.values_list("text", flat=True)
    assert [text for text in told if MARK in text] == []


def test_works_that_serve_others_too_stay_without_the_one_who_asked(cast, full):
    works = make_need(full, kind="works", text=MARK)
    needs.add_served(works, [cast.b], by=cast.coordinator, on=DAY)

    erase_household(full, by=cast.coordinator, on=DAY)

    works.refresh_from_db()
    assert (works.household, works.text) == (None, "–")
    assert list(works.served.all()) == [cast.b]


def test_the_trail_still_verifies_and_nobody_can_read_what_it_said(cast, full):
    sealed = AuditEntry.objects.filter(household_id=full.pk).values_list("pk", flat=True)
    sealed = list(sealed)

    erase_household(full, by=cast.coordinator, on=DAY)

    assert [one for one in check_chains() if one.broken] == []
    assert sealed
    for entry in AuditEntry.objects.filter(pk__in=sealed):
        assert (entry.household_id, entry.subject_id, entry.detail) == (None, "", {})
        with pytest.raises(vault.KeyDestroyed):
            vault.unseal(full.pk, entry.content)


def test_an_older_copy_of_the_database_does_not_bring_it_back(cast, full):
    copy = [(model, list(model._default_manager.all())) for model in (Household, Member)]
    key = full.pk
    erase_household(full, by=cast.coordinator, on=DAY)
    for model, rows in copy:
        model._default_manager.bulk_create(
            [row for row in rows if key in (row.pk, getattr(row, "household_id", None))]
        )

    count = erase_again()

    assert (count, erase_again()) == (1, 0)
    assert columns_with(str(key)) == set()


def test_a_whole_copy_without_the_keys_is_cleared_again(cast, full):
    """As it stands once the file of an older database is put back: every row, and no key."""
    make_need(full, text=MARK, sealed=True)
    safeguarding_need(full, by=cast.coordinator, text=MARK)
    held_submission(full, cast.tashi)
    keys = [
        str(one)
        for one in Household.objects.filter(code__in=(full.code, "A-077")).values_list(
            "pk", flat=True
        )
    ]
    for key in keys:
        vault.destroy_key(key, DAY)

    assert (erase_again(), columns_with(*keys, MARK)) == (2, set())
    assert [one for one in check_chains() if one.broken] == []


def test_no_law_of_an_older_copy_holds_what_was_erased_since(cast, full):
    """In the copy it is a double of one that a law keeps; that merger was undone before it went."""
    key = cast.b.pk
    copy = [Household.objects.get(pk=key), *Member.objects.filter(household=key)]
    erase_household(cast.b, by=cast.coordinator, on=DAY)
    for row in copy:
        row.save(force_insert=True)
    HouseholdMerge.objects.create(gone=copy[0], kept=full, on=DAY, by=cast.coordinator)
    full.requests.update(
        outcome="kept", kept_until=DAY + timedelta(days=900), legal_ground="档案法",
        answered_on=DAY, answer="保留", answered_by=cast.coordinator,
    )  # fmt: skip

    assert (erase_again(), columns_with(str(key))) == (1, set())
    assert Household.objects.filter(pk=full.pk).exists()


def test_nothing_is_erased_where_a_room_refuses(cast, full, monkeypatch):
    before = columns_with(str(full.pk))
    foreign = make_need(cast.b)
    Placement.objects.create(
        need=foreign, household=cast.b, member=full.members.first(), employer="合作社",
        kind="temporary", start_on=DAY,
    )  # fmt: skip

    with pytest.raises(ProtectedError):
        erase_household(full, by=cast.coordinator, on=DAY)

    assert columns_with(str(full.pk)) == before
    assert not vault.is_destroyed(full.pk)
