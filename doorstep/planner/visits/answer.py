"""From the helpers' plans to routes with times, and what stays unplanned."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from doorstep.planner.visits.causes import unplanned_of
from doorstep.planner.visits.helper import (
    HelperPlan,
    HelperTask,
    day_of,
    held_in_week,
    on_top,
    order_in,
    price_of_weeks,
)
from doorstep.planner.visits.problem import DAYS_A_WEEK, VisitProblem
from doorstep.planner.visits.result import HelperProof, Route, Stop, VisitPlan
from doorstep.planner.visits.tasks import Board, hundredths
from doorstep.planner.visits.times import as_late_as_needed


def answer(
    board: Board,
    free: Sequence[HelperTask],
    tasks: Sequence[HelperTask],
    plans: Sequence[HelperPlan],
    bounds: Sequence[int | None],
    raised: int,
) -> VisitPlan:
    """The plan as others read it: `free` are the tasks before anybody met, `tasks` as the meetings
    left them, `bounds` those of every helper alone."""
    problem = board.problem
    routes = [
        route
        for task, plan in zip(tasks, plans, strict=True)
        for day in range(len(task.days))
        if (route := _route(problem, task, plan, day)) is not None
    ]
    stopped = {task.key for task, plan in zip(tasks, plans, strict=True) if plan.is_stopped}
    unplanned, lost = unplanned_of(problem, free, routes, stopped, board.left_out)
    apart = _chosen_apart(board, tasks, plans)
    return VisitPlan(
        routes=tuple(sorted(routes, key=lambda route: (route.helper, route.day))),
        unplanned=tuple(unplanned),
        proofs=tuple(
            sorted(
                (
                    HelperProof(task.key, plan.cost + apart[task.key], bound)
                    for task, plan, bound in zip(tasks, plans, bounds, strict=True)
                ),
                key=lambda proof: proof.helper,
            )
        ),
        lost=lost,
        raised=raised,
    )


def _chosen_apart(
    board: Board, tasks: Sequence[HelperTask], plans: Sequence[HelperPlan]
) -> Counter[str]:
    """By who leads, what visits that several miss cost beyond their shares: each may count the
    share in another choice of weeks, but only one of these is taken."""
    more: Counter[str] = Counter()
    weeks = range(board.problem.weeks)
    visited = [[held_in_week(plan.sets, week) for week in weeks] for plan in plans]
    for row, columns in enumerate(board.helpers_of):
        if not board.is_shared(row) or row in board.left_out:
            continue
        household, leads = board.problem.households[row], columns[0]
        place = {column: tasks[column].households.index(row) for column in columns}
        chosen = {week for week in weeks if visited[leads][week] >> place[leads] & 1}
        whole = min(
            hundredths(one.points) + board.price_of(row) * len(one.weeks - chosen)
            for one in household.patterns
            if chosen <= one.weeks
        )
        more[tasks[leads].key] += whole - sum(
            price_of_weeks(tasks[column], place[column], visited[column]) for column in columns
        )
    return more


def _route(problem: VisitProblem, task: HelperTask, plan: HelperPlan, day: int) -> Route | None:
    calls = [task.calls[day // DAYS_A_WEEK][number] for on, number in plan.calls if on == day]
    order = order_in(task, plan, day) if plan.sets[day] else []
    if not order and not calls:
        return None
    part = day_of(task, day, order)
    nodes = [len(order), *range(len(order)), len(order) + 1] if order else []
    legs = list(pairwise(nodes))
    times = as_late_as_needed(part, range(len(order)))
    work = sum(float(part.minutes[leg]) for leg in legs) + float(part.service.sum())
    cost = sum(int(part.cost[leg]) for leg in legs) - on_top(task, day, order)
    keys = [problem.households[task.households[place]].key for place in order]
    return Route(
        helper=task.key,
        day=day,
        stops=tuple(
            Stop(key, round(begin, 2)) for key, begin in zip(keys, times[1:-1], strict=True)
        ),
        calls=tuple(sorted(problem.households[call.household].key for call in calls)),
        km=cost / (100 * (problem.weights.km or 1.0)),
        minutes=round(work + sum(call.minutes for call in calls), 2),
        leaves=round(times[0], 2),
        returns=round(times[-1], 2),
    )
