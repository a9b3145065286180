"""A plan of weeks is kept as a proposal, accepted by a person, and goes when its time is over."""

from datetime import date, timedelta

import pytest

from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.visits.actions import (
    ProgramMayNotPlan,
    VisitPlanDroppedAlready,
    VisitPlanIsOver,
    VisitPlanNotOpen,
    accept_visit_plan,
    drop_visit_plan,
    erase_rows,
    forget_visit_plans,
)
from doorstep.visits.models import PlannedVisit, UnplannedVisit, VisitPlan
from doorstep.visits.queries import (
    open_visit_plan,
    routes_for,
    running_visit_plan,
    unplanned_for,
    visit_plans_ahead,
)
from doorstep.visits.rules import part_of_day
from tests.factories import make_household
from tests.visits.plans import make_visit_plan

pytestmark = pytest.mark.django_db
WEDNESDAY, MONDAY = date(2026, 3, 4), date(2026, 3, 2)


@pytest.fixture
def plan(cast):
    return make_visit_plan(
        cast.caoba, cast.tashi, [cast.a, cast.b], calls=[cast.c],
        unplanned=[(cast.c, 1, "full")], on=WEDNESDAY, by=cast.coordinator, day=8,
    )  # fmt: skip


def test_a_plan_tells_day_order_and_part_of_the_day(cast, plan):
    rows = PlannedVisit.objects.order_by("order")

    assert (plan.start_on, plan.end_on, plan.state) == (MONDAY, date(2026, 3, 29), "open")
    assert [
        (row.household, row.route.on, row.mode, row.part_of_day) for row in rows
    ] == [
        (cast.a, date(2026, 3, 10), "on_site", "morning"),
        (cast.b, date(2026, 3, 10), "on_site", "afternoon"),
        (cast.c, date(2026, 3, 10), "phone", ""),
    ]  # fmt: skip
    left = UnplannedVisit.objects.get()
    assert (left.household, left.week_on, left.why) == (cast.c, date(2026, 3, 9), "full")
    assert AuditEntry.objects.get(act="keep_visit_plan").detail == {
        "routes": 1, "visits": 3, "unplanned": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("minute", "part"),
    [(0, "morning"), (719, "morning"), (720, "afternoon"), (1079, "afternoon"), (1080, "evening")],
)
def test_a_minute_lies_in_a_part_of_the_day(minute, part):
    assert part_of_day(minute) == part


def test_a_new_proposal_drops_the_open_one_and_leaves_the_running_one(cast, plan):
    accept_visit_plan(plan, by=cast.coordinator, on=WEDNESDAY)
    told = {"on": WEDNESDAY, "by": cast.coordinator}
    second = make_visit_plan(cast.caoba, cast.tashi, [cast.a], **told)
    third = make_visit_plan(cast.caoba, cast.tashi, [cast.b], **told)

    second.refresh_from_db()
    assert second.state == "dropped"
    assert open_visit_plan(cast.caoba) == third
    assert running_visit_plan(cast.caoba, WEDNESDAY) == plan


def test_the_plan_accepted_last_runs_till_its_last_day(cast, plan):
    accept_visit_plan(plan, by=cast.coordinator, on=WEDNESDAY)
    later = make_visit_plan(cast.caoba, cast.tashi, [cast.b], on=WEDNESDAY, by=cast.coordinator)

    accept_visit_plan(later, by=cast.coordinator, on=WEDNESDAY)

    assert [one.state for one in VisitPlan.objects.order_by("id")] == ["dropped", "accepted"]
    assert running_visit_plan(cast.caoba, later.end_on) == later
    assert running_visit_plan(cast.caoba, later.end_on + timedelta(days=1)) is None


def test_a_plan_that_begins_later_lets_the_other_run_until_then(cast, plan):
    told = {"by": cast.coordinator, "on": WEDNESDAY}
    accept_visit_plan(plan, **told)
    monday = plan.start_on + timedelta(days=7)
    early = make_visit_plan(cast.caoba, cast.tashi, [cast.b], on=monday, by=cast.coordinator)
    accept_visit_plan(early, **told)
    later = make_visit_plan(cast.caoba, cast.tashi, [cast.b], on=monday, by=cast.coordinator)

    accept_visit_plan(later, **told)

    early.refresh_from_db()
    ahead = visit_plans_ahead(cast.caoba, WEDNESDAY)
    assert ahead == [(plan, monday - timedelta(days=1)), (later, later.end_on)]
    assert (early.state, running_visit_plan(cast.caoba, monday)) == ("dropped", later)


def test_a_plan_is_accepted_once_by_a_person_and_in_time(cast, plan):
    with pytest.raises(ProgramMayNotPlan):
        accept_visit_plan(plan, by=system_account(), on=WEDNESDAY)
    with pytest.raises(VisitPlanIsOver):
        accept_visit_plan(plan, by=cast.coordinator, on=date(2026, 3, 30))
    accept_visit_plan(plan, by=cast.coordinator, on=WEDNESDAY)

    with pytest.raises(VisitPlanNotOpen):
        accept_visit_plan(plan, by=cast.coordinator, on=WEDNESDAY)


def test_a_proposal_is_discarded_and_a_running_plan_ended_once(cast, plan):
    told = {"by": cast.coordinator, "on": WEDNESDAY}
    running = make_visit_plan(cast.caoba, cast.tashi, [cast.a], **told)
    accept_visit_plan(running, **told)
    proposal = make_visit_plan(cast.caoba, cast.tashi, [cast.b], **told)

    for one in (proposal, running):
        drop_visit_plan(one, **told)

    assert set(VisitPlan.objects.values_list("state", flat=True)) == {"dropped"}
    assert running_visit_plan(cast.caoba, WEDNESDAY) is None
    with pytest.raises(VisitPlanDroppedAlready):
        drop_visit_plan(running, **told)


def test_a_helper_sees_the_own_routes_and_the_households_that_are_theirs_still(cast, plan):
    account = cast.tashi_account
    accept_visit_plan(plan, by=cast.coordinator, on=WEDNESDAY)
    theirs = list(routes_for(plan, account, WEDNESDAY))
    all_of_it = list(routes_for(plan, cast.coordinator, WEDNESDAY))

    assert [[one.household for one in route.visits.all()] for route in theirs] == [[cast.a, cast.b]]
    assert [[one.household for one in route.visits.all()] for route in all_of_it] == [
        [cast.a, cast.b, cast.c]
    ]
    assert list(unplanned_for(plan, account, WEDNESDAY)) == []


def test_a_plan_leaves_no_trace_of_an_erased_household(cast, plan):
    gone = make_household(cast.caoba, "A-010")
    make_visit_plan(
        cast.caoba, cast.tashi, [gone], unplanned=[(gone, None, "no_way")],
        on=WEDNESDAY, by=cast.coordinator,
    )  # fmt: skip

    assert erase_rows(gone) == 2
    assert not PlannedVisit.objects.filter(household=gone).exists()
    assert not UnplannedVisit.objects.filter(household=gone).exists()


def test_plans_that_are_over_long_ago_go(cast, plan):
    last = plan.end_on

    assert forget_visit_plans(last, by=cast.coordinator, on=last) == 0
    assert forget_visit_plans(last + timedelta(days=1), by=cast.coordinator, on=last) == 1
    assert not PlannedVisit.objects.exists()
