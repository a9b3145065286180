"""A village's rows as a plain problem for the planner, and what it proposes from them."""

from datetime import date
from uuid import uuid4

import pytest

from doorstep.people.actions import change_helper
from doorstep.register.actions import set_absence, set_home
from doorstep.visits.actions import propose_visit_plan, record_visit, set_cadence
from doorstep.visits.models import PlannedVisit, UnplannedVisit
from doorstep.visits.queries import weeks_to_plan
from tests.factories import pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("method")]
MONDAY, WEDNESDAY = date(2026, 3, 9), date(2026, 3, 4)


@pytest.fixture
def village(cast):
    """Tashi goes to two households, both on the map; the third has neither helper nor home."""
    told = {"by": cast.coordinator, "on": cast.day}
    change_helper(cast.tashi, home_lat=29.70, home_lon=91.70, weekly_hours=10, **told)
    for household, lon in ((cast.a, 91.75), (cast.b, 91.80)):
        pair(household, cast.tashi)
        set_home(household, "winter", lat=29.7, lon=lon, **told)
    for household in (cast.a, cast.b, cast.c):
        set_cadence(household, "on_site", "week", **told)
        set_cadence(household, "contact", "week", **told)
    return cast


def test_pairs_homes_hours_and_working_days_are_what_the_planner_is_told(village):
    problem = weeks_to_plan(village.caoba, MONDAY, 4, WEDNESDAY).problem

    by_code = {row.key: row for row in problem.households}
    tashi = next(row for row in problem.helpers if row.key.startswith("扎西"))
    assert {code: len(row.helpers) for code, row in by_code.items()} == {
        "A-001": 1, "A-002": 1, "A-003": 0,
    }  # fmt: skip
    assert by_code["A-001"].patterns[0].weeks == {0, 1, 2, 3}
    assert by_code["A-003"].places == (None,) * 4
    assert None not in by_code["A-001"].places
    assert tashi.week_minutes == 600
    assert [shift is not None for shift in tashi.shifts[:7]] == [True] * 5 + [False] * 2


def test_what_is_reached_this_week_is_not_planned_in_it_and_past_days_are_nobodys(village):
    on = date(2026, 3, 10)
    record_visit(
        id=uuid4(), household=village.a, helper=village.tashi, on=on, mode="on_site", result="met",
        by=village.coordinator, today=on,
    )  # fmt: skip

    problem = weeks_to_plan(village.caoba, MONDAY, 4, date(2026, 3, 11)).problem

    by_code = {row.key: row for row in problem.households}
    assert by_code["A-001"].patterns[0].weeks == {1, 2, 3}
    assert by_code["A-002"].patterns[0].weeks == {0, 1, 2, 3}
    assert [shift is None for shift in problem.helpers[0].shifts[:4]] == [True, True, False, False]


def test_of_two_weeks_that_cost_the_same_the_earlier_one_is_chosen(village):
    set_cadence(village.a, "on_site", "month", by=village.coordinator, on=WEDNESDAY)
    set_cadence(village.b, "on_site", "never", by=village.coordinator, on=WEDNESDAY)

    plan = propose_visit_plan(
        village.caoba, start_on=MONDAY, weeks=4, by=village.coordinator, on=WEDNESDAY
    )

    [visit] = PlannedVisit.objects.filter(route__plan=plan, mode="on_site")
    assert visit.route.on < date(2026, 3, 16)


def test_days_away_are_closed(village):
    set_absence(village.a, until_on=date(2026, 3, 12), by=village.coordinator, on=MONDAY)

    problem = weeks_to_plan(village.caoba, MONDAY, 4, MONDAY).problem

    away = {row.key: row.closed_days for row in problem.households}
    assert (away["A-001"], away["A-002"]) == ({0, 1, 2}, frozenset())


def test_a_proposal_goes_to_every_due_household_and_names_the_rest(village):
    plan = propose_visit_plan(
        village.caoba, start_on=MONDAY, weeks=4, by=village.coordinator, on=WEDNESDAY
    )

    visits = PlannedVisit.objects.filter(route__plan=plan, mode="on_site")
    assert sorted(visits.values_list("household__code", flat=True)) == ["A-001"] * 4 + ["A-002"] * 4
    assert set(visits.values_list("route__helper__name", flat=True)) == {"扎西"}
    assert plan.bound == plan.objective
    left = UnplannedVisit.objects.filter(plan=plan, mode="on_site")
    assert set(left.values_list("household__code", "why")) == {("A-003", "no_pair")}


def test_the_weekday_of_most_visits_is_the_usual_one(village):
    told = {"mode": "on_site", "result": "met", "by": village.coordinator}
    made = [
        (village.a, "2026-03-05"), (village.a, "2026-03-12"), (village.a, "2026-03-17"),
        (village.b, "2026-03-05"), (village.b, "2026-03-10"),
    ]  # fmt: skip
    for household, day in made:
        on = date.fromisoformat(day)
        record_visit(id=uuid4(), household=household, helper=village.tashi, on=on, today=on, **told)

    problem = weeks_to_plan(village.caoba, date(2026, 3, 23), 4, date(2026, 3, 18)).problem

    usual = {row.key: row.usual_weekday for row in problem.households}
    assert usual == {"A-001": 3, "A-002": None, "A-003": None}


def test_visits_that_are_long_past_or_were_not_met_make_no_weekday_usual(village):
    told = {"mode": "on_site", "by": village.coordinator}
    for on, result in (
        ("2026-03-05", "met"), ("2026-03-12", "met"), ("2026-06-04", "not_at_home"),
        ("2026-06-11", "not_at_home"),
    ):  # fmt: skip
        day = date.fromisoformat(on)
        record_visit(
            id=uuid4(), household=village.a, helper=village.tashi, on=day, today=day,
            result=result, **told,
        )  # fmt: skip

    problem = weeks_to_plan(village.caoba, date(2026, 6, 15), 4, date(2026, 6, 12)).problem

    assert problem.households[0].usual_weekday is None
