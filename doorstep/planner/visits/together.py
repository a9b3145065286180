"""Visits of two or three helpers at the same time: one day and minute that suits all of them.

Every helper alone gives a bound. Helpers then follow one another: what one has settled, day and
minute, is fixed for the next. Where somebody pays for it, one helper at a time is set free again
and the others follow, as long as time is left and something is to be won.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from random import Random

import numpy as np

from doorstep.planner.visits.helper import HelperPlan, HelperTask, day_of, order_in
from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.planner.visits.routes import Day
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.times import earliest, latest

GRID = 15  # minutes: visits together begin at a quarter of an hour
KEPT = 50_000  # plans that are remembered
MOVED = 0.2  # of the choices look for other days, too
ASTRAY = 0.5  # of what the best plan lacks, a plan may be worse on the way to a better one
RETURN = 60  # steps without a better plan, until the search goes back to the best one

type Meetings = dict[int, dict[int, int]]  # household → day → minute
type Solve = Callable[[HelperTask], HelperPlan]


class Team:
    """Helpers, their plans, and when those who visit together meet."""

    def __init__(self, board: Board, free: Sequence[HelperPlan], solve: Solve) -> None:
        self.board = board
        self.free = list(free)
        self.plans = list(free)
        self.meetings: Meetings = {}
        self._solve = solve
        self._known: dict[object, tuple[HelperTask, HelperPlan]] = {}

    def cost(self) -> int:
        return sum(plan.cost for plan in self.plans)

    def plan_of(self, column: int, meetings: Meetings) -> tuple[HelperTask, HelperPlan]:
        """A helper's best plan where the meetings hold; households without one are free."""
        own = {row: meetings[row] for row in self.board.shared[column] if row in meetings}
        key = (column, *((row, *sorted(days.items())) for row, days in own.items()))
        if key not in self._known:
            if len(self._known) > KEPT:
                self._known.clear()
            task = build_task(self.board, column, own)
            plan = self._solve(task) if own else self.free[column]
            self._known[key] = task, plan
        return self._known[key]

    def settle(
        self, meetings: Meetings, columns: Iterable[int]
    ) -> tuple[Meetings, dict[int, HelperPlan]]:
        """The plans of helpers that hold to the meetings. A meeting that one of them does not keep
        is dropped, and the others are planned again without it."""
        meetings = {row: dict(days) for row, days in meetings.items()}
        waiting, plans = set(columns), {}
        while waiting:
            column = min(waiting)
            waiting.remove(column)
            task, plan = self.plan_of(column, meetings)
            plans[column] = plan
            kept = self._kept(task, plan)
            for row in self.board.shared[column]:
                for day in [day for day in meetings[row] if (row, day) not in kept]:
                    del meetings[row][day]
                    waiting.update(self.board.helpers_of[row])
        return meetings, plans

    def _kept(self, task: HelperTask, plan: HelperPlan) -> set[tuple[int, int]]:
        return {
            (row, day)
            for place, row in enumerate(task.households)
            for day, held in enumerate(plan.sets)
            if held >> place & 1
        }

    def wished(
        self, column: int, meetings: Meetings, rows: Iterable[int], lot: Random | None
    ) -> Meetings:
        """When a helper who is free to choose would meet at households, on the grid."""
        task, plan = self.plan_of(column, meetings)
        found: Meetings = {row: {} for row in rows}
        places = {task.households.index(row): row for row in found}
        moved = _shuffled(task, plan, lot) if lot else list(range(len(task.days)))
        for day, other in enumerate(moved):
            order = order_in(task, plan, other)
            if lot and lot.random() < 1 / 2:
                order = _reversed(task, day, order)
            for place, minute in _on_grid(task, day, order, set(places), lot).items():
                found[places[place]][day] = minute
        return found


def _shuffled(task: HelperTask, plan: HelperPlan, lot: Random) -> list[int]:
    """For every day the day whose route it takes: mostly its own, at times that of another day that
    is alike."""
    moved = list(range(len(task.days)))
    if lot.random() > MOVED:
        return moved
    for first in range(0, len(moved), DAYS_A_WEEK):
        days = range(first, first + DAYS_A_WEEK)
        for kind in sorted({task.days[day] for day in days} - {-1}):
            alike = [day for day in days if task.days[day] == kind]
            for day, other in zip(alike, lot.sample(alike, len(alike)), strict=True):
                moved[day] = other
    return moved


def _reversed(task: HelperTask, day: int, order: list[int]) -> list[int]:
    """The order turned round where that costs the same, else as it is."""
    kind, back = task.kinds[task.days[day]], order[::-1]
    if not order or _length(kind, back) != _length(kind, order):
        return order
    return back if earliest(kind, back)[-1] <= kind.end else order


def _length(kind: Day, order: Sequence[int]) -> int:
    home = len(kind.service)
    return sum(int(kind.cost[leg]) for leg in pairwise([home, *order, home + 1]))


def _on_grid(
    task: HelperTask, day: int, order: Sequence[int], wanted: set[int], lot: Random | None
) -> dict[int, int]:
    """Minutes of the grid at which the wanted stops can begin; the route keeps its order."""
    found: dict[int, int] = {}
    if not wanted & set(order):
        return found
    part = day_of(task, day, order)
    stops = range(len(order))
    for number, place in enumerate(order):
        if place not in wanted:
            continue
        low, high = earliest(part, stops)[number], latest(part, stops)[number + 1]
        first, last = -int(-low // GRID), int(high // GRID)
        if first > last:
            continue
        minute = GRID * (lot.randint(first, last) if lot and lot.random() < 1 / 2 else first)
        found[place] = minute
        part.opens[number], part.closes[number] = np.inf, -np.inf
        part.opens[number, 0], part.closes[number, 0] = minute, minute + part.service[number]
    return found


def meet(team: Team, seconds: float, lot: Random, is_stopped: Callable[[], bool]) -> None:
    """Settles all meetings, then improves them until nothing can be won or time is over."""
    ends = time.perf_counter() + seconds
    _settle_in_turn(team, lot)
    best = (team.cost(), team.meetings, list(team.plans))
    bound = sum(plan.cost for plan in team.free)
    step = 0
    while best[0] > bound and time.perf_counter() < ends and not is_stopped():
        step += 1
        _set_free(team, lot, best[0] + (best[0] - bound) * ASTRAY * lot.random())
        if team.cost() < best[0]:
            best = (team.cost(), team.meetings, list(team.plans))
        elif step % RETURN == 0:
            team.meetings, team.plans = best[1], list(best[2])
    team.meetings, team.plans = best[1], best[2]


def _settle_in_turn(team: Team, lot: Random) -> None:
    meetings: Meetings = {}
    for column in _order(team):
        rows = [row for row in team.board.shared[column] if row not in meetings]
        if rows:
            meetings |= team.wished(column, meetings, rows, None)
    team.meetings, plans = team.settle(
        meetings, [column for column, rows in enumerate(team.board.shared) if rows]
    )
    for column, plan in plans.items():
        team.plans[column] = plan


def _order(team: Team) -> list[int]:
    """Helpers so that each follows one of those they meet, where there is one."""
    shared, together = team.board.shared, team.board.helpers_of
    order: list[int] = []
    seen: set[int] = set()
    for first in sorted(range(len(shared)), key=lambda one: -len(shared[one])):
        waiting = [first]
        while waiting:
            column = waiting.pop(0)
            if column not in seen:
                seen.add(column)
                order.append(column)
                waiting += [one for row in shared[column] for one in together[row]]
    return order


def _set_free(team: Team, lot: Random, most: float) -> None:
    """Somebody who pays for meetings, or one they meet, chooses some anew; kept where the whole
    then costs at most so much."""
    shared, together = team.board.shared, team.board.helpers_of
    pays = [plan.cost - free.cost for plan, free in zip(team.plans, team.free, strict=True)]
    column = lot.choices(range(len(pays)), [max(0, one) for one in pays])[0]
    if lot.random() < 1 / 2:
        column = lot.choice([one for row in shared[column] for one in together[row]])
    rows = shared[column]
    chosen = [row for row in rows if lot.random() < 1 / 2] or [lot.choice(rows)]
    meetings = {row: days for row, days in team.meetings.items() if row not in chosen}
    meetings |= team.wished(column, meetings, chosen, lot)
    touched = {one for row in chosen for one in together[row]} | {column}
    settled, plans = team.settle(meetings, touched)
    change = sum(plan.cost - team.plans[one].cost for one, plan in plans.items())
    if team.cost() + change <= most:
        team.meetings = settled
        for one, plan in plans.items():
            team.plans[one] = plan
