"""The rhythm of visits: the usual weekday and whole weeks apart, where that costs nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstep.planner import PlannerError
from doorstep.planner.visits import Shift, VisitProblem, plan_visits, weekly
from doorstep.planner.visits.check import check_plan
from tests.planner.visits.cases import helper, household, line, problems, with_days

# two households on either side of the helper, each half a day away: one route a day
SIDES = line(0, 100, -100)


def days_of(plan, key):
    return [route.day for route in plan.routes for stop in route.stops if stop.household == key]


def two(usual=(None, None), days=(0, 1, 2, 3, 4), weeks=4):
    rows = tuple(
        household(key, place, patterns=weekly(weeks), weeks=weeks, usual_weekday=weekday)
        for key, place, weekday in (("a", 1, usual[0]), ("b", 2, usual[1]))
    )
    going = helper("g", 0, weeks=weeks, days=days, shift=Shift(most_minutes=300))
    return VisitProblem(rows, (going,), SIDES, weeks)


def test_who_is_visited_every_week_is_visited_a_week_apart():
    plan = plan_visits(two())

    for key in "ab":
        first = days_of(plan, key)[0]
        assert days_of(plan, key) == [first + 7 * week for week in range(4)]
    assert plan.is_proven


@pytest.mark.parametrize("usual", [(0, 4), (4, 0), (2, 3), (3, 1)])
def test_the_usual_weekday_is_kept(usual):
    plan = plan_visits(two(usual))

    assert [[day % 7 for day in days_of(plan, key)] for key in "ab"] == [[one] * 4 for one in usual]
    assert (plan.km, plan.is_proven) == (plan_visits(two()).km, True)


def test_a_weekday_on_which_nobody_goes_is_not_kept():
    plan = plan_visits(two((5, None)))

    assert len({day % 7 for day in days_of(plan, "a")}) == 1
    assert check_plan(two((5, None)), plan) == []


def test_days_that_differ_are_not_exchanged():
    problem = two((0, None))
    closed = frozenset({7, 14})
    problem = replace(
        problem, households=(replace(problem.households[0], closed_days=closed),
                             problem.households[1]),
    )  # fmt: skip

    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert [day for day in days_of(plan, "a") if day in closed] == []


def test_who_is_also_called_keeps_the_calls_of_the_day():
    problem = two((4, 0))
    rows = tuple(replace(row, patterns=weekly(4)[:1]) for row in problem.households)
    problem = replace(
        problem, households=(*rows, household("c", 1, patterns=(), call_weeks=frozenset(range(4)))),
    )  # fmt: skip

    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert sum(len(route.calls) for route in plan.routes) == 4


def test_a_weekday_that_is_none_is_refused():
    with pytest.raises(PlannerError, match="household a: usual_weekday is 7, not 0 to 6"):
        plan_visits(two((7, None)))


@given(problems().flatmap(with_days), st.data())
@settings(max_examples=40)
def test_a_usual_weekday_changes_no_cost_and_no_proof(problem, data):
    days = st.none() | st.integers(0, 6)
    rows = tuple(replace(row, usual_weekday=data.draw(days)) for row in problem.households)
    in_rhythm = replace(problem, households=rows)

    plan, plain = plan_visits(in_rhythm), plan_visits(problem)

    assert (plan.objective, plan.bound) == (plain.objective, plain.bound)
    assert check_plan(in_rhythm, plan) == []
