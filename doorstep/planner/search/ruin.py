"""Taking out: strings of visits from routes near a household drawn by lot."""

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Plan, Task
from doorstep.planner.search.work import Work, note_out, take

ONE_GROUP = 0.2  # of the iterations take visits out of one group alone
SPLIT = 0.5  # of the strings leave one visit in their midst standing


@compiled_bare
def ruin(
    task: Task, plan: Plan, work: Work, step: int, longest: float, strings: float
) -> tuple[int, float]:
    """Takes strings out of routes near a household drawn by lot.

    (the group taken from, -1 where whole households were; what the distance changes by).
    """
    seed = np.random.randint(0, len(task.demand))
    wanted = int(np.random.random() * strings + 1.0)
    group = -1
    pattern = plan.pattern[seed]
    if pattern >= 0 and np.random.random() < ONE_GROUP:
        first = task.group_at[pattern]
        group = task.groups[first + np.random.randint(0, task.group_at[pattern + 1] - first)]
    delta, done = 0.0, 0
    if group < 0 and work.counts[2]:  # who was absent before may come back
        for household in range(len(task.demand)):
            if plan.pattern[household] < 0:
                note_out(work, household, -1)
                delta -= task.absent[household]
    for number in range(-1, task.near.shape[1]):
        if done == wanted:
            break
        household = seed if number < 0 else task.near[seed, number]
        own = plan.pattern[household]
        if own < 0:
            continue
        if group >= 0:
            route = plan.route[household, group]
        else:
            first = task.group_at[own]
            there = task.groups[first + np.random.randint(0, task.group_at[own + 1] - first)]
            route = plan.route[household, there]
        if route < 0 or work.ruined[route] == step:
            continue
        work.ruined[route] = step
        done += 1
        cut = _string(plan, work, household, route, longest)
        for at in range(cut):
            delta += _take_out(task, plan, work, work.string[at], group)
    return group, delta


@compiled_bare
def _string(plan: Plan, work: Work, household: int, route: int, longest: float) -> int:
    """Chooses a string of a route that holds the household; how many visits it has."""
    size = plan.size[route]
    most = min(float(size), longest)
    length = int(np.random.random() * most + 1.0)
    length = min(length, size)
    place = 0
    while plan.stops[route, place] != household:
        place += 1
    standing = 0
    if length > 1 and length < size and np.random.random() < SPLIT:
        standing = 1
    window = length + standing
    low = max(0, place - window + 1)
    high = min(place, size - window)
    start = low + np.random.randint(0, high - low + 1)
    left = start + 1 + np.random.randint(0, window - 2) if standing and window > 2 else -1
    cut = 0
    for at in range(start, start + window):
        if at != left:
            work.string[cut] = plan.stops[route, at]
            cut += 1
    return cut


@compiled_bare
def _take_out(task: Task, plan: Plan, work: Work, household: int, group: int) -> float:
    """Takes a visit out, or all of a household; what the cost changes by."""
    if group >= 0:
        note_out(work, household, -2)
        return take(task, plan, work, household, group)
    pattern = plan.pattern[household]
    delta: float = -task.price[pattern]
    note_out(work, household, pattern)
    for at in range(task.group_at[pattern], task.group_at[pattern + 1]):
        delta += take(task, plan, work, household, task.groups[at])
    plan.pattern[household] = -1
    return delta
