"""Putting back: each household in the pattern whose visits cost least together."""

import math

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Plan, Task
from doorstep.planner.search.work import Work, put

BLINK = 1 / 64  # of the routes are not looked at
SKIP = 0.02  # of the patterns are not looked at
NOISE = 0.5  # of the temperature, on the price of a pattern
NOWHERE = 1e18
GAIN = 1e-7  # what is less is rounding


@compiled_bare
def back(task: Task, plan: Plan, work: Work, temperature: float) -> float:
    """Puts households back, each in the pattern that costs least; what the cost changes by."""
    _in_order(task, work)
    delta = 0.0
    for number in range(work.counts[1]):
        household = work.out[number]
        first, last = task.pattern_at[household], task.pattern_at[household + 1]
        work.looked[:] = 0
        cheapest, chosen, real = NOWHERE, -1, 0.0
        for pattern in range(first, last):
            if last - first > 1 and np.random.random() < SKIP:
                continue
            total = task.price[pattern]
            for at in range(task.group_at[pattern], task.group_at[pattern + 1]):
                group = task.groups[at]
                if not work.looked[group]:
                    work.looked[group] = 1
                    look(task, plan, work, household, group)
                total += work.place_cost[group]
            noisy = total - NOISE * temperature * math.log(np.random.random())
            if noisy < cheapest and total < NOWHERE:
                cheapest, chosen, real = noisy, pattern, total
        if chosen < 0 or real > task.absent[household]:
            delta += task.absent[household]
            continue
        delta += real
        put_all(task, plan, work, household, chosen)
    return delta


@compiled_bare
def put_all(task: Task, plan: Plan, work: Work, household: int, pattern: int) -> None:
    """Puts a household into all groups of a pattern, each at the place that `look` found."""
    plan.pattern[household] = pattern
    for at in range(task.group_at[pattern], task.group_at[pattern + 1]):
        group = task.groups[at]
        put(
            task, plan, work, household, group, work.place_route[group], work.place[group],
            work.place_cost[group],
        )  # fmt: skip


@compiled_bare
def back_in_group(task: Task, plan: Plan, work: Work, group: int) -> float:
    """Puts visits back into their group; what the distance changes by."""
    _in_order(task, work)
    delta = 0.0
    for number in range(work.counts[1]):
        household = work.out[number]
        look(task, plan, work, household, group)
        route = work.place_route[group]
        if route < 0:
            return NOWHERE
        cost = work.place_cost[group]
        put(task, plan, work, household, group, route, work.place[group], cost)
        delta += cost
    return delta


@compiled_bare
def _in_order(task: Task, work: Work) -> None:
    """Brings those who are out into one of five orders, drawn by lot."""
    lot = np.random.random() * 13.0
    out, was, key, count = work.out, work.was, work.key, work.counts[1]
    for number in range(count):
        household = out[number]
        first = task.pattern_at[household]
        far = task.distance[household, task.depot[task.groups[task.group_at[first]]]]
        if lot < 4.0:
            key[number] = np.random.random()
        elif lot < 8.0:
            key[number] = -task.demand[household]
        elif lot < 10.0:
            key[number] = -far
        elif lot < 11.0:
            key[number] = far
        else:
            key[number] = -float(task.group_at[first + 1] - task.group_at[first])
    for number in range(1, count):
        at = number
        value, household, before = key[number], out[number], was[number]
        while at > 0 and key[at - 1] > value:
            key[at], out[at], was[at] = key[at - 1], out[at - 1], was[at - 1]
            at -= 1
        key[at], out[at], was[at] = value, household, before


@compiled_bare
def look(task: Task, plan: Plan, work: Work, household: int, group: int) -> None:
    """Finds the cheapest place for a visit in a group."""
    demand, service = task.demand[household], task.service[household]
    room, longest = task.room[group] + GAIN, task.longest[group] + GAIN
    cheapest, found = NOWHERE, -1
    has_empty = False
    for route in range(task.route_at[group], task.route_at[group + 1]):
        if plan.size[route] == 0:
            if has_empty:
                continue
            has_empty = True
        if plan.load[route] + demand > room or np.random.random() < BLINK:
            continue
        if work.known[household, route] != work.version[route]:
            _measure(task, plan, work, household, route)
        delta = work.added[household, route]
        if delta < cheapest and delta <= longest - plan.length[route] - service:
            cheapest, found = delta, route
    work.place_cost[group] = cheapest
    work.place_route[group] = found
    if found >= 0:
        work.place[group] = work.added_at[household, found]


@compiled_bare
def _measure(task: Task, plan: Plan, work: Work, household: int, route: int) -> None:
    """Finds the cheapest place in a route and keeps it until the route changes."""
    way = task.distance[household]
    depot = task.depot[task.group_of[route]]
    size = plan.size[route]
    before, cheapest, place = depot, NOWHERE, 0
    for at in range(size + 1):
        after = plan.stops[route, at] if at < size else depot
        delta = way[before] + way[after] - task.distance[before, after]
        if delta < cheapest:
            cheapest, place = delta, at
        before = after
    work.added[household, route] = cheapest
    work.added_at[household, route] = place
    work.known[household, route] = work.version[route]
