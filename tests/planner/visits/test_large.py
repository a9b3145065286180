"""Helpers with more households than can be gone through one by one."""

from dataclasses import replace
from random import Random

import pytest

from doorstep.planner.visits import (
    DueHousehold,
    Straight,
    VisitProblem,
    Window,
    once,
    plan_visits,
    weekly,
)
from doorstep.planner.visits.check import check_plan
from tests.planner.visits.cases import helper, household, line


def village(size, days=(0, 1, 2, 3, 4), weeks=4, **more):
    random = Random(7)
    points = [(30 + random.random() / 3, 91 + random.random() / 3) for _ in range(size + 1)]
    rows = tuple(
        DueHousehold(
            f"h{number}", ("g",), once(range(weeks)) if number % 3 else weekly(weeks),
            (number,) * weeks, call_weeks=frozenset(range(weeks)), **more,
        )
        for number in range(size)
    )  # fmt: skip
    return VisitProblem(rows, (helper("g", size, weeks, days),), Straight(tuple(points)), weeks)


@pytest.mark.parametrize(
    "problem",
    [
        village(20),
        village(20, days=(0,)),
        village(16, windows=(Window(600, 760), Window(1000, 1100, frozenset({1})))),
        replace(village(16), helpers=(helper("g", 16, week_minutes=400),)),
        replace(village(16), helpers=(helper("g", None),)),
    ],
)
def test_a_plan_by_search_holds(problem):
    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert (plan.bound, plan.gap, plan.is_proven) == (None, None, False)


def test_a_search_finds_everybody_a_place_and_the_same_one_again():
    plan, again = plan_visits(village(20)), plan_visits(village(20))

    assert plan == again
    assert (plan.unplanned, plan.visits) == ((), 7 * 4 + 13)


@pytest.mark.long
def test_ten_thousand_visits_for_one_day_are_answered():
    problem = village(10_000, days=(0,), weeks=1)

    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert {one.cause for one in plan.unplanned} == {"full"}
    assert plan.visits > 5


def test_a_week_too_short_for_its_calls_still_has_its_meeting():
    calls = tuple(
        household(f"c{n}", 0, ("a",), (), 1, call_weeks=frozenset({0}), call_minutes=30)
        for n in range(3)
    )
    problem = VisitProblem(
        (household("ours", 0, ("a", "b"), weeks=1), *calls),
        (helper("a", 0, 1, week_minutes=75), helper("b", 1, 1)),
        line(0, 10),
        1,
    )

    plan = plan_visits(problem)

    assert [(one.kind, one.cause) for one in plan.unplanned] == [("call", "full")] * 2
    assert (plan.visits, plan.is_proven, check_plan(problem, plan)) == (1, True, [])


def test_helpers_of_many_households_still_meet():
    base = village(20, weeks=2)
    rows = tuple(
        replace(row, helpers=("g", "h")) if number % 5 == 0 else row
        for number, row in enumerate(base.households)
    )
    team = (*base.helpers, replace(base.helpers[0], key="h"))
    problem = replace(base, households=rows, helpers=team)

    plan = plan_visits(problem, seconds=3)

    assert check_plan(problem, plan) == []
    assert len([one for one in plan.unplanned if one.kind == "visit"]) <= 1
