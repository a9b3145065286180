"""Visits of two or three helpers at the same time: one day and minute that suits all of them.

Every helper alone gives a bound. Helpers then follow one another: what one has settled, day and
minute, is fixed for the next. Where somebody pays for it, one helper at a time is set free again
and the others follow, as long as time is left and something is to be won.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from types import MappingProxyType

from doorstep.planner.visits.grid import moved_to_grid
from doorstep.planner.visits.helper import (
    HelperPlan,
    HelperTask,
    day_of,
    held_in_week,
    order_in,
    planned_as,
)
from doorstep.planner.visits.meeting import JointVisits, improve
from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.planner.visits.slots import Slots
from doorstep.planner.visits.tasks import ANY_MINUTE, Board, build_task

FOLLOWING = 4  # helpers planned anew in a step, in the mean
KEPT = 50_000  # plans that are remembered
TIES = 0.3  # of the choices look for another plan as cheap
MOVED = 0.2  # of the choices look for other days, too
ASTRAY = 0.5  # of what the best plan lacks, a plan may be worse on the way to a better one
PATIENCE = 90  # steps without a better plan, until another round begins
MOST_ROUNDS = 1_000  # from the beginning
RETURN = 60  # steps without a better plan, until the search goes back to the best one

type Meetings = dict[int, dict[int, int]]  # household → day → minute, or ANY_MINUTE
type Solve = Callable[[HelperTask], HelperPlan]


class Team:
    """Helpers, their plans, and when those who visit together meet."""

    def __init__(
        self,
        board: Board,
        tasks: Sequence[HelperTask],
        free: Sequence[HelperPlan],
        raised: int,
        solve: Solve,
        meetings: Mapping[int, Mapping[int, int]] = MappingProxyType({}),
        plans: Sequence[HelperPlan] = (),
    ) -> None:
        """`meetings` and the plans that keep them are settled before; those of households with
        helpers outside stand."""
        self.board = board
        self.tasks = tasks
        self.raised = raised  # what pairs of helpers cost at least beyond their bounds
        self.free = list(free)
        self.plans = list(plans or free)
        self.is_settled = bool(plans)  # else nobody holds to the meetings yet
        self.meetings: Meetings = {row: dict(days) for row, days in meetings.items()}
        self._solve = solve
        self._known: dict[object, tuple[HelperTask, HelperPlan]] = {}

    def cost(self) -> int:
        return sum(plan.cost for plan in self.plans)

    def own_meetings(self, column: int) -> Meetings:
        """The meetings of one helper."""
        return {
            row: self.meetings[row] for row in self.board.shared[column] if row in self.meetings
        }

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

    def _another(
        self, column: int, meetings: Meetings, lot: Random
    ) -> tuple[HelperTask, HelperPlan]:
        """A plan as cheap, but maybe another one: households in another order break ties apart."""
        own = {row: meetings[row] for row in self.board.shared[column] if row in meetings}
        listed = self.board.caseloads[column]
        self.board.caseloads[column] = lot.sample(listed, len(listed))
        try:
            task = build_task(self.board, column, own)
        finally:
            self.board.caseloads[column] = listed
        return task, self._solve(task)

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
            for place, row in enumerate(task.households):
                if row not in self.board.shared[column] or row in self.board.outside:
                    continue
                kept = {
                    day // DAYS_A_WEEK for day, held in enumerate(plan.sets) if held >> place & 1
                }
                for day in [day for day in meetings[row] if day // DAYS_A_WEEK not in kept]:
                    del meetings[row][day]
                    waiting.update(self.board.helpers_of[row])
        return meetings, plans

    def wished(
        self, column: int, meetings: Meetings, rows: Iterable[int], lot: Random | None
    ) -> Meetings:
        """When a helper who is free to choose would meet at households, on the grid."""
        if lot and lot.random() < TIES:
            task, plan = self._another(column, meetings, lot)
        else:
            task, plan = self.plan_of(column, meetings)
        found: Meetings = {row: {} for row in rows}
        places = {task.households.index(row): row for row in found}
        moved = _shuffled(task, plan, lot) if lot else list(range(len(task.days)))
        for day, other in enumerate(moved):
            order = order_in(task, plan, other)
            wanted = {number for number, place in enumerate(order) if place in places}
            if wanted:
                part = day_of(task, day, order)
                for number, minute in moved_to_grid(part, range(len(order)), wanted, lot).items():
                    found[places[order[number]]][day] = minute
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


def meet(
    team: Team, seconds: float, lot: Random, planned: Callable[[Sequence[HelperPlan]], None],
    is_stopped: Callable[[], bool], rounds: int = MOST_ROUNDS,
) -> None:  # fmt: skip
    """Settles all meetings and improves them, from another helper each round, until nothing can be
    won or another round would take too long; `planned` hears the best plans as they come. The first
    round keeps what is settled; those of households with helpers outside are never changed."""
    if not any(team.board.shared):
        return
    ends = time.perf_counter() + seconds
    bound = team.raised + sum(plan.cost for plan in team.free)
    best: tuple[int, Meetings, list[HelperPlan]] | None = None
    order = _order(team, None)
    standing, mean = team.meetings, 0.0
    is_open = not team.is_settled or any(
        row not in standing for rows in team.board.shared for row in rows
    )
    for number in range(rounds):
        begun = time.perf_counter()
        if number or is_open:
            mean = _settle(
                team, order, lot, standing, lambda: time.perf_counter() >= ends or is_stopped()
            )
        least = best[0] if best else team.cost() + 1
        _set_many_free(team, lot, bound, ends - mean * FOLLOWING, least, planned, is_stopped)
        if best is None or team.cost() < best[0]:
            best = team.cost(), team.meetings, team.plans
        now = time.perf_counter()
        if best[0] <= bound or 2 * now - begun > ends or is_stopped() or number + 1 == rounds:
            break
        team.plans = list(team.free)
        order = _order(team, lot)
        standing = {row: days for row, days in standing.items() if row in team.board.outside}
    if best is not None:
        _cost, team.meetings, team.plans = best


def _set_many_free(
    team: Team, lot: Random, bound: int, ends: float, least: int,
    planned: Callable[[Sequence[HelperPlan]], None], is_stopped: Callable[[], bool],
) -> None:  # fmt: skip
    """Sets one helper free after the other until that wins nothing for long. `planned` hears what
    is cheaper than the least so far."""
    best = (team.cost(), team.meetings, list(team.plans))
    if best[0] < least:
        planned(best[2])
    stale, now, longest = 0, time.perf_counter(), 0.0
    while best[0] > bound and stale < PATIENCE and now + longest < ends and not is_stopped():
        stale += 1
        _set_free(team, lot, best[0] + (best[0] - bound) * ASTRAY * lot.random())
        if team.cost() < best[0]:
            best, stale = (team.cost(), team.meetings, list(team.plans)), 0
            if best[0] < least:
                planned(best[2])
        elif stale % RETURN == 0:
            team.meetings, team.plans = best[1], list(best[2])
        longest = max(longest, time.perf_counter() - now)
        now = time.perf_counter()
    team.meetings, team.plans = best[1], best[2]


def _settle(
    team: Team, order: Sequence[int], lot: Random, standing: Meetings, is_over: Callable[[], bool]
) -> float:
    """First the weeks of all meetings, helper by helper, then days and minutes in each week; the
    standing ones stay. The seconds that one helper's plan took come back."""
    began = time.perf_counter()
    weeks: Meetings = {row: dict(days) for row, days in standing.items()}
    for column in order:
        rows = [row for row in team.board.shared[column] if row not in weeks]
        task, plan = team.plan_of(column, weeks)
        for row in rows:
            place = task.households.index(row)
            weeks[row] = {
                day: ANY_MINUTE
                for week in range(team.board.problem.weeks)
                if held_in_week(plan.sets, week) >> place & 1
                for day in range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
            }
    agreed, plans = team.settle(weeks, order)
    mean = (time.perf_counter() - began) / (2 * len(order))
    for column, plan in plans.items():
        team.plans[column] = plan
    meeting = JointVisits(Slots(team.board, team.tasks, team.plans, standing), order)
    improve(meeting, lot, is_over)
    team.meetings = {row: {} for row in agreed}
    for meets in meeting.slots.meets:
        for row, (day, minute) in meets.items():
            team.meetings[row][day] = minute
    for column in order:
        sets = [held for plan in meeting.plans[column] for held in plan.sets]
        task = build_task(team.board, column, team.own_meetings(column))
        team.plans[column] = planned_as(task, sets)
    return mean


def _order(team: Team, lot: Random | None) -> list[int]:
    """Those who meet others, so that each follows one of them where there is one; those who meet
    most come first, or with a lot anybody."""
    shared, together = team.board.shared, team.board.helpers_of
    order: list[int] = []
    seen: set[int] = set()
    meeting = [column for column, rows in enumerate(shared) if rows]
    meeting.sort(key=lambda one: lot.random() if lot else -len(shared[one]))
    for first in meeting:
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
    rows = [row for row in shared[column] if row not in team.board.outside]
    if not rows:
        return
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
