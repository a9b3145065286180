"""The visit plan: small ones by hand, and random ones held by the independent checker."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from doorstep.planner import PlannerError
from doorstep.planner.visits import (
    Matrix,
    Shift,
    VisitProblem,
    VisitWeights,
    Window,
    once,
    plan_visits,
    weekly,
)
from doorstep.planner.visits.check import check_plan
from tests.planner.visits.brute import least_cost
from tests.planner.visits.cases import (
    fortnightly,
    helper,
    household,
    line,
    problems,
    with_days,
)

MANY = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


@MANY
@given(problems())
def test_the_checker_finds_nothing(problem):
    assert check_plan(problem, plan_visits(problem, seconds=0.2)) == []


@MANY
@given(problems().flatmap(with_days))
def test_what_is_said_of_single_days_is_kept(problem):
    assert check_plan(problem, plan_visits(problem, seconds=0.2)) == []


@MANY
@given(problems(most_helpers=1, most_households=3, weeks=1))
def test_nothing_is_cheaper_than_a_proven_plan(problem):
    plan = plan_visits(problem)

    assert not plan.is_proven or plan.objective == least_cost(problem)


def test_a_monthly_visit_rides_along_with_a_weekly_one():
    problem = VisitProblem(
        (household("near", 1), household("far", 2, patterns=once(range(4)))),
        (helper("g", 0),),
        line(0, 10, 12),
    )

    plan = plan_visits(problem)

    assert (plan.km, plan.visits, plan.is_proven, plan.unplanned) == (84.0, 5, True, ())
    assert [len(route.stops) for route in plan.routes].count(2) == 1


def test_a_day_too_short_for_two_households_takes_two_days():
    problem = VisitProblem(
        (household("a", 1), household("b", 2)),
        (helper("g", 0, shift=Shift(480, 1200, 70)),),
        line(0, 10, 12),
    )

    plan = plan_visits(problem)

    assert (plan.km, plan.visits, plan.is_proven) == (4 * (20 + 24), 8, True)


def test_every_two_weeks_leaves_no_two_weeks_out():
    problem = VisitProblem(
        (household("a", 1, patterns=fortnightly(4)),), (helper("g", 0),), line(0, 10)
    )

    weeks = [route.day // 7 for route in plan_visits(problem).routes]

    assert weeks in ([0, 2], [1, 2], [1, 3])


def test_the_nearer_home_of_the_season_is_chosen():
    far, near = 1, 2
    home = replace(household("a", far, patterns=once(range(4))), places=(far, far, near, far))
    problem = VisitProblem((home,), (helper("g", 0),), line(0, 30, 5))

    plan = plan_visits(problem)

    assert (plan.km, [route.day // 7 for route in plan.routes]) == (10.0, [2])


def test_two_helpers_meet_at_the_same_minute():
    problem = VisitProblem(
        (
            household("ours", 2, helpers=("a", "b"), weeks=1),
            household("mine", 3, helpers=("a",), weeks=1),
            household("yours", 4, helpers=("b",), weeks=1),
        ),
        (helper("a", 0, weeks=1), helper("b", 1, weeks=1)),
        line(0, 40, 20, 10, 30),
        weeks=1,
    )

    plan = plan_visits(problem)

    met = {(r.day, s.minute) for r in plan.routes for s in r.stops if s.household == "ours"}
    assert (plan.km, plan.is_proven, len(met)) == (80.0, True, 1)
    assert check_plan(problem, plan) == []


def test_calls_fill_the_weeks_without_a_visit():
    row = household("a", 1, patterns=once(range(4)), call_weeks=frozenset(range(4)))
    problem = VisitProblem((row,), (helper("g", 0),), line(0, 10))

    plan = plan_visits(problem)

    assert sorted(route.day // 7 for route in plan.routes) == [0, 1, 2, 3]
    assert sum(len(route.calls) for route in plan.routes) == 3


ROW = household("h", 1, weeks=1)
G = helper("g", 0, weeks=1)


@pytest.mark.parametrize(
    ("row", "helpers", "travel", "cause"),
    [
        (replace(ROW, helpers=()), (), line(0, 10), "no_helper"),
        (replace(ROW, helpers=()), (G,), line(0, 10), "no_pair"),
        (replace(ROW, places=(None,)), (G,), line(0, 10), "no_home"),
        (ROW, (replace(G, place=None),), line(0, 10), "helper_without_home"),
        (ROW, (replace(G, shifts=(None,) * 7),), line(0, 10), "no_days"),
        (ROW, (replace(G, shifts=(None,) * 7, place=None),), line(0, 10), "no_days"),
        (ROW, (replace(G, week_minutes=0),), line(0, 10), "no_hours"),
        (ROW, (G,), Matrix(np.full((2, 2), np.inf), np.full((2, 2), np.inf)), "no_way"),
        (replace(ROW, windows=(Window(0, 60, frozenset({6})),)), (G,), line(0, 10), "window"),
        (ROW, (G,), line(0, 300), "too_long"),
        (ROW, (G,), line(0, 300, speed=200), "price"),
    ],
)
def test_what_cannot_be_planned_names_its_cause(row, helpers, travel, cause):
    problem = VisitProblem((row,), helpers, travel, weeks=1)

    plan = plan_visits(problem)

    assert [(one.household, one.kind, one.cause) for one in plan.unplanned] == [
        ("h", "visit", cause)
    ]
    assert check_plan(problem, plan) == []


@pytest.mark.parametrize(
    ("helpers", "cause"),
    [
        ((), "no_helper"),
        ((replace(G, key="other"),), "no_pair"),
        ((replace(G, shifts=(None,) * 7),), "no_days"),
        ((replace(G, week_minutes=0),), "no_hours"),
        ((replace(G, week_minutes=5),), "full"),
    ],
)
def test_a_call_that_cannot_be_planned_names_its_cause(helpers, cause):
    paired = tuple(one.key for one in helpers if one.key == "g")
    row = household("h", 1, paired, (), weeks=1, call_weeks=frozenset({0}))
    problem = VisitProblem((row,), helpers, line(0, 10), weeks=1)

    plan = plan_visits(problem)

    assert [(one.kind, one.cause) for one in plan.unplanned] == [("call", cause)]
    assert check_plan(problem, plan) == []


def test_a_full_helper_leaves_the_cheapest_to_leave():
    rows = tuple(household(f"h{n}", 1, weeks=1, urgency=float(n > 0)) for n in range(3))
    problem = VisitProblem(rows, (helper("g", 0, weeks=1, week_minutes=100),), line(0, 10), 1)

    plan = plan_visits(problem)

    assert [(one.household, one.cause) for one in plan.unplanned] == [("h0", "full")]
    assert plan.is_proven


@pytest.mark.parametrize(
    ("travel", "sentence"),
    [
        (Matrix(np.zeros((2, 2)), np.full((2, 2), -1.0)),
         "travel from 0 to 0: minutes are -1, below 0"),
        (Matrix(np.array([[0, np.nan], [1, 0]]), np.zeros((2, 2))),
         "travel from 0 to 1: km are missing"),
        (Matrix(np.zeros((2, 3)), np.zeros((2, 3))),
         "travel: km are (2, 3), not as many rows as columns"),
        (Matrix(np.array([[0, 1e300], [1, 0]]), np.zeros((2, 2))),
         "travel from 0 to 1: km are 1e+300, above 1000000; inf: no way leads there"),
        (line(0), "household h: place 1 is not among the 1 of the travel"),
    ],
)  # fmt: skip
def test_travel_that_cannot_be_is_refused_by_name(travel, sentence):
    with pytest.raises(PlannerError) as refused:
        plan_visits(VisitProblem((ROW,), (G,), travel, weeks=1))

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"weeks": 0}, "plan: weeks are 0, not 1 to 8"),
        ({"weights": VisitWeights(km=1e6)}, "weights: km is 1000000.0, not 0 to 1000"),
        ({"helpers": ()}, "household h: g is paired with it, who is no helper here"),
        ({"helpers": (G, G)}, "helper g: stands there twice"),
        ({"helpers": (replace(G, week_minutes=-1),)},
         "helper g: week_minutes is -1, not 0 to 10080"),
        ({"helpers": (replace(G, shifts=()),)}, "helper g: 0 shifts, the plan has 7 days"),
        ({"households": (replace(ROW, visit_minutes=-5),)},
         "household h: visit_minutes is -5, not 0 to 1440"),
        ({"households": (replace(ROW, patterns=weekly(2)),)},
         "household h: a pattern names week 1, the plan has 1"),
    ],
)  # fmt: skip
def test_a_bad_problem_is_refused_by_name(changed, sentence):
    problem = VisitProblem((ROW,), (G,), line(0, 10), weeks=1)

    with pytest.raises(PlannerError) as refused:
        plan_visits(replace(problem, **changed))

    assert str(refused.value) == sentence


def test_a_stop_keeps_what_is_planned():
    rows = tuple(household(f"h{n}", 2, helpers=(f"g{n}",), weeks=1) for n in range(2))
    team = tuple(helper(f"g{n}", n, weeks=1) for n in range(2))
    done = []

    problem = VisitProblem(rows, team, line(0, 0, 10), 1)
    plan = plan_visits(problem, told=done.append, is_stopped=lambda: bool(done))

    assert [(one.done, one.of) for one in done] == [(1, 2)]
    assert [(one.household, one.cause) for one in plan.unplanned] == [("h1", "stopped")]
    assert (plan.visits, plan.bound) == (1, None)
    assert check_plan(problem, plan) == []


def test_any_executor_gives_the_same_plan_and_tells_how_far_it_is():
    rows = tuple(household(f"h{n}", 20 + n % 3, helpers=(f"g{n % 20}",)) for n in range(40))
    team = tuple(helper(f"g{n}", n) for n in range(20))
    problem = VisitProblem(rows, team, line(*range(20), 30, 31, 32))
    heard = []

    with ThreadPoolExecutor(2) as pool:
        plan = plan_visits(problem, executor=pool, told=heard.append)

    assert plan == plan_visits(problem)
    assert [(one.done, one.of, one.is_searching) for one in heard[-2:]] == [
        (16, 20, False),
        (20, 20, True),
    ]
    assert heard[-1].km == plan.km
