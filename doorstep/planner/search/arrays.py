"""The arrays that the search works on.

A group is one day of one vehicle pool: a helper's day, a day of a fleet, a depot. A pattern is a
set of groups in which a household is visited together, at a fixed price. Every household takes
exactly one of its patterns, one visit in each group of it.
"""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

type Floats = npt.NDArray[np.float64]
type Ints = npt.NDArray[np.int32]
type Longs = npt.NDArray[np.int64]


class Task(NamedTuple):
    """What is to be planned. Nodes 0 … n-1 are households, the later ones depots."""

    distance: Floats  # node × node
    demand: Floats  # per household, at each visit
    service: Floats  # per household, added to the length of a route
    absent: Floats  # per household: the price of not being visited at all
    near: Ints  # per household the others, nearest first
    pattern_at: Ints  # household → its patterns pattern_at[i] … pattern_at[i + 1] - 1
    price: Floats  # per pattern
    group_at: Ints  # pattern → groups[group_at[p] … group_at[p + 1] - 1]
    groups: Ints
    depot: Ints  # per group its node
    longest: Floats  # per group: the longest route, inf without a limit
    room: Floats  # per group: the largest load, inf without a limit
    route_at: Ints  # group → its routes route_at[g] … route_at[g + 1] - 1
    group_of: Ints  # per route


class Plan(NamedTuple):
    """A plan, changed in place."""

    stops: Ints  # route × place: households in order
    size: Ints  # per route
    load: Floats  # per route
    length: Floats  # per route: distance and service
    pattern: Ints  # per household, -1: absent
    route: Ints  # household × group: its route there, -1: none


def empty_plan(task: Task) -> Plan:
    """A plan without a visit."""
    households, routes = len(task.demand), len(task.group_of)
    return Plan(
        np.zeros((routes, households + 1), dtype=np.int32),
        np.zeros(routes, dtype=np.int32),
        np.zeros(routes),
        np.zeros(routes),
        np.full(households, -1, dtype=np.int32),
        np.full((households, len(task.depot)), -1, dtype=np.int32),
    )


def copy_of(plan: Plan) -> Plan:
    return Plan._make(array.copy() for array in plan)


def cost_of(task: Task, plan: Plan) -> float:
    """Distance, prices of patterns and of absent households, from the stops alone."""
    total = float(
        task.absent[plan.pattern < 0].sum() + task.price[plan.pattern[plan.pattern >= 0]].sum()
    )
    for route, size in enumerate(plan.size):
        if size:
            depot = int(task.depot[task.group_of[route]])
            nodes = [depot, *map(int, plan.stops[route, :size]), depot]
            total += sum(float(task.distance[a, b]) for a, b in pairwise(nodes))
    return total


def ints(values: Any) -> Ints:
    return np.ascontiguousarray(values, dtype=np.int32)
