"""Two rows of the register that are one household: suggested, merged, taken apart again."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from doorstep.categories.actions import record_objection
from doorstep.categories.models import Category, Proposal
from doorstep.figures.queries import figures_at
from doorstep.kit.periods import Period
from doorstep.kit.sheets import write_sheets
from doorstep.kit.weeks import Week
from doorstep.needs import actions as needs
from doorstep.needs.models import Need, Placement, Served
from doorstep.needs.queries import words_of
from doorstep.pairing.actions import decline_pair
from doorstep.pairing.models import Pairing
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.models import Household, Member
from doorstep.register.queries import households_for
from doorstep.register.roster import read_roster
from doorstep.rights.models import Request, Rereading
from doorstep.sync.actions import (
    drop_old_undos,
    import_roster,
    keep_apart,
    merge_households,
    undo_merge,
)
from doorstep.sync.actions.merging import (
    HouseholdIsMerged,
    HouseholdsOfTwoVillages,
    MergeHasLaterRows,
    MergeTooOldToUndo,
    MergeUndoneAlready,
    SameHousehold,
)
from doorstep.sync.choices import Likeness, RowKind, Side
from doorstep.sync.models import MergedRow
from doorstep.sync.queries import (
    ledger_sheets,
    people_of_both,
    picks_of,
    rows_of_two,
    suspects_at,
)
from doorstep.sync.queries.merging import LEFT_ALONE, MERGED, _pointing_at
from doorstep.visits.actions import record_visit, set_cadence
from tests.factories import (
    make_category,
    make_household,
    make_member,
    make_need,
    make_proposal,
    pair,
    request_mediation,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 15)  # a Wednesday, six weeks after the cast began
TOMORROW = ON + timedelta(days=1)


@pytest.fixture
def two(cast, method):
    """A second row for household a: the same telephone, the same 旦增, and more."""
    twin = make_household(
        cast.caoba,
        "A-010",
        head="央金拉姆",
        group=cast.a.group,
        phone="19900000001",
        note="门朝南",
    )
    Household.objects.filter(pk=twin.pk).update(phone="199 0000 0001")  # as from an older ledger
    twin.refresh_from_db()
    make_member(twin, "旦增", birth_year=1996, birth_month=5, sex="m")
    make_member(twin, "次仁曲珍", birth_year=1971, birth_month=2)
    make_member(twin, "孩子", birth_year=2021, birth_month=3)
    return twin


@pytest.fixture
def merge(cast, two):
    def merged(**more):
        given = {"by": cast.coordinator, "on": ON} | more
        gone, kept = (Household.objects.get(pk=one.pk) for one in (two, cast.a))
        return merge_households(gone, kept, **given)

    return merged


def visit(household, helper, on, by, **more):
    given = {"mode": "on_site", "result": "met"} | more
    return record_visit(
        id=uuid4(), household=household, helper=helper, on=on, by=by, today=ON, **given
    )[0]


def names(household):
    return list(household.members.filter(left_on=None).values_list("name", flat=True))


def test_a_shared_telephone_and_a_person_in_both_suggest_a_pair(cast, two):
    (found,) = suspects_at(cast.caoba, ON)

    assert (found.first, found.second) == (cast.a, two)
    assert [(one.likeness, one.text, one.born) for one in found.reasons] == [
        (Likeness.PHONE, "19900000001", ""),
        (Likeness.PERSON, "旦增", "1996-05"),
    ]


def test_heads_of_one_name_and_month_are_told_apart_from_members(cast, method):
    for code in ("A-020", "A-021"):
        household = make_household(cast.caoba, code, head="多吉", group=cast.c.group)
        head = household.members.get()
        register.change_member(head, birth_year=1960, birth_month=7, by=cast.coordinator, on=ON)

    (found,) = suspects_at(cast.caoba, ON)

    assert [one.likeness for one in found.reasons] == [Likeness.HEADS]


def test_a_name_alone_a_year_alone_and_children_suggest_nothing(cast, method):
    for code in ("A-020", "A-021"):
        household = make_household(cast.caoba, code, head="多吉")
        make_member(household, "洛桑", birth_year=1990)
        make_member(household, "卓嘎", birth_year=2020, birth_month=1)

    assert suspects_at(cast.caoba, ON) == []


def test_a_telephone_of_many_suggests_nothing(cast, method):
    for number in range(5):
        make_household(cast.caoba, f"A-02{number}", head="多吉", phone="08911234567")

    assert suspects_at(cast.caoba, ON) == []


def test_what_is_not_the_same_is_not_suggested_again(cast, two):
    keep_apart(two, cast.a, by=cast.coordinator, on=ON)
    keep_apart(cast.a, two, by=cast.coordinator, on=ON)

    assert suspects_at(cast.caoba, ON) == []
    assert AuditEntry.objects.filter(act="keep_apart").count() == 1


def test_the_suggestions_ask_the_database_as_often_for_many(cast, two):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            suspects_at(cast.caoba, ON)
        return len(queries)

    few = counted()
    for number in range(8):
        make_household(cast.caoba, f"B-{number}", head="多吉", phone=f"1990000001{number // 2}")

    assert counted() == few


def test_merged_there_is_one_household_with_everybody_once(cast, two, merge):
    merge()

    two.refresh_from_db()
    assert (two.closed_on, two.closed_because) == (ON, "merged")
    assert names(two) == []
    assert names(cast.a) == ["央金", "旦增", "孩子1", "央金拉姆", "次仁曲珍", "孩子2"]
    assert cast.a.members.get(name="旦增").sex == "m"
    assert cast.a.members.get(relation="head", left_on=None).name == "央金"
    assert suspects_at(cast.caoba, ON) == []


def test_the_kept_values_hold_and_its_blanks_are_filled(cast, two, merge):
    defaults = {
        pick.name: pick.default for pick in picks_of(two, cast.a, people_of_both(two, cast.a))
    }

    merge()

    cast.a.refresh_from_db()
    assert defaults == {"phone": Side.KEPT, "note": Side.GONE}
    assert (cast.a.phone, cast.a.note) == ("19900000001", "门朝南")


@pytest.mark.parametrize(
    ("counts", "in_both", "picks", "expected"),
    [
        ((3, 2), False, {}, 5),
        ((2, 2), False, {}, 4),
        ((3, 4), True, {}, 6),  # three of the four join, 旦增 lives in both
        ((3, 2), False, {"resident_count": "kept"}, 3),
        ((3, 2), False, {"resident_count": "gone"}, 2),
        ((None, 2), False, {}, 2),
        ((3, None), False, {}, 3),
    ],
)
def test_who_lives_there_is_counted_together(cast, two, merge, counts, in_both, picks, expected):
    if not in_both:
        two.members.filter(name="旦增").delete()
    for household, count in zip((cast.a, two), counts, strict=True):
        Household.objects.filter(pk=household.pk).update(resident_count=count)

    merge(picks=picks)

    cast.a.refresh_from_db()
    assert cast.a.resident_count == expected


def test_where_all_are_in_both_the_kept_number_holds(cast, two, merge):
    two.members.exclude(name="旦增").delete()
    Household.objects.filter(pk=cast.a.pk).update(resident_count=3)
    Household.objects.filter(pk=two.pk).update(resident_count=4)

    merge()

    cast.a.refresh_from_db()
    assert cast.a.resident_count == 3


def test_a_person_picks_field_by_field_and_who_is_the_head(cast, two, merge):
    merge(picks={"group": "gone", "note": "kept", "head": "gone"})

    cast.a.refresh_from_db()
    assert (cast.a.phone, cast.a.note) == ("19900000001", "")
    assert cast.a.members.get(relation="head", left_on=None).name == "央金拉姆"


@pytest.fixture
def full(cast, two):
    """The second row with one of everything, old and running."""
    by = cast.coordinator
    dolma = two.members.get(name="次仁曲珍")
    pair(two, cast.pema)
    pair(cast.a, cast.tashi)
    visit(two, cast.pema, date(2026, 3, 5), by)
    visit(two, cast.pema, date(2026, 4, 14), by, services=["errand"])
    visit(cast.a, cast.tashi, date(2026, 3, 12), by)
    closed = make_need(two, on=date(2026, 3, 5), owner=cast.pema)
    needs.close_need(closed, outcome="done", by=by, on=date(2026, 3, 20))
    make_need(two, text="屋顶漏雨", on=date(2026, 3, 6), owner=cast.pema, member=dolma)
    job = make_need(two, kind="job", on=date(2026, 3, 6))
    needs.place_member(
        dolma, employer="合作社", kind="temporary", start_on=date(2026, 3, 9), by=by,
        on=date(2026, 3, 9), need=job,
    )  # fmt: skip
    bridge = needs.raise_need(
        cast.caoba, kind="works", text="修桥", served=[two, cast.a], by=by, on=date(2026, 3, 6)
    )
    case = request_mediation(two, on=date(2026, 3, 10))
    red = make_category(two, cast.second, "red", on=date(2026, 3, 16), need=case)
    blue = make_proposal(two, "blue", on=date(2026, 4, 1))
    record_objection(red.proposal, member=dolma, text="不同意", by=by, on=date(2026, 4, 2))
    register.set_home(two, "summer", lat=29.9, lon=91.7, by=by, on=date(2026, 3, 5))
    register.set_absence(two, until_on=date(2026, 5, 1), by=by, on=date(2026, 4, 10))
    register.state_circumstance(
        two, "medical_costs", since_on=date(2026, 3, 5), source="office", member=dolma, by=by,
        on=date(2026, 3, 5),
    )  # fmt: skip
    register.give_consent(
        two, purpose="register", how="signed", given_on=date(2026, 3, 5), by=by,
        on=date(2026, 3, 5), member=dolma,
    )  # fmt: skip
    set_cadence(two, "contact", "month", by=by, on=date(2026, 4, 1))
    decline_pair(two, cast.tashi, by=by, on=date(2026, 3, 9))
    return {"bridge": bridge, "case": case, "blue": blue, "red": red}


def everything(cast, two):
    return rows_of_two([cast.a.pk, two.pk])


def figures(cast, *periods):
    """Every figure of the village."""
    return {
        str(period): {one.figure.key: one.value for one in figures_at(cast.caoba, period)}
        for period in periods
    }


CLOSED = [
    *(Period.of_week(Week.of(date(2026, 3, 2)).shift(n)) for n in range(6)),
    Period.of_month(date(2026, 3, 1)),
]


def test_the_figures_of_closed_periods_stay_and_those_of_now_count_one(cast, two, full, merge):
    before = figures(cast, *CLOSED)
    now = Period(date(2026, 4, 13), ON)
    counted = figures(cast, now)[str(now)]

    merge()

    after = figures(cast, now)[str(now)]
    assert figures(cast, *CLOSED) == before
    assert (counted["households"], after["households"]) == (4, 3)
    assert (counted["category.red"], after["category.red"]) == (1, 1)
    assert (counted["needs_open"], after["needs_open"]) == (4, 4)
    assert (counted["contacts"], after["contacts"]) == (1, 1)
    assert after["coverage.contact"] == 1


def test_what_runs_goes_over_and_what_was_closed_stays(cast, two, full, merge):
    merge()

    open_needs = Need.objects.filter(household=cast.a).open_on(ON)
    assert set(open_needs.values_list("text", flat=True)) == {
        "屋顶漏雨",
        "取暖用煤不够",
        "草场界线",
    }
    assert open_needs.get(text="屋顶漏雨").member == cast.a.members.get(name="次仁曲珍")
    assert Need.objects.filter(household=two).count() == 1
    assert list(two.visits.values_list("on", flat=True)) == [date(2026, 3, 5)]
    assert set(cast.a.visits.values_list("on", flat=True)) == {date(2026, 4, 14), date(2026, 3, 12)}
    red = Category.objects.live_on(ON).get(household=cast.a)
    assert (red.kind, red.need, red.start_on) == ("red", full["case"], ON)
    assert red.end_on == full["red"].end_on
    assert red.proposal.decided_by == cast.second
    assert Proposal.objects.get(pk=full["blue"].pk).household == cast.a
    assert cast.a.objections.get(answered_on=None).proposal == red.proposal
    assert cast.a.homes.get(season="summer", end_on=None).start_on == ON
    assert cast.a.absences.get().end_on == date(2026, 5, 1)
    assert cast.a.circumstances.get(fact="medical_costs").since_on == date(2026, 3, 5)
    assert cast.a.consents.get().member == cast.a.members.get(name="次仁曲珍")
    assert cast.a.cadences.get(end_on=None).every == "month"
    assert Served.objects.filter(need=full["bridge"]).get().household == cast.a
    assert Placement.objects.get().household == cast.a


def test_helpers_go_over_but_not_whom_one_side_does_not_want(cast, two, full, merge):
    merge()

    here = Pairing.objects.live_on(ON).filter(household=cast.a)
    assert list(here.values_list("helper__name", flat=True)) == ["白玛"]
    assert not Pairing.objects.live_on(ON).filter(household=two).exists()
    assert cast.a not in households_for(cast.tashi_account, ON)


def test_the_fourth_helper_stays_behind(cast, two, merge):
    from tests.factories import make_helper

    for name in ("一", "二", "三"):
        pair(cast.a, make_helper(cast.caoba, name))
    pair(two, cast.pema)

    merge()

    here = Pairing.objects.live_on(ON).filter(household=cast.a)
    assert sorted(here.values_list("helper__name", flat=True)) == ["一", "三", "二"]


def test_of_two_running_categories_of_a_kind_one_runs_on(cast, two, merge):
    kept = make_category(cast.a, cast.second, "blue", on=date(2026, 3, 16))
    other = make_category(two, cast.second, "blue", on=date(2026, 3, 17))

    merge()

    assert Category.objects.live_on(ON).get(household=cast.a) == kept
    assert Category.objects.get(pk=other.pk).household == two


def test_of_two_waiting_proposals_of_a_kind_one_waits(cast, two, merge):
    kept = make_proposal(cast.a, "blue", on=date(2026, 4, 1))
    other = make_proposal(two, "blue", on=date(2026, 4, 1))

    merge()

    other.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.state, other.state) == ("pending", "withdrawn")


def test_a_consent_withdrawn_later_holds_for_the_merged_household(cast, two, merge):
    said = {"purpose": "register", "how": "signed", "by": cast.coordinator}
    register.give_consent(cast.a, given_on=date(2026, 3, 3), on=date(2026, 3, 3), **said)
    given = register.give_consent(two, given_on=date(2026, 3, 3), on=date(2026, 3, 3), **said)
    register.withdraw_consent(given, by=cast.coordinator, on=date(2026, 4, 1))

    merge()

    assert cast.a.consents.get().withdrawn_on == ON


def test_a_guardians_consent_goes_over_with_its_child_and_witness(cast, two, merge):
    child = two.members.get(birth_year=2021)
    register.give_consent(
        two, purpose="child_name", how="spoken", witness="村医", child=child, guardian="外婆",
        given_on=date(2026, 3, 3), by=cast.coordinator, on=date(2026, 3, 3),
    )  # fmt: skip

    merge()

    told = cast.a.consents.get()
    assert (told.child, told.guardian, told.witness) == (
        cast.a.members.get(birth_year=2021), "外婆", "村医",
    )  # fmt: skip


def test_a_consent_of_somebody_who_left_becomes_nobody_elses(cast, two, merge):
    member = two.members.get(name="次仁曲珍")
    register.give_consent(
        two, purpose="register", how="signed", given_on=date(2026, 3, 3), member=member,
        by=cast.coordinator, on=date(2026, 3, 3),
    )  # fmt: skip
    register.end_member(member, by=cast.coordinator, on=date(2026, 4, 1))

    merge()

    assert cast.a.consents.count() == 0


def test_a_sealed_need_goes_over_sealed(cast, two, merge):
    need = make_need(two, on=date(2026, 3, 6))
    Need.objects.filter(pk=need.pk).update(sealed=True)
    register.grant_access(
        two, via="sealed", account=cast.second, from_on=date(2026, 3, 6), by=cast.coordinator
    )

    merge()

    need.refresh_from_db()
    assert (need.household, need.sealed) == (cast.a, True)
    assert cast.a.access.get(via="sealed", until_on=None).account == cast.second


def test_undone_every_row_is_as_before(cast, two, full, merge):
    before = everything(cast, two)
    done = merge(picks={"head": "gone", "phone": "gone"})
    assert everything(cast, two) != before

    undo_merge(done, by=cast.coordinator, on=TOMORROW)

    assert everything(cast, two) == before
    assert Household.objects.active_on(TOMORROW).filter(village=cast.caoba).count() == 4
    assert [one.second for one in suspects_at(cast.caoba, TOMORROW)] == [two]


def test_words_sealed_after_the_merger_open_again_after_its_undoing(cast, two, merge):
    need = make_need(two, kind="care", text="每天换药")
    needs.note_need(need, text="已约卫生室", by=cast.coordinator, on=date(2026, 3, 4))
    done = merge()
    needs.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=ON, assessed_on=ON)

    undo_merge(done, by=cast.coordinator, on=TOMORROW)

    words = words_of(Need.objects.get(pk=need.pk))
    assert (words.text, [text for _step, text in words.steps]) == ("每天换药", ["已约卫生室"])


def test_a_merger_is_undone_once_and_within_thirty_days(cast, two, merge):
    done = merge()
    with pytest.raises(MergeTooOldToUndo):
        undo_merge(done, by=cast.coordinator, on=ON + timedelta(days=31))

    undo_merge(done, by=cast.coordinator, on=ON + timedelta(days=30))

    with pytest.raises(MergeUndoneAlready):
        undo_merge(done, by=cast.coordinator, on=TOMORROW)
    assert merge(on=TOMORROW).undone_on is None  # and it can be merged again


def test_a_later_visit_to_the_kept_household_does_not_hold_the_undo(cast, two, full, merge):
    done = merge()
    visit(cast.a, cast.pema, ON, cast.coordinator)

    undo_merge(done, by=cast.coordinator, on=TOMORROW)

    assert cast.a.visits.filter(on=ON).count() == 1


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (
            lambda cast, two: needs.close_need(
                Need.objects.get(text="屋顶漏雨"), outcome="done", by=cast.coordinator, on=ON
            ),
            ["need", "access"],
        ),
        (
            lambda cast, two: make_need(
                cast.a, on=ON, text="新的", member=cast.a.members.get(name="次仁曲珍")
            ),
            ["need"],
        ),
        (
            lambda cast, two: register.change_household(
                cast.a, note="改过", by=cast.coordinator, on=ON
            ),
            ["household"],
        ),
        (
            lambda cast, two: register.reopen_household(two, by=cast.coordinator, on=TOMORROW),
            ["household"],
        ),
    ],
)
def test_undo_names_what_was_written_later(cast, two, full, merge, write, told):
    done = merge()
    two.refresh_from_db()
    write(cast, two)
    left = everything(cast, two)

    with pytest.raises(MergeHasLaterRows) as refused:
        undo_merge(done, by=cast.coordinator, on=TOMORROW)

    kinds = [row.split(" · ")[1] for row in refused.value.rows]
    assert kinds == [str(RowKind(one).label) for one in told]
    assert everything(cast, two) == left


@pytest.mark.parametrize("write", ["raised", "closed"])
def test_of_something_sealed_undo_names_neither_code_nor_need_nor_day(cast, two, merge, write):
    secret = make_need(two, on=date(2026, 3, 6), sealed=True, text="秘密的")
    done = merge()
    if write == "raised":
        moved = cast.a.members.get(name="次仁曲珍")
        make_need(cast.a, on=ON, sealed=True, text="秘密的", member=moved)
    else:
        secret.refresh_from_db()
        needs.close_need(secret, outcome="done", by=cast.coordinator, on=ON)

    with pytest.raises(MergeHasLaterRows) as refused:
        undo_merge(done, by=cast.coordinator, on=TOMORROW)

    assert refused.value.rows == ["此处不显示的内容"]


def test_whatever_can_hold_an_undo_up_has_a_word():
    sealed = {"sealedfield"}  # told as something that is not shown
    made = [table for table in MERGED if table is not Household]  # a merger makes no household
    pointing = {other._meta.model_name for table in made for other, _field in _pointing_at(table)}
    written = {table._meta.model_name for table in MERGED}

    assert (pointing | written) - sealed - set(RowKind.values) == set()


def test_a_request_of_somebody_who_came_over_is_named_in_words(cast, two, merge):
    done = merge()
    came = cast.a.members.get(name="次仁曲珍")
    Request.objects.create(
        household=cast.a, member=came, kind="copy", how="spoken", text="要一份", asked_on=ON,
        due_on=ON, recorded_by=cast.coordinator,
    )  # fmt: skip

    with pytest.raises(MergeHasLaterRows) as refused:
        undo_merge(done, by=cast.coordinator, on=TOMORROW)

    assert refused.value.rows == ["A-001 · 请求"]


def test_a_reminder_to_read_a_row_again_does_not_hold_the_undo(cast, two, merge):
    done = merge()
    need = make_need(cast.a, on=ON, text="跟邻居央金家")
    need.steps.all().delete()  # they would hold it up
    MergedRow.objects.create(
        merge=done, order=1000, model="needs.need", row_id=str(need.pk), act="made", before={}
    )
    done.last_entry = AuditEntry.objects.aggregate(last=Max("serial"))["last"]
    done.save(update_fields=["last_entry"])
    Rereading.objects.create(place=cast.caoba, need=need)

    undo_merge(done, by=cast.coordinator, on=TOMORROW)

    assert (Need.objects.filter(pk=need.pk).exists(), Rereading.objects.count()) == (False, 0)


def test_what_undo_needs_is_dropped_after_thirty_days(cast, two, merge):
    merge()

    dropped = [drop_old_undos(ON + timedelta(days=days)) for days in (30, 31, 31)]

    assert (dropped, MergedRow.objects.count()) == ([0, 1, 0], 0)


def test_a_ledger_that_lists_it_still_does_not_part_what_was_merged(cast, two, merge):
    out = BytesIO()
    write_sheets(out, ledger_sheets(cast.caoba, ON, lines=[]))
    done = merge()
    before = rows_of_two([two.pk, cast.a.pk])
    roster = read_roster(out.getvalue(), today=TOMORROW)
    given = {"by": cast.coordinator, "on": TOMORROW, "filename": "台账.xlsx"}

    with pytest.raises(HouseholdIsMerged):
        import_roster(roster, "caoba", **given)

    assert rows_of_two([two.pk, cast.a.pk]) == before
    undo_merge(done, by=cast.coordinator, on=TOMORROW)
    import_roster(roster, "caoba", **given)
    assert Household.objects.get(pk=two.pk).closed_on is None


def test_what_cannot_be_merged_is_refused(cast, two, merge):
    given = {"by": cast.coordinator, "on": ON}
    with pytest.raises(SameHousehold):
        merge_households(cast.a, cast.a, **given)
    with pytest.raises(HouseholdsOfTwoVillages):
        merge_households(cast.d, cast.a, **given)
    merge()
    with pytest.raises(HouseholdClosedAlready):
        merge()


def test_every_table_of_a_household_or_a_member_is_merged_or_left_with_a_reason():
    of_households = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Household, Member) and not model._meta.auto_created
    }
    written = {model._meta.label_lower for model in MERGED}

    assert of_households - written - set(LEFT_ALONE) == set()
    assert set(LEFT_ALONE) - of_households == set()
    assert all(LEFT_ALONE.values())


def test_what_is_private_to_somebody_who_left_stays_theirs(cast, two, merge):
    member = two.members.get(name="次仁曲珍")
    register.state_circumstance(
        two, "bereaved", member=member, private=True, since_on=date(2026, 3, 3),
        source="visit", by=cast.coordinator, on=date(2026, 3, 3),
    )  # fmt: skip
    need = make_need(two, kind="mediation", member=member, on=date(2026, 3, 6))
    register.end_member(member, by=cast.coordinator, on=date(2026, 4, 1))

    merge()

    told, need = cast.a.circumstances.get(), Need.objects.get(pk=need.pk)
    theirs = cast.a.members.get(name="次仁曲珍")
    assert (told.member, told.private, need.member) == (theirs, True, theirs)
    assert theirs.left_on is not None
