"""The search: valid plans, the best where it can be counted out, and the same again."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from doorstep.planner.search.arrays import Task, cost_of, empty_plan, ints
from doorstep.planner.search.check import faults_of
from doorstep.planner.search.solve import Unit, improve

WARM, COLD = 10.0, 0.1


def task_of(points, patterns, *, depots, demand=None, room=None, longest=None, routes=1):
    """A task over points; the depots are points of their own, one a group."""
    count, groups = len(points), len(depots)
    where = np.array([*points, *depots], dtype=float)
    distance = np.sqrt(((where[:, None] - where[None]) ** 2).sum(axis=2))
    near = np.argsort(distance[:count, :count] - np.eye(count), axis=1)[:, 1:]
    flat = [pattern for own in patterns for pattern in own]
    return Task(
        distance=np.ascontiguousarray(distance),
        demand=np.ones(count) if demand is None else np.array(demand, dtype=float),
        service=np.zeros(count),
        absent=np.full(count, 1e4),
        near=ints(near).reshape(count, count - 1),
        pattern_at=ints(np.cumsum([0, *map(len, patterns)])),
        price=np.zeros(len(flat)),
        group_at=ints(np.cumsum([0, *map(len, flat)])),
        groups=ints([group for pattern in flat for group in pattern]),
        depot=ints(range(count, count + groups)),
        longest=np.full(groups, np.inf if longest is None else longest),
        room=np.full(groups, np.inf if room is None else room),
        route_at=ints(np.arange(groups + 1) * routes),
        group_of=ints(np.repeat(np.arange(groups), routes)),
    )


def least_of(task):
    """The least cost by trying every choice of patterns and every order; one route a group."""
    households = range(len(task.demand))
    choices = [range(task.pattern_at[at], task.pattern_at[at + 1]) for at in households]
    return min(
        sum(_tour(task, group, chosen) for group in range(len(task.depot)))
        for chosen in product(*choices)
    )


def _tour(task, group, chosen):
    there = [
        at
        for at, pattern in enumerate(chosen)
        if group in task.groups[task.group_at[pattern] : task.group_at[pattern + 1]]
    ]
    depot = task.depot[group]
    if not there:
        return 0.0
    return min(
        sum(task.distance[a, b] for a, b in zip([depot, *way], [*way, depot], strict=True))
        for way in permutations(there)
    )


def solved(task, iterations=4_000, seed=1):
    return improve(Unit(task, (), WARM, COLD, seed, np.inf, iterations))


TWO_DAYS = [[[0], [1]], [[0], [1]], [[0, 1]], [[0], [1]], [[1]]]
POINTS = [(0, 3), (4, 0), (5, 5), (1, 3), (4, 1)]


def test_it_finds_the_best_choice_of_days():
    task = task_of(POINTS, TWO_DAYS, depots=[(0, 0), (0, 0)])
    found = solved(task)
    assert found.cost == pytest.approx(least_of(task))
    assert faults_of(task, found.plan) == []


def test_it_finds_the_best_choice_of_depots():
    patterns = [[[0], [1]] for _point in POINTS]
    task = task_of(POINTS, patterns, depots=[(0, 4), (5, 0)])
    assert solved(task).cost == pytest.approx(least_of(task))


def test_whoever_finds_no_place_is_absent_and_no_limit_breaks():
    task = task_of(POINTS, TWO_DAYS, depots=[(0, 0), (0, 0)], room=2)
    found = solved(task)
    assert faults_of(task, found.plan) == []
    assert list(found.plan.pattern < 0) == [False, False, True, False, False]  # it takes two of 4
    assert found.cost > 1e4


def test_a_route_too_long_is_no_route():
    task = task_of([(0, 9), (0, 1)], [[[0]], [[0]]], depots=[(0, 0)], longest=10)
    found = solved(task)
    assert list(found.plan.pattern < 0) == [True, False]
    assert found.cost == pytest.approx(1e4 + 2)


def test_the_same_seed_gives_the_same_plan():
    task = task_of(POINTS, TWO_DAYS, depots=[(0, 0), (0, 0)], room=3)
    first, second = solved(task, 1_000, 7), solved(task, 1_000, 7)
    assert all((a == b).all() for a, b in zip(first.plan, second.plan, strict=True))


def test_a_child_is_never_worse_than_its_first_parent():
    task = task_of(POINTS, TWO_DAYS, depots=[(0, 0), (0, 0)], room=3)
    parents = solved(task, 1_000, 1).plan, solved(task, 1_000, 2).plan
    child = improve(Unit(task, parents, 1.0, 0.1, 3, np.inf, 1_000))
    assert child.cost <= cost_of(task, parents[0]) + 1e-9
    assert faults_of(task, child.plan) == []


def test_the_check_sees_what_is_wrong():
    task = task_of(POINTS, TWO_DAYS, depots=[(0, 0), (0, 0)], room=2)
    plan = empty_plan(task)
    plan.stops[0, :3], plan.size[0] = [0, 1, 4], 3
    plan.pattern[0], plan.pattern[1] = 0, 3
    told = faults_of(task, plan)
    assert told[0] == "route 0: load 3, at most 2"
    assert "household 1: visited in [0], its pattern is [1]" in told
    assert "household 4: visited in [0], its pattern is []" in told


@some.composite
def villages(draw):
    """A few households, days, routes and limits, as they come."""
    count, groups = draw(some.integers(1, 9)), draw(some.integers(1, 4))
    place = some.tuples(some.integers(0, 9), some.integers(0, 9))
    day = some.sets(some.integers(0, groups - 1), min_size=1).map(sorted)
    return task_of(
        [draw(place) for _ in range(count)],
        [draw(some.lists(day, min_size=1, max_size=3)) for _ in range(count)],
        depots=[draw(place) for _ in range(groups)],
        demand=[draw(some.integers(0, 3)) for _ in range(count)],
        room=draw(some.sampled_from([None, 2, 5])),
        longest=draw(some.sampled_from([None, 8, 30])),
        routes=draw(some.integers(1, 3)),
    )


@settings(max_examples=60, deadline=None)
@given(villages(), some.integers(0, 1_000))
def test_every_plan_is_valid_and_costs_what_it_says(task, seed):
    found = solved(task, 1_000, seed)
    assert faults_of(task, found.plan) == []
    assert found.cost == pytest.approx(cost_of(task, found.plan), abs=1e-3)
