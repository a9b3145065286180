"""The whole plan: every helper alone, then those who visit together, spread over an executor."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from random import Random

from doorstep.planner.visits.answer import answer
from doorstep.planner.visits.branches import raised_by_pairs
from doorstep.planner.visits.faults import check_visits
from doorstep.planner.visits.helper import HelperPlan, HelperTask, cost_of, nothing_of
from doorstep.planner.visits.problem import VisitProblem
from doorstep.planner.visits.progress import Progress, Told
from doorstep.planner.visits.result import VisitPlan
from doorstep.planner.visits.rhythm import in_rhythm
from doorstep.planner.visits.shares import split_prices
from doorstep.planner.visits.spread import meet_in_parts
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.together import Team, meet
from doorstep.planner.visits.unit import plan_helper, plan_unit

UNIT = 8  # helpers of one unit of work
MOST_AT_ONCE = 40  # helpers whose meetings are settled all at once


def solve_visits(
    problem: VisitProblem, executor: Executor | None, seconds: float, seed: int,
    told: Told, is_stopped: Callable[[], bool],
) -> VisitPlan:  # fmt: skip
    """The plan, checked for contradictions before."""
    began = time.perf_counter()
    check_visits(problem)
    board = Board(problem)
    tasks = [build_task(board, column, {}) for column in range(len(problem.helpers))]
    weight = problem.weights.km

    def left() -> float:
        return max(0.0, seconds - (time.perf_counter() - began))

    def planned(plans: Sequence[HelperPlan]) -> None:
        told(Progress(len(plans), len(tasks), _km_of(tasks, plans, weight), left()))

    free = _all_free(tasks, executor, planned, is_stopped)
    if sum(map(bool, board.shared)) > MOST_AT_ONCE:
        team = Team(board, tasks, free, 0, plan_helper)
        meet_in_parts(team, executor, left(), seed, planned, is_stopped)
        tasks = [build_task(board, column, {}) for column in range(len(tasks))]
    else:
        split_prices(board, free, plan_helper, is_stopped)
        tasks = [build_task(board, column, {}) for column in range(len(tasks))]  # the split prices
        raised = raised_by_pairs(board, free, plan_helper, is_stopped)
        team = Team(board, tasks, free, raised, plan_helper)
        meet(team, left(), Random(seed), planned, is_stopped)  # noqa: S311 - a search, no secret
    settled = [build_task(board, column, team.own_meetings(column)) for column in range(len(tasks))]
    bounds = [plan.bound for plan in team.free]
    plans = [in_rhythm(problem, task, plan) for task, plan in zip(settled, team.plans, strict=True)]
    return answer(board, tasks, settled, plans, bounds, team.raised)


def _all_free(
    tasks: Sequence[HelperTask], executor: Executor | None,
    planned: Callable[[Sequence[HelperPlan]], None], is_stopped: Callable[[], bool],
) -> list[HelperPlan]:  # fmt: skip
    """Every helper alone; who is not reached before a stop plans nothing."""
    plans: list[HelperPlan] = []
    if executor is None:
        for task in tasks:
            if is_stopped():
                plans.append(nothing_of(task))
            else:
                plans.append(plan_helper(task))
                planned(plans)
        return plans
    units = [tasks[first : first + UNIT] for first in range(0, len(tasks), UNIT)]
    running = [executor.submit(plan_unit, unit) for unit in units]
    for unit, future in zip(units, running, strict=True):
        if is_stopped():
            future.cancel()
        if future.cancelled():
            plans += [nothing_of(task) for task in unit]
        else:
            plans += future.result()
            planned(plans)
    return plans


def _km_of(tasks: Iterable[HelperTask], plans: Iterable[HelperPlan], weight: float) -> float:
    """Kilometres of the plans so far; `weight` are the points of one."""
    hundredths = sum(
        plan.cost - cost_of(task, 0, plan.sets, plan.calls)
        for task, plan in zip(tasks, plans, strict=False)
    )
    return round(hundredths / (100 * (weight or 1.0)), 2)
