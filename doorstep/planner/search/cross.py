"""A child of two plans: the patterns of one part of the country come from the other plan.

The pattern crossover of Vidal, Crainic, Gendreau, Lahrichi and Rei (Operations Research 60(3),
2012) in a short form: a household and its neighbours take the patterns that they have there.
"""

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Plan, Task
from doorstep.planner.search.recreate import look, put_all
from doorstep.planner.search.work import Work, take

LEAST, MOST = 0.2, 0.6  # of the households that take the other plan's pattern


@compiled_bare
def cross(task: Task, plan: Plan, other: Plan, work: Work, seed: int) -> None:
    """Changes `plan` into the child. Who finds no place in the pattern is absent afterwards."""
    np.random.seed(seed)
    households = len(task.demand)
    middle = np.random.randint(0, households)
    count = int(households * (LEAST + np.random.random() * (MOST - LEAST)))
    for number in range(-1, count - 1):
        household = middle if number < 0 else task.near[middle, number]
        wanted, own = other.pattern[household], plan.pattern[household]
        if wanted < 0 or wanted == own:
            continue
        if own >= 0:
            for at in range(task.group_at[own], task.group_at[own + 1]):
                take(task, plan, work, household, task.groups[at])
            plan.pattern[household] = -1
        if _has_room(task, plan, work, household, wanted):
            put_all(task, plan, work, household, wanted)


@compiled_bare
def _has_room(task: Task, plan: Plan, work: Work, household: int, pattern: int) -> bool:
    has_room = True
    for at in range(task.group_at[pattern], task.group_at[pattern + 1]):
        look(task, plan, work, household, task.groups[at])
        has_room = has_room and work.place_route[task.groups[at]] >= 0
    return has_room
