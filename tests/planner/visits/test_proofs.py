"""What is said to be proven over several weeks, held against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.planner.visits import (
    Pattern,
    Shift,
    Straight,
    VisitProblem,
    Window,
    once,
    plan_visits,
    weekly,
)
from doorstep.planner.visits.check import check_plan
from tests.planner.visits.brute_weeks import least_over_weeks
from tests.planner.visits.cases import POINTS, helper, household, line

TEAMS = st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "a")])
PRICED = (Pattern(frozenset({0}), 0.3), Pattern(frozenset({1}), 4.01))
EITHER = (Pattern(frozenset({0, 1}), 0.07), Pattern(frozenset({1}), 520.0))


@st.composite
def two_weeks(draw):
    """One or two helpers who go on two days of each of two weeks."""
    size, weeks, team = draw(st.integers(1, 3)), 2, ("a", "b")
    travel = Straight(
        tuple(draw(POINTS) for _ in range(size + 2)), 1.3, draw(st.sampled_from([20.0, 40.0]))
    )
    shift = Shift(480, draw(st.sampled_from([700, 800, 1200])), draw(st.sampled_from([150, 480])))
    window = Window(600, 700, frozenset({0, 1}))
    rows = tuple(
        household(
            f"h{number}",
            number,
            draw(TEAMS),
            draw(st.sampled_from([weekly(weeks), once(range(weeks)), PRICED, EITHER, ()])),
            weeks,
            call_weeks=draw(st.sampled_from([frozenset(), frozenset({0}), frozenset({0, 1})])),
            windows=draw(st.sampled_from([(), (), (window,)])),
        )
        for number in range(size)
    )
    helpers = tuple(
        helper(key, size + number, weeks, draw(st.sampled_from([(0, 1), (0,), (1, 3)])), shift,
               draw(st.sampled_from([None, 200, 300])))
        for number, key in enumerate(team)
    )  # fmt: skip
    return VisitProblem(rows, helpers, travel, weeks)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(two_weeks())
def test_no_plan_of_two_weeks_is_below_the_bound(problem):
    plan, least = plan_visits(problem, seconds=0.2), least_over_weeks(problem)

    assert check_plan(problem, plan) == []
    assert plan.bound <= least <= plan.objective


def test_a_choice_of_weeks_is_paid_once_however_many_come():
    rows = (household("h", 0, ("a", "b"), (Pattern(frozenset({0}), 30.01),), 1),)
    problem = VisitProblem(rows, (helper("a", 0, 1), helper("b", 0, 1)), line(0), 1)

    plan = plan_visits(problem, seconds=0.2)

    assert (plan.objective, plan.bound, plan.is_proven) == (3001, 3001, True)


def test_who_has_no_pair_misses_what_is_cheapest_to_miss():
    many_or_dear = (Pattern(frozenset({0}), 900.0), Pattern(frozenset({0, 1})))
    problem = VisitProblem((household("h", 0, (), many_or_dear, 2),), (), line(0), 2)

    plan = plan_visits(problem)

    assert (plan.objective, check_plan(problem, plan)) == (100_000, [])


def test_the_checker_sees_a_price_that_is_a_tenth_of_a_point_off():
    rows = tuple(household(f"h{n}", n, weeks=1) for n in range(3))
    problem = VisitProblem(rows, (helper("g", 3, 1),), line(0, 10, 20, 30), 1)
    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert check_plan(problem, replace(plan, lost=plan.lost + 10)) != []


def test_the_checker_names_a_household_and_a_helper_that_are_not_there():
    rows = tuple(household(f"h{n}", n, weeks=1) for n in range(2))
    problem = VisitProblem(rows, (helper("g", 2, 1),), line(0, 10, 20), 1)
    plan = plan_visits(problem)

    strange = check_plan(replace(problem, households=rows[:1]), plan)
    nobody = check_plan(problem, replace(plan, routes=(replace(plan.routes[0], helper="x"),)))

    assert any("['h1'], of whom the problem does not tell" in fault for fault in strange)
    assert any("no such helper" in fault for fault in nobody)


@pytest.mark.parametrize(("late", "gap"), [((480, 700), 0.0), ((620, 700), None)])
def test_above_a_bound_of_nothing_no_gap_is_told(late, gap):
    """Each of two alone would go at no cost; where they cannot meet, nothing is proven."""
    shifts = (Shift(480, 600), Shift(*late))
    rows = (household("h", 0, ("a", "b"), once(range(1)), 1),)
    team = tuple(helper(key, 0, 1, shift=shift) for key, shift in zip("ab", shifts, strict=True))

    plan = plan_visits(VisitProblem(rows, team, line(0), 1), seconds=0.2)

    assert (plan.bound, plan.gap, plan.is_proven) == (0, gap, gap == 0.0)
