"""Visits together, week by week: who is visited in a week is settled, the day and minute are not.

Weeks are small: a helper's week with some meetings fixed is planned anew in less than a
millisecond, so a great many changes can be tried.
"""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.exact import MOST_HOUSEHOLDS
from doorstep.planner.visits.grid import moved_to_grid
from doorstep.planner.visits.helper import (
    DAYS_A_WEEK,
    HelperPlan,
    HelperTask,
    calls_left,
    day_of,
    held_in_week,
)
from doorstep.planner.visits.large import plan_by_search
from doorstep.planner.visits.legs import Floats, Longs
from doorstep.planner.visits.routes import SLACK, Day, measure_routes, order_of
from doorstep.planner.visits.tasks import ANY_MINUTE, LABELS, Board
from doorstep.planner.visits.weeks import share_out

KEPT = 200_000  # measured days that are remembered

type Meets = dict[int, tuple[int, int]]  # household → (day, minute), in one week


class WeekPlan(NamedTuple):
    """A helper's week."""

    cost: int
    sets: tuple[int, ...]  # per day of the week


class Slots:
    """The weeks of all helpers; places of households are those of their tasks."""

    def __init__(
        self,
        board: Board,
        tasks: Sequence[HelperTask],
        plans: Sequence[HelperPlan],
        standing: Mapping[int, Mapping[int, int]],
    ) -> None:
        """The meetings of the households in `standing` stay, and no others of these are made."""
        self.board = board
        self.standing = standing.keys()
        self.tasks = tasks
        self.weeks = board.problem.weeks
        self.place = [{row: at for at, row in enumerate(task.households)} for task in tasks]
        self.held = [
            [held_in_week(plan.sets, week) for week in range(self.weeks)] for plan in plans
        ]
        self.meets: list[Meets] = [{} for _week in range(self.weeks)]
        for row, days in standing.items():
            for day, minute in days.items():
                self.meets[day // DAYS_A_WEEK][row] = day, minute
        self._measured: dict[object, tuple[Longs, Floats]] = {}

    def rows_in(self, column: int, week: int) -> list[int]:
        """The households that a helper visits in a week together with others."""
        held, place = self.held[column][week], self.place[column]
        return [row for row in self.board.shared[column] if held >> place[row] & 1]

    def open_in(self, column: int, week: int) -> list[int]:
        """Those of them whose meeting does not stand."""
        return [row for row in self.rows_in(column, week) if row not in self.standing]

    def week_plan(self, column: int, week: int, held: int, meets: Meets) -> WeekPlan | None:
        """The cheapest week in which just these are visited; shared households without a meeting at
        any time. None: there is none."""
        task = self.tasks[column]
        inside = [at for at in range(len(task.households)) if held >> at & 1]
        days = [
            day
            for day in range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
            if task.days[day] >= 0
        ]
        if not inside:
            return WeekPlan(0, (0,) * DAYS_A_WEEK)
        fixed = {at: meets[task.households[at]] for at in inside if task.households[at] in meets}
        if len(inside) > MOST_HOUSEHOLDS:
            return self._searched(column, week, inside, fixed)
        tables = [self._day(column, day, inside, fixed) for day in days]
        if not tables:
            return None
        cost, work = np.stack([one for one, _ in tables]), np.stack([one for _, one in tables])
        chosen = share_out(cost, work)
        if chosen[0] < 0:
            return None
        each = range(len(days))
        room = task.week_limits[week] - float(work[each, chosen].sum())
        if room < -SLACK:
            return None
        sets = [0] * DAYS_A_WEEK
        for day, one in zip(days, chosen, strict=True):
            sets[day % DAYS_A_WEEK] = sum(
                1 << at for bit, at in enumerate(inside) if one >> bit & 1
            )
        uncalled = task.uncalled * _without_room(task, week, held, room)
        return WeekPlan(int(cost[each, chosen].sum()) + uncalled, tuple(sets))

    def _searched(
        self, column: int, week: int, inside: Sequence[int], fixed: Mapping[int, tuple[int, int]]
    ) -> WeekPlan | None:
        """A week with too many households to go through, by search; None where one is left out."""
        task, first = self.tasks[column], week * DAYS_A_WEEK
        days = [
            _with_meetings(day_of(task, day, inside), inside, fixed, day)
            if task.days[day] >= 0
            else None
            for day in range(first, first + DAYS_A_WEEK)
        ]
        kinds = [day for day in days if day is not None]
        numbers = iter(range(len(kinds)))
        plan = plan_by_search(
            task._replace(
                households=tuple(task.households[at] for at in inside),
                patterns=(((1, 0),),) * len(inside),
                absent=tuple(task.absent[at] for at in inside),
                kinds=tuple(kinds),
                days=tuple(-1 if day is None else next(numbers) for day in days),
                calls=((),),
                week_limits=(task.week_limits[week],),
                entries=tuple(
                    tuple(own[at] for at in inside)
                    for own in task.entries[first : first + DAYS_A_WEEK]
                ),
                bases=(),
            )
        )
        if sum(held.bit_count() for held in plan.sets) < len(inside):
            return None
        return WeekPlan(
            plan.cost,
            tuple(
                sum(1 << at for bit, at in enumerate(inside) if held >> bit & 1)
                for held in plan.sets
            ),
        )

    def wishes(
        self, column: int, plan: WeekPlan, week: int, rows: Iterable[int], meets: Meets,
        lot: Random | None,
    ) -> Meets | None:  # fmt: skip
        """When a helper's week meets at some households; None where a quarter of an hour fits
        nowhere."""
        task, place = self.tasks[column], self.place[column]
        wanted = {place[row] for row in rows}
        found: Meets = {}
        for number, held in enumerate(plan.sets):
            inside = [at for at in range(len(task.households)) if held >> at & 1]
            if not wanted & set(inside):
                continue
            day = week * DAYS_A_WEEK + number
            part, _rows, order = self.route(column, day, held, meets)
            minutes = moved_to_grid(part, order, {inside.index(at) for at in wanted & set(inside)},
                                    lot)  # fmt: skip
            found |= {task.households[inside[at]]: (day, one) for at, one in minutes.items()}
        return found if len(found) == len(wanted) else None

    def route(
        self, column: int, day: int, held: int, meets: Meets
    ) -> tuple[Day, list[int], list[int]]:
        """(the day as its households see it, these households, the order of its route)."""
        task = self.tasks[column]
        inside = [at for at in range(len(task.households)) if held >> at & 1]
        rows = [task.households[at] for at in inside]
        fixed = {at: meets[row] for at, row in zip(inside, rows, strict=True) if row in meets}
        part = _with_meetings(day_of(task, day, inside), inside, fixed, day)
        return part, rows, order_of(part)

    def _day(
        self, column: int, day: int, inside: Sequence[int], fixed: Mapping[int, tuple[int, int]]
    ) -> tuple[Longs, Floats]:
        task = self.tasks[column]
        times = tuple(
            (at, minute if on == day else None) for at, (on, minute) in sorted(fixed.items())
        )
        key = (column, task.days[day], tuple(inside), times)
        if key not in self._measured:
            if len(self._measured) > KEPT:
                self._measured.clear()
            part = _with_meetings(day_of(task, day, inside), inside, fixed, day)
            self._measured[key] = measure_routes(part)[:2]
        return self._measured[key]


def _without_room(task: HelperTask, week: int, held: int, room: float) -> int:
    """How many calls of a week find no minutes."""
    left = calls_left(task, week, held)
    for number in left:
        room -= task.calls[week][number].minutes
        if room < -SLACK:
            return len(left) - left.index(number)
    return 0


def _with_meetings(
    part: Day, inside: Sequence[int], fixed: Mapping[int, tuple[int, int]], day: int
) -> Day:
    """A day on which the fixed households are visited at their minute or not at all."""
    if not fixed:
        return part
    for at, (on, minute) in fixed.items():
        number = inside.index(at)
        if on == day and minute == ANY_MINUTE:
            continue
        is_open = on == day and np.isfinite(part.opens[number]).any()
        part.opens[number], part.closes[number] = np.inf, -np.inf
        if is_open:
            part.opens[number, 0] = minute
            part.closes[number, 0] = minute + part.service[number]
    return part._replace(labels=LABELS)
