"""Room for what one iteration of the search writes down, and the changes that it can take back."""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Floats, Ints, Longs, Plan, Task


class Work(NamedTuple):
    """Room for what one iteration writes down."""

    stops: Ints  # the routes as they were, as far as touched
    size: Ints
    load: Floats
    length: Floats
    touched: Ints  # routes
    is_touched: Ints  # per route
    ruined: Ints  # per route: the last iteration that took a string out of it
    out: Ints  # households taken out
    was: Ints  # their patterns before, in the same order
    key: Floats  # their order
    string: Ints
    place_cost: Floats  # per group: the cheapest place of a household
    place_route: Ints
    place: Ints
    looked: Ints  # per group: whether its cheapest place is known
    counts: Ints  # 0: routes touched, 1: households out, 2: absent before
    clock: Longs  # the last version given to a route
    version: Longs  # per route: another one after each change
    kept: Longs  # per route touched: its version before
    known: Longs  # household × route: the version for which the two below hold
    added: Floats  # household × route: what the cheapest place costs
    added_at: Ints


def work_for(task: Task, plan: Plan) -> Work:
    """Room for a chain on a task."""
    households, routes, groups = len(task.demand), len(task.group_of), len(task.depot)
    return Work(
        stops=np.zeros_like(plan.stops),
        size=np.zeros(routes, dtype=np.int32),
        load=np.zeros(routes),
        length=np.zeros(routes),
        touched=np.zeros(routes, dtype=np.int32),
        is_touched=np.zeros(routes, dtype=np.int32),
        ruined=np.zeros(routes, dtype=np.int32),
        out=np.zeros(households, dtype=np.int32),
        was=np.zeros(households, dtype=np.int32),
        key=np.zeros(households),
        string=np.zeros(households, dtype=np.int32),
        place_cost=np.zeros(groups),
        place_route=np.zeros(groups, dtype=np.int32),
        place=np.zeros(groups, dtype=np.int32),
        looked=np.zeros(groups, dtype=np.int32),
        counts=np.zeros(3, dtype=np.int32),
        clock=np.zeros(1, dtype=np.int64),
        version=np.zeros(routes, dtype=np.int64),
        kept=np.zeros(routes, dtype=np.int64),
        known=np.full((households, routes), -1, dtype=np.int64),
        added=np.zeros((households, routes)),
        added_at=np.zeros((households, routes), dtype=np.int32),
    )


@compiled_bare
def touch(plan: Plan, work: Work, route: int) -> None:
    """Before a change of a route: keeps it as it was before the iteration, gives it a version."""
    if work.is_touched[route]:
        work.clock[0] += 1
        work.version[route] = work.clock[0]
        return
    work.is_touched[route] = 1
    work.touched[work.counts[0]] = route
    work.counts[0] += 1
    size = plan.size[route]
    work.kept[route] = work.version[route]
    work.size[route] = size
    work.load[route] = plan.load[route]
    work.length[route] = plan.length[route]
    for place in range(size):
        work.stops[route, place] = plan.stops[route, place]
    work.clock[0] += 1
    work.version[route] = work.clock[0]


@compiled_bare
def undo(task: Task, plan: Plan, work: Work) -> None:
    for number in range(work.counts[1]):
        household = work.out[number]
        if work.was[number] == -2:  # one group alone: its route is set below
            continue
        pattern = plan.pattern[household]
        if pattern >= 0:
            for at in range(task.group_at[pattern], task.group_at[pattern + 1]):
                plan.route[household, task.groups[at]] = -1
        plan.pattern[household] = work.was[number]
    for number in range(work.counts[0]):
        route = work.touched[number]
        group = task.group_of[route]
        size = work.size[route]
        work.version[route] = work.kept[route]
        plan.size[route] = size
        plan.load[route] = work.load[route]
        plan.length[route] = work.length[route]
        for place in range(size):
            household = work.stops[route, place]
            plan.stops[route, place] = household
            plan.route[household, group] = route


@compiled_bare
def take(task: Task, plan: Plan, work: Work, household: int, group: int) -> float:
    """Takes one visit out; what the distance changes by."""
    route = plan.route[household, group]
    touch(plan, work, route)
    size = plan.size[route]
    place = 0
    while plan.stops[route, place] != household:
        place += 1
    before = plan.stops[route, place - 1] if place else task.depot[group]
    after = plan.stops[route, place + 1] if place + 1 < size else task.depot[group]
    for later in range(place, size - 1):
        plan.stops[route, later] = plan.stops[route, later + 1]
    gone = task.distance[before, household] + task.distance[household, after]
    delta: float = task.distance[before, after] - gone if size > 1 else -gone
    plan.size[route] = size - 1
    plan.load[route] -= task.demand[household]
    plan.length[route] += delta - task.service[household]
    plan.route[household, group] = -1
    return delta


@compiled_bare
def put(
    task: Task, plan: Plan, work: Work, household: int, group: int, route: int, place: int,
    delta: float,
) -> None:  # fmt: skip
    touch(plan, work, route)
    for later in range(plan.size[route], place, -1):
        plan.stops[route, later] = plan.stops[route, later - 1]
    plan.stops[route, place] = household
    plan.size[route] += 1
    plan.load[route] += task.demand[household]
    plan.length[route] += delta + task.service[household]
    plan.route[household, group] = route


@compiled_bare
def note_out(work: Work, household: int, was: int) -> None:
    work.out[work.counts[1]] = household
    work.was[work.counts[1]] = was
    work.counts[1] += 1
