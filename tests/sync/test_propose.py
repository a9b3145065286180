"""What a helper finds wrong in the register is proposed, merged field by field, and answered."""

import json
from datetime import timedelta

import pytest

from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.models import Member
from doorstep.sync import actions
from doorstep.sync.actions.proposing import (
    AnsweredAlready,
    NoSuchGroup,
    ReasonForDecliningMissing,
)
from doorstep.sync.models import RegisterProposal, Submission
from doorstep.sync.queries import as_proposed, register_proposals_for
from doorstep.sync.queries.caseload import caseload_of, cursor_of
from doorstep.sync.rules.proposing import Merge, merged, spot_of
from tests.factories import pair
from tests.statements import statements
from tests.sync.test_receive import DAY, TODAY, phone, send, visit_of  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def propose(cast, phone):  # noqa: F811
    """propose(change, …): what waits after these were sent of household a."""

    def sent(*changes, **said):
        form = visit_of(cast.a, form="register", base=cast.a.version, changes=list(changes))
        send(phone, form | said)
        return waiting(cast)

    return sent


def waiting(cast):
    return as_proposed(register_proposals_for(cast.coordinator, cast.caoba, TODAY))


def phone_to(now, was="19900000001"):
    return {"field": "phone", "was": was, "now": now}


@pytest.mark.parametrize(
    ("field", "base", "theirs", "ours", "merge"),
    [
        ("phone", "1", "2", "1", (Merge.THEIRS, "2")),
        ("phone", "1", "2", "2", (Merge.NOTHING, "2")),
        ("phone", "1", "1", "3", (Merge.NOTHING, "3")),
        ("phone", "1", "2", "3", (Merge.BOTH, "2")),
        ("birth_year", None, 1990, None, (Merge.THEIRS, 1990)),
        ("languages", ["bo"], ["bo", "zh"], ["bo"], (Merge.THEIRS, ["bo", "zh"])),
        ("languages", ["bo"], ["zh"], ["bo", "en"], (Merge.THEIRS, ["en", "zh"])),
        ("languages", ["bo"], ["bo", "zh"], ["zh", "bo"], (Merge.NOTHING, ["bo", "zh"])),
    ],
)
def test_fields_are_merged_against_what_the_helper_saw(field, base, theirs, ours, merge):
    assert merged(field, base, theirs, ours) == merge


def test_what_only_the_helper_changed_waits_and_changes_nothing(cast, propose):
    [one] = propose(phone_to("19900002222"))

    cast.a.refresh_from_db()
    assert (one.base, one.theirs, one.ours, one.how) == (
        "19900000001", "19900002222", "19900000001", Merge.THEIRS,
    )  # fmt: skip
    assert (one.proposal.helper, one.proposal.base_version) == (cast.tashi, 1)
    assert (cast.a.phone, Submission.objects.get().state) == ("19900000001", "applied")
    assert "19900002222" not in one.proposal.content


def test_what_stands_so_already_is_no_proposal(cast, propose):
    register.change_household(cast.a, by=cast.coordinator, on=TODAY, phone="19900002222")

    assert propose(phone_to("19900002222")) == []


def test_what_both_changed_stands_side_by_side(cast, propose):
    register.change_household(cast.a, by=cast.coordinator, on=TODAY, phone="19900003333")

    [one] = propose(phone_to("19900002222"))

    assert (one.base, one.theirs, one.ours, one.how) == (
        "19900000001", "19900002222", "19900003333", Merge.BOTH,
    )  # fmt: skip


def test_all_that_only_the_helper_changed_is_accepted_at_once(cast, propose):
    propose(phone_to("19900002222"), {"field": "best_time", "was": "", "now": "傍晚"})
    register.change_household(cast.a, by=cast.coordinator, on=TODAY, phone="19900003333")
    rows = [one.proposal for one in waiting(cast)]

    done = [actions.accept_alone(rows, by=cast.coordinator, on=TODAY) for _press in range(2)]

    cast.a.refresh_from_db()
    assert (done, cast.a.best_time, cast.a.phone) == ([1, 0], "傍晚", "19900003333")
    assert [one.proposal.field for one in waiting(cast)] == ["phone"]


def test_of_many_at_once_the_trail_is_held_after_the_last_household(cast, propose):
    """A visit holds its household and then the trail: held the other way round, both would wait."""
    propose(phone_to("19900002222"), {"field": "best_time", "was": "", "now": "傍晚"})
    rows = [one.proposal for one in waiting(cast)]
    entries = AuditEntry.objects.count()

    with statements() as asked:
        actions.accept_alone(rows, by=cast.coordinator, on=TODAY)

    changed = [at for at, one in enumerate(asked) if one.startswith('UPDATE "register_household"')]
    held = [at for at, one in enumerate(asked) if "people_auditchain" in one]
    assert (len(changed), max(changed) < min(held)) == (2, True)
    assert AuditEntry.objects.count() == entries + 4


def test_members_are_changed_by_their_id(cast, propose):
    adult = Member.objects.get(household=cast.a, name="旦增")
    rows = propose(
        {"member": str(adult.pk), "field": "name", "was": "旦增", "now": "丹增"},
        {"member": str(adult.pk), "field": "birth_year", "was": 1996, "now": 1995},
        {"field": "joined", "now": [{"name": "次央", "birth_year": 1970}]},
    )

    assert actions.accept_alone([one.proposal for one in rows], by=cast.coordinator, on=TODAY) == 3

    adult.refresh_from_db()
    joined = Member.objects.get(household=cast.a, name="次央")
    assert (adult.name, adult.birth_year, joined.birth_year) == ("丹增", 1995, 1970)


def test_somebody_who_left_ends_on_the_day_that_was_named(cast, propose):
    adult = Member.objects.get(household=cast.a, name="旦增")
    [one] = propose({"member": str(adult.pk), "field": "left", "was": "", "now": str(TODAY)})

    actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    adult.refresh_from_db()
    assert adult.left_on == TODAY


def test_two_who_name_the_same_new_member_add_one(cast, propose):
    joined = {"field": "joined", "now": [{"name": "次央", "birth_year": 1970}]}
    propose(joined)
    rows = propose(joined)

    for one in rows:
        actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    assert (len(rows), Member.objects.filter(household=cast.a, name="次央").count()) == (2, 1)


def test_an_answer_is_told_in_the_trail_and_empties_what_was_said(cast, propose):
    [one] = propose(phone_to("19900002222"))

    for _press in range(2):
        actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    kept = RegisterProposal.objects.get()
    [entry] = AuditEntry.objects.filter(act="answer_register_proposal")
    assert (kept.state, kept.content, kept.settled_by) == ("accepted", "", cast.coordinator)
    assert entry.detail == {"field": "phone", "answer": "accepted"}


def test_declined_the_register_stays(cast, propose):
    [one] = propose(phone_to("19900002222"))

    actions.decline_proposal(one.proposal, why="问过了", by=cast.coordinator, on=TODAY)

    cast.a.refresh_from_db()
    assert (cast.a.phone, waiting(cast)) == ("19900000001", [])


def test_the_second_of_two_people_is_told_who_answered(cast, propose):
    [one] = propose(phone_to("19900002222"))
    actions.decline_proposal(one.proposal, why="问过了", by=cast.coordinator, on=TODAY)

    with pytest.raises(AnsweredAlready, match="卓玛"):
        actions.accept_proposal(one.proposal, by=cast.second, on=TODAY)


def test_a_group_that_is_not_there_is_refused_and_waits(cast, propose):
    [one] = propose({"field": "group", "was": "一组", "now": "九组"})

    with pytest.raises(NoSuchGroup):
        actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    assert len(waiting(cast)) == 1


def test_a_group_of_the_village_is_accepted(cast, propose):
    [one] = propose({"field": "group", "was": "一组", "now": "二组"})

    actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    cast.a.refresh_from_db()
    assert cast.a.group.name == "二组"


@pytest.mark.parametrize(
    "change",
    [
        {"field": "category", "was": "", "now": "red"},
        {"field": "name", "was": "a", "now": "b"},
        {"field": "phone", "was": "", "now": "1" * 41},
        {"field": "phone", "was": "", "now": 7},
        {"field": "joined", "now": [{"name": " "}]},
        {"field": "joined", "now": [{"name": "次央", "birth_year": -5}]},
        {"field": "joined"},
    ],
)
def test_what_is_no_field_of_the_register_is_held(cast, propose, change):
    assert propose(change) == []

    kept = Submission.objects.get()
    assert (kept.state, kept.refusal) == ("held", "sync.FormFault")


@pytest.mark.parametrize("said", [{"base": None}, {"changes": []}])
def test_a_form_without_base_or_changes_is_held(propose, said):
    assert propose(phone_to("19900002222"), **said) == []
    assert Submission.objects.get().because == "refused"


def test_a_member_of_another_household_is_refused(cast, propose):
    other = Member.objects.get(household=cast.b)

    assert propose({"member": str(other.pk), "field": "name", "was": "", "now": "x"}) == []
    assert Submission.objects.get().refusal == "visits.NoSuchMember"


def test_nobody_finds_what_waits_at_another_village(cast, propose):
    propose(phone_to("19900002222"))

    for account in (cast.other_coordinator, cast.second, cast.tashi_account, cast.town_account):
        assert not register_proposals_for(account, cast.caoba, TODAY).exists()


def test_an_erased_household_leaves_no_proposal(cast, propose):
    propose(phone_to("19900002222"))

    actions.erase_rows(cast.a)

    assert (RegisterProposal.objects.count(), DAY < TODAY) == (0, True)


def test_a_childs_own_name_is_sealed_when_it_is_accepted(cast, propose):
    [one] = propose({"field": "joined", "now": [{"name": "曲珍样值", "birth_year": 2020}]})

    actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    child = Member.objects.filter(household=cast.a).latest("order")
    assert (child.name.startswith("孩子"), "曲珍样值" in json.dumps(child.sealed_name)) == (
        True, False,
    )  # fmt: skip


def test_of_a_form_sent_twice_only_what_counts_is_proposed(cast, phone):  # noqa: F811
    form = visit_of(cast.a, form="register", base=1, changes=[phone_to("19900002222")])
    send(phone, form)
    send(phone, form | {"changes": [phone_to("19900004444")]})
    other = Submission.objects.exclude(same_as=None).get()

    assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    assert [one.theirs for one in waiting(cast)] == ["19900004444"]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("29.8824, 91.643", "29.882, 91.643"), (" 29,91 ", "29.000, 91.000"), ("", ""),
        ("29.882，91.643", "29.882, 91.643"), ("29.882 91.643", "29.882, 91.643"),
        ("-1、-2.5", "-1.000, -2.500"), ("91.643", None), ("95, 91", None), ("29, 181", None),
        ("a, b", None), ("1e2, 3", None), ("1, 2, 3", None), ("٢٩, 91", None),
    ],
)  # fmt: skip
def test_a_spot_is_read_as_people_write_it(text, spot):
    assert spot_of(text) == spot


def home_to(now, was="", season="winter"):
    return {"field": f"home_{season}", "was": was, "now": now}


def homes(cast):
    rows = cast.a.homes.filter(end_on=None).order_by("season")
    return [(one.season, f"{one.lat}, {one.lon}") for one in rows]


def test_a_home_of_a_season_is_proposed_moved_and_given_up(cast, propose):
    cast.a.homes.all().delete()
    for was, now in (("", "29.8824, 91.643"), ("29.882, 91.643", "29.9, 91.7")):
        [one] = propose(home_to(now, was))
        assert (one.ours, one.how) == (was, Merge.THEIRS)
        actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)
    moved = homes(cast)
    [one] = propose(home_to("", "29.900, 91.700"))
    actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)

    assert (moved, homes(cast)) == ([("winter", "29.900, 91.700")], [])


def test_the_same_home_in_other_figures_is_no_proposal(cast, propose):
    register.set_home(cast.a, "summer", lat=29.9, lon=91.7, by=cast.coordinator, on=TODAY)

    assert propose(home_to("29.90001 91.7", "29.900, 91.700", "summer")) == []


def test_what_is_no_spot_waits_to_be_mended(cast, propose):
    assert propose(home_to("那边山上")) == []
    assert Submission.objects.get().state == "held"


def test_the_caseload_tells_homes_by_season(cast, method):
    cast.a.homes.all().delete()
    register.set_home(cast.a, "winter", lat=29.9, lon=91.7, by=cast.coordinator, on=DAY)
    register.set_home(cast.a, "summer", lat=30.1, lon=91.8, by=cast.coordinator, on=DAY)

    told = caseload_of(cast.tashi, TODAY).households[0]

    assert told["homes"] == {"winter": [29.9, 91.7], "summer": [30.1, 91.8]}
    assert told["home"] in told["homes"].values()


def test_the_helper_who_proposed_hears_the_answer_with_its_reason_for_thirty_days(cast, propose):
    rows = propose(phone_to("19900002222"), {"field": "best_time", "was": "", "now": "傍晚"})
    before = cursor_of(cast.tashi, TODAY)
    by_field = {one.proposal.field: one.proposal for one in rows}
    actions.accept_proposal(by_field["best_time"], by=cast.coordinator, on=TODAY)
    actions.decline_proposal(
        by_field["phone"], why="这个号码是邻居的", by=cast.coordinator, on=TODAY
    )
    cast.tashi.refresh_from_db()

    def answers(day, helper=cast.tashi):
        told = caseload_of(helper, day).households
        return [
            (one["field"], one["state"], one["why"])
            for house in told
            if house["code"] == "A-001"
            for one in house["answers"]
        ]

    assert cursor_of(cast.tashi, TODAY) != before
    assert answers(TODAY) == [
        ("best_time", "accepted", ""), ("phone", "declined", "这个号码是邻居的"),
    ]  # fmt: skip
    assert answers(TODAY + timedelta(days=29)) == answers(TODAY)
    assert answers(TODAY + timedelta(days=30)) == []


def test_another_helper_of_the_household_hears_of_what_they_proposed_alone(cast, propose):
    [one] = propose(phone_to("19900002222"))
    actions.accept_proposal(one.proposal, by=cast.coordinator, on=TODAY)
    pair(cast.a, cast.pema, order=2)

    told = {house["code"]: house["answers"] for house in caseload_of(cast.pema, TODAY).households}

    assert told["A-001"] == []


@pytest.mark.parametrize("why", ["", "  ", "x" * 301])
def test_nobody_declines_without_a_reason(cast, propose, why):
    [one] = propose(phone_to("19900002222"))

    with pytest.raises(ReasonForDecliningMissing):
        actions.decline_proposal(one.proposal, why=why, by=cast.coordinator, on=TODAY)

    assert len(waiting(cast)) == 1
