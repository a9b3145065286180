from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.figures.queries import get_figure, measure
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.method.choices import FactKind
from doorstep.needs.actions import NeedAlreadyClosed
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry, Helper
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.register.choices import ClosedBecause
from doorstep.visits import actions
from doorstep.visits.models import ServiceGiven, Visit, WeeklyNote
from doorstep.visits.rules import Change, ClosedNeed, NewNeed
from tests.factories import make_household

TODAY = date(2026, 3, 11)


@pytest.fixture
def visit_a(cast, method):
    """Records a visit of Tashi at household a; arguments change it."""

    def record(**fields):
        report = {
            "id": uuid4(),
            "household": cast.a,
            "helper": cast.tashi,
            "on": TODAY,
            "mode": "on_site",
            "result": "met",
            "by": cast.tashi_account,
            "today": TODAY,
        }
        return actions.record_visit(**report | fields)

    return record


def test_a_visit_is_kept_with_its_services_and_an_audit_row(cast, visit_a):
    visit, is_new = visit_a(services=["policy", "care"], part_of_day="evening", note=" 很好 ")

    assert is_new
    kept = Visit.objects.get()
    assert (kept.household, kept.helper, kept.on, kept.note) == (cast.a, cast.tashi, TODAY, "很好")
    kinds = ServiceGiven.objects.order_by("service").values_list("service", "kind")
    assert list(kinds) == [("care", "care"), ("policy", "policy")]
    entry = AuditEntry.objects.get(act="record_visit")
    assert (entry.subject_id, entry.household_id) == (str(visit.pk), cast.a.pk)


def test_a_double_click_makes_one_visit(visit_a):
    report = {"id": uuid4(), "services": ["errand"], "needs_raised": [NewNeed("job", "找活")]}

    first, first_is_new = visit_a(**report)
    second, second_is_new = visit_a(**report)

    assert (first_is_new, second_is_new) == (True, False)
    assert first == second
    assert Visit.objects.count() == 1
    assert Need.objects.count() == 2
    assert AuditEntry.objects.filter(act="record_visit").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"result": "refused"},
        {"note": "别的"},
        {"services": ["policy"]},
        {"needs_raised": [NewNeed("errand", "药")]},
    ],
)
def test_the_same_number_with_other_content_is_refused(visit_a, other):
    number = uuid4()
    visit_a(id=number)

    with pytest.raises(actions.VisitIdTaken):
        visit_a(id=number, **other)

    assert Visit.objects.count() == 1
    assert Need.objects.count() == 0


def test_a_visit_that_arrives_again_after_the_household_closed_is_known(cast, visit_a):
    number = uuid4()
    visit_a(id=number)
    register.close_household(cast.a, because=ClosedBecause.MOVED, by=cast.coordinator, on=TODAY)

    _visit, is_new = visit_a(id=number)

    assert not is_new


def test_a_visit_cannot_lie_in_the_future(visit_a):
    with pytest.raises(actions.VisitInFuture):
        visit_a(on=TODAY + timedelta(days=1))

    assert Visit.objects.count() == 0


def test_a_closed_household_takes_visits_up_to_the_day_before(cast, visit_a):
    register.close_household(cast.a, because=ClosedBecause.MOVED, by=cast.coordinator, on=TODAY)

    with pytest.raises(actions.HouseholdClosed):
        visit_a()
    _visit, is_new = visit_a(on=TODAY - timedelta(days=1))

    assert is_new


def test_a_visit_before_the_register_is_refused(cast, visit_a):
    with pytest.raises(actions.HouseholdNotYetRegistered):
        visit_a(on=cast.day - timedelta(days=1))


@pytest.mark.parametrize("services", [[], ["errand"]])
def test_a_visit_is_made_by_somebody_of_the_team(cast, visit_a, services):
    with pytest.raises(actions.HelperNotInTeam):
        visit_a(helper=cast.lhamo, services=services)

    assert Visit.objects.count() == 0


def test_a_visit_is_made_by_somebody_who_was_in_the_team_that_day(cast, visit_a):
    Helper.objects.filter(pk=cast.tashi.pk).update(end_on=TODAY)

    with pytest.raises(actions.HelperNotInTeam):
        visit_a()
    _visit, is_new = visit_a(on=TODAY - timedelta(days=1))

    assert is_new


def test_a_visit_that_arrives_again_after_its_helper_left_is_known(cast, visit_a):
    number = uuid4()
    visit_a(id=number)
    Helper.objects.filter(pk=cast.tashi.pk).update(end_on=TODAY)

    _visit, is_new = visit_a(id=number)

    assert not is_new


def test_a_correction_names_somebody_of_the_team(cast, visit_a):
    visit, _is_new = visit_a()

    with pytest.raises(actions.HelperNotInTeam):
        actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=TODAY, helper=cast.lhamo)

    assert list(Visit.objects.standing()) == [visit]


def test_a_service_the_method_does_not_know_is_refused_with_those_it_knows(visit_a):
    with pytest.raises(actions.NoSuchService) as refused:
        visit_a(services=["policy", "dancing"])

    assert refused.value.params["service"] == "dancing"
    assert "policy" in refused.value.params["known"]


@pytest.mark.parametrize("result", ["not_at_home", "refused", "moved_camp", "road_closed"])
def test_who_met_nobody_gave_no_service(visit_a, result):
    with pytest.raises(actions.NobodyMet):
        visit_a(result=result, services=["policy"])


def test_no_change_and_a_change_contradict_each_other(visit_a):
    with pytest.raises(actions.ChangedYetNoChange):
        visit_a(no_change=True, changes=[Change("phone", "1")])


def test_the_next_visit_is_later(visit_a):
    with pytest.raises(actions.NextVisitNotLater):
        visit_a(next_on=TODAY)


def test_a_note_that_is_too_long_is_refused(visit_a):
    with pytest.raises(actions.TextTooLong):
        visit_a(note="长" * 301)


def test_a_need_found_at_a_visit_belongs_to_its_helper(cast, visit_a):
    visit, _is_new = visit_a(needs_raised=[NewNeed("hazard", "烟道", urgency="urgent")])

    need = Need.objects.get()
    assert (need.household, need.owner, need.raised_on) == (cast.a, cast.tashi, TODAY)
    assert (need.kind, need.urgency, need.visit_id) == ("hazard", "urgent", visit.pk)


def test_a_need_settled_at_a_visit_is_closed_that_day(visit_a):
    visit_a(needs_raised=[NewNeed("errand", "药")])
    need = Need.objects.get()

    visit_a(needs_closed=[ClosedNeed(need.pk, "done", "送到了")])

    need.refresh_from_db()
    assert (need.state, need.outcome, need.closed_on) == ("closed", "done", TODAY)


def test_a_need_closed_twice_leaves_no_second_visit(visit_a):
    visit_a(needs_raised=[NewNeed("errand", "药")])
    closed = [ClosedNeed(Need.objects.get().pk, "done")]
    visit_a(needs_closed=closed)

    with pytest.raises(NeedAlreadyClosed):
        visit_a(needs_closed=closed)

    assert Visit.objects.count() == 2


def test_a_need_of_another_household_is_not_closed(cast, visit_a):
    visit_a(household=cast.b, needs_raised=[NewNeed("errand", "药")])

    with pytest.raises(actions.NoSuchNeed):
        visit_a(needs_closed=[ClosedNeed(Need.objects.get().pk, "done")])

    assert Visit.objects.count() == 1


def test_an_errand_ticked_is_a_need_done_the_same_day(cast, visit_a):
    visit, _is_new = visit_a(services=["errand"])

    need = Need.objects.get()
    assert (need.kind, need.state, need.outcome) == ("errand", "closed", "done")
    assert (need.owner, need.visit_id, need.closed_on) == (cast.tashi, visit.pk, TODAY)


def test_what_has_changed_is_written_where_it_belongs(cast, visit_a):
    visit_a(
        changes=[
            Change("fact_began", FactKind.SUDDEN_EVENT, since_on=date(2026, 3, 8)),
            Change("residents", 3),
            Change("phone", " 19900000009 "),
            Change("best_time", "晚饭后"),
            Change("away_until", date(2026, 4, 1)),
        ]
    )

    cast.a.refresh_from_db()
    circumstance = cast.a.circumstances.get()
    assert (circumstance.fact, circumstance.since_on) == ("sudden_event", date(2026, 3, 8))
    assert circumstance.source == "visit"
    assert (cast.a.resident_count, cast.a.phone) == (3, "19900000009")
    assert cast.a.best_time == "晚饭后"
    absence = cast.a.absences.get()
    assert (absence.start_on, absence.end_on) == (TODAY, date(2026, 4, 1))


def test_something_that_is_over_ends(cast, visit_a):
    visit_a(on=cast.day, changes=[Change("fact_began", FactKind.MEDICAL_COSTS)])

    visit_a(changes=[Change("fact_ended", FactKind.MEDICAL_COSTS)])

    assert cast.a.circumstances.get().until_on == TODAY


@pytest.mark.parametrize(
    "change", [Change("residents", "three"), Change("residents", 100), Change("away_until", None)]
)
def test_a_change_without_a_usable_value_leaves_nothing(visit_a, change):
    with pytest.raises(actions.ValueMissing):
        visit_a(changes=[change])

    assert Visit.objects.count() == 0


def test_somebody_of_another_household_is_not_named(cast, visit_a):
    stranger = cast.b.members.get()

    with pytest.raises(actions.NoSuchMember):
        visit_a(needs_raised=[NewNeed("care", "看望", member_id=stranger.pk)])


def test_a_visit_tells_the_helpers_list_that_it_changed(cast, visit_a):
    before = Helper.objects.get(pk=cast.tashi.pk).caseload_revision

    visit_a()

    assert Helper.objects.get(pk=cast.tashi.pk).caseload_revision > before


def test_an_ordinary_visit_takes_few_statements(visit_a, django_assert_max_num_queries):
    visit_a(services=["policy"])  # the catalogue of a version is read once

    with django_assert_max_num_queries(12):  # two of them open and close the transaction
        visit_a(services=["policy", "clean_up"])


def test_a_correction_replaces_a_visit(cast, visit_a):
    visit, _is_new = visit_a(services=["policy"])

    amended, is_new = actions.amend_visit(
        visit, id=uuid4(), by=cast.coordinator, today=TODAY, result="refused", services=[]
    )

    assert is_new
    assert (amended.amends, amended.result, amended.on) == (visit, "refused", TODAY)
    assert list(Visit.objects.standing()) == [amended]
    assert Visit.objects.get(pk=visit.pk).is_void


def test_a_correction_arriving_twice_is_one(cast, visit_a):
    visit, _is_new = visit_a()
    correction = {"id": uuid4(), "by": cast.coordinator, "today": TODAY, "note": "改"}

    actions.amend_visit(visit, **correction)
    _amended, is_new = actions.amend_visit(visit, **correction)

    assert not is_new
    assert Visit.objects.count() == 2


def test_a_visit_is_not_corrected_past_its_correction(cast, visit_a):
    visit, _is_new = visit_a()
    actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=TODAY, note="改")

    with pytest.raises(actions.VisitReplacedAlready):
        actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=TODAY, note="再改")


def test_an_errand_that_was_none_is_withdrawn(cast, visit_a):
    visit, _is_new = visit_a(services=["errand", "policy"])

    actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=TODAY, services=["policy"])

    assert [need.outcome for need in Need.objects.all()] == ["withdrawn"]


def errands_in(cast, week):
    figure = get_figure("errands_done")
    return measure(figure, scope_of(cast.caoba), Period.of_week(week)).value


def test_a_later_correction_takes_the_errand_from_the_visits_own_week(cast, visit_a):
    visit, _is_new = visit_a(services=["errand"])
    week = Week.of(visit.on)
    before = errands_in(cast, week)

    actions.amend_visit(
        visit, id=uuid4(), by=cast.coordinator, today=visit.on + timedelta(days=7), services=[],
        result="not_at_home",
    )  # fmt: skip

    assert (before, errands_in(cast, week), errands_in(cast, week.shift(1))) == (1, 0, 0)


def test_an_errand_moves_with_the_day_of_its_visit(cast, visit_a):
    visit, _is_new = visit_a(services=["errand"])
    later, week = visit.on + timedelta(days=7), Week.of(visit.on)

    actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=later, on=later)

    assert (errands_in(cast, week), errands_in(cast, week.shift(1))) == (0, 1)


def test_an_errand_is_counted_once_through_a_correction(cast, visit_a):
    visit, _is_new = visit_a(services=["errand"])

    actions.amend_visit(visit, id=uuid4(), by=cast.coordinator, today=TODAY, note="改")

    assert [need.outcome for need in Need.objects.all()] == ["done"]


def test_a_household_may_ask_for_fewer_visits_and_take_it_back(cast):
    first = actions.set_cadence(
        cast.a, "contact", "month", by=cast.coordinator, on=cast.day, reason="少打电话"
    )
    same = actions.set_cadence(cast.a, "contact", "month", by=cast.coordinator, on=TODAY)
    back = actions.set_cadence(cast.a, "contact", None, by=cast.coordinator, on=TODAY)

    assert (first, back) == (same, None)
    assert [(row.every, row.end_on) for row in cast.a.cadences.all()] == [("month", TODAY)]


def test_a_closed_household_asks_for_nothing(cast):
    closed = make_household(cast.caoba, "A-009")
    register.close_household(closed, because="moved", by=cast.coordinator, on=cast.day)

    with pytest.raises(actions.HouseholdClosed):
        actions.set_cadence(closed, "contact", "month", by=cast.coordinator, on=TODAY)


def test_a_weekly_note_is_written_over(cast):
    week = Week.of(TODAY)
    actions.write_weekly_note(cast.tashi, week, text="路滑", by=cast.tashi_account, on=TODAY)
    actions.write_weekly_note(cast.tashi, week, text="路通了", by=cast.tashi_account, on=TODAY)

    assert [note.text for note in WeeklyNote.objects.all()] == ["路通了"]


def test_a_week_to_come_has_no_note(cast):
    with pytest.raises(actions.WeekInFuture):
        actions.write_weekly_note(
            cast.tashi, Week.of(TODAY).shift(1), text="x", by=cast.tashi_account, on=TODAY
        )
