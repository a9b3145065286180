"""Ruin and recreate: visits near one another are taken out and put back where they cost least.

After "slack induction by string removals" (Christiaens and Vanden Berghe, Transportation Science
2020), widened by patterns: mostly whole households are taken out, of all groups of their pattern,
and come back in the pattern whose visits cost least together; sometimes visits of one group alone.
"""

import math

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Plan, Task
from doorstep.planner.search.recreate import GAIN, back, back_in_group
from doorstep.planner.search.ruin import ruin
from doorstep.planner.search.work import Work, undo

STRING = 10  # the longest string taken out of a route
REMOVED = 10  # taken out in an iteration, in the mean


@compiled_bare
def chain(
    task: Task, plan: Plan, best: Plan, work: Work, cost: float, best_cost: float,
    iterations: int, warm: float, cold: float, seed: int,
) -> tuple[float, float]:  # fmt: skip
    """Changes a plan step by step while the temperature sinks from `warm` to `cold`.

    The best plan met is kept in `best`; (cost of plan, cost of best) come back.
    """
    np.random.seed(seed)
    visits, filled = 0, 0
    for route in range(len(plan.size)):
        visits += plan.size[route]
        filled += plan.size[route] > 0
    longest = max(1.0, min(float(STRING), visits / max(1, filled)))
    strings = max(1.0, 4.0 * REMOVED / (1.0 + longest) - 1.0)
    work.ruined[:] = -1
    work.is_touched[:] = 0
    work.counts[2] = 0
    for household in range(len(plan.pattern)):
        work.counts[2] += plan.pattern[household] < 0
    sink = (cold / warm) ** (1.0 / max(1, iterations))
    temperature = warm
    for step in range(iterations):
        temperature *= sink
        work.counts[0] = work.counts[1] = 0
        group, delta = ruin(task, plan, work, step, longest, strings)
        if group >= 0:
            delta += back_in_group(task, plan, work, group)
        else:
            delta += back(task, plan, work, temperature)
        if delta < -temperature * math.log(np.random.random()):
            cost += delta
            if group < 0:
                work.counts[2] = _absent_of(plan, work)
            if cost < best_cost - GAIN:
                best_cost = cost
                _keep(plan, best)
        else:
            undo(task, plan, work)
        for number in range(work.counts[0]):
            work.is_touched[work.touched[number]] = 0
    return cost, best_cost


@compiled_bare
def _keep(plan: Plan, best: Plan) -> None:
    for route in range(len(plan.size)):
        size = plan.size[route]
        best.size[route] = size
        best.load[route] = plan.load[route]
        best.length[route] = plan.length[route]
        for place in range(size):
            best.stops[route, place] = plan.stops[route, place]
    for household in range(len(plan.pattern)):
        best.pattern[household] = plan.pattern[household]
        for group in range(plan.route.shape[1]):
            best.route[household, group] = plan.route[household, group]


@compiled_bare
def _absent_of(plan: Plan, work: Work) -> int:
    absent = 0
    for number in range(work.counts[1]):
        if plan.pattern[work.out[number]] < 0:
            absent += 1
    return absent
