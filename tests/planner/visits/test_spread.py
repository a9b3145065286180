"""Large teams: their meetings are settled part by part, each a unit of work of its own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.planner.visits import Straight, VisitProblem, once, plan_visits, weekly
from doorstep.planner.visits.answer import answer
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.parts import board_of, cut, part_of, problem_of, shares_in
from doorstep.planner.visits.spread import meet_in_parts
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.together import Team
from doorstep.planner.visits.unit import plan_helper
from tests.planner.visits.cases import helper, household, line, problems


def team_of(problem):
    board = Board(problem)
    tasks = [build_task(board, column, {}) for column in range(len(problem.helpers))]
    return Team(board, tasks, [plan_helper(task) for task in tasks], 0, plan_helper)


def plan_in_parts(problem, most, executor=None, is_stopped=lambda: False):
    team = team_of(problem)
    meet_in_parts(team, executor, 600.0, 1, lambda _plans: None, is_stopped, most)
    columns = range(len(team.tasks))
    return answer(
        team.board,
        [build_task(team.board, column, {}) for column in columns],
        [build_task(team.board, column, team.own_meetings(column)) for column in columns],
        team.plans,
        [plan.bound for plan in team.free],
        team.raised,
    )


def ring(size):
    """Helpers in a ring, each of whom meets the next one at a household between them."""
    km = [10 * place for place in range(2 * size)]
    return VisitProblem(
        tuple(
            household(
                f"h{one}", 2 * one + 1, (f"g{one}", f"g{(one + 1) % size}"),
                once(range(2)) if one % 2 else weekly(2), 2, call_weeks=frozenset({0, 1}),
            )
            for one in range(size)
        ),
        tuple(helper(f"g{one}", 2 * one, 2) for one in range(size)),
        line(*km),
        2,
    )  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most_helpers=6, most_households=9), st.integers(1, 4))
def test_a_plan_made_in_parts_holds_and_costs_no_less_than_its_bound(problem, most):
    plan = plan_in_parts(problem, most)

    assert check_plan(problem, plan) == []
    assert plan.bound is None or plan.bound <= plan.objective


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most_helpers=6, most_households=9), st.data())
def test_a_part_sees_its_helpers_as_the_whole_does(problem, data):
    board = Board(problem)
    every = range(len(problem.helpers))
    columns = sorted(data.draw(st.sets(st.sampled_from(every)))) if every else []

    part = part_of(board, columns)
    small = board_of(problem_of(board, part), part.outside, shares_in(board, part))

    for number, column in enumerate(columns):
        seen, whole = build_task(small, number, {}), build_task(board, column, {})
        assert tuple(part.rows[row] for row in seen.households) == whole.households
        assert [len(calls) for calls in seen.calls] == [len(calls) for calls in whole.calls]
        assert small.shared[number] == [part.rows.index(row) for row in board.shared[column]]
        for name in ("key", "patterns", "absent", "days", "uncalled", "week_limits"):
            assert getattr(seen, name) == getattr(whole, name)
        for one, other in zip(seen.kinds, whole.kinds, strict=True):
            assert np.array_equal(one.minutes, other.minutes)
            assert np.array_equal(one.opens, other.opens)


@given(st.integers(0, 40), st.integers(1, 6), st.randoms(use_true_random=False))
def test_everybody_who_meets_somebody_is_in_one_part_that_is_not_too_large(size, most, random):
    links = [{} for _ in range(size)]
    for one, other in random.choices(list(np.ndindex(size, size)), k=size) if size else []:
        if one != other:
            links[one][other] = links[other][one] = 1

    parts = cut(links, most)

    assert sorted(column for part in parts for column in part) == [
        column for column, own in enumerate(links) if own
    ]
    assert all(len(part) <= most for part in parts)


def test_helpers_linked_most_are_in_one_part():
    links = [{1: 1, 3: 5}, {0: 1, 2: 5}, {1: 5, 3: 1}, {0: 5, 2: 1}]

    assert sorted(cut(links, 2)) == [[0, 3], [1, 2]]


def test_each_household_of_a_ring_is_once_inside_a_part_and_is_visited():
    plan = plan_in_parts(ring(6), 2)

    assert plan.unplanned == ()
    assert plan.visits == 3 * 2 + 3


def test_another_executor_and_another_run_give_the_same_plan():
    alone = plan_in_parts(ring(6), 3)

    with ThreadPoolExecutor(2) as pool:
        spread = plan_in_parts(ring(6), 3, pool)

    assert spread == alone


def test_a_stop_before_the_first_part_leaves_all_meetings_out():
    problem = ring(6)

    plan = plan_in_parts(problem, 3, is_stopped=lambda: True)

    assert check_plan(problem, plan) == []
    assert plan.visits == 0
    assert {row.cause for row in plan.unplanned if row.kind == "visit"} == {"not_together"}


def test_a_part_does_not_go_on_days_when_a_helper_outside_stays_at_home():
    problem = ring(3)
    monday = replace(problem.helpers[1], shifts=helper("g1", 2, 2, days=(0,)).shifts)
    board = Board(replace(problem, helpers=(problem.helpers[0], monday, problem.helpers[2])))

    seen = problem_of(board, part_of(board, [0]))

    assert [row.key for row in seen.households] == ["h0", "h2"]
    assert seen.households[0].closed_days == set(range(14)) - {0, 7}
    assert [row.call_weeks for row in seen.households] == [{0, 1}, set()]


@pytest.mark.long
def test_a_team_beyond_forty_is_planned_in_parts():
    random = Random(3)
    points = tuple((30 + random.random(), 91 + random.random()) for _ in range(150 + 60))
    rows = tuple(
        household(
            f"h{one}", one, {f"g{one % 60}", f"g{(7 * one + 1) % 60}"} if one % 5 == 0 else
            (f"g{one % 60}",), once(range(2)), 2,
        )
        for one in range(150)
    )  # fmt: skip
    team = tuple(helper(f"g{one}", 150 + one, 2) for one in range(60))
    problem = VisitProblem(rows, team, Straight(points), 2)

    plan = plan_visits(problem)

    assert check_plan(problem, plan) == []
    assert plan.visits == 150 - len(plan.unplanned)
