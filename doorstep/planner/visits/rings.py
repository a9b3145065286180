"""Helpers who meet in a ring, on one day: their minutes have to be found together.

Each keeps the order of a route or turns it round; a meeting is then at least so long after the one
before. Where no ring of such demands closes, the earliest minutes hold for all.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.grid import GRID, is_open, turned
from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.planner.visits.routes import SLACK, Day
from doorstep.planner.visits.slots import Meets, Slots
from doorstep.planner.visits.tasks import ANY_MINUTE

MOST_HELPERS = 8
TRIES = 40  # of turning routes round


class Chain(NamedTuple):
    """A helper's route on the day: the households met, and when each begins at the earliest if
    nobody waits; `left` is what follows the beginning of the last until the return."""

    rows: tuple[int, ...]
    begins: tuple[float, ...]
    left: float
    end: float


def minutes_together(
    slots: Slots, column: int, week: int, lot: Random
) -> tuple[Meets, set[int]] | None:
    """(the meetings of a week, who is touched) with all that hang together with a helper's on one
    day; None where that cannot be."""
    rows, columns = _ring(slots, column, week)
    if not rows:
        return None
    first = week * DAYS_A_WEEK
    days = [
        day
        for day in range(first, first + DAYS_A_WEEK)
        if all(slots.board.goes(row, day) for row in rows)
    ]
    if not rows or not days:  # who meets nobody that week may not even go on a day
        return None
    used = [slots.meets[week][row][0] for row in sorted(rows)]
    day = lot.choice(used if used and lot.random() < 3 / 4 else days)
    if day not in days:
        return None
    meets = slots.meets[week] | dict.fromkeys(rows, (day, ANY_MINUTE))
    routes: list[tuple[Day, list[int], list[int]]] = []
    for one in columns:
        plan = slots.week_plan(one, week, slots.held[one][week], meets)
        if plan is None:
            return None
        part, inside, order = slots.route(one, day, plan.sets[day - first], meets)
        routes.append((part, inside, order))
    fixed = {
        row: at for row, (on, at) in slots.meets[week].items() if on == day and row not in rows
    }
    for _try in range(TRIES):
        chains = [
            _chain(part, inside, order, lot, rows | set(fixed)) for part, inside, order in routes
        ]
        found = _earliest(chains, fixed)
        if found is not None:
            opened = [_can_open(part, inside, found) for part, inside, _order in routes]
            if all(opened):
                return meets | {row: (day, found[row]) for row in rows}, set(columns)
    return None


def _ring(slots: Slots, column: int, week: int) -> tuple[set[int], list[int]]:
    """(households, helpers) that hang together by the meetings of a week."""
    columns, rows = [column], set[int]()
    for one in columns:
        for row in slots.open_in(one, week):
            near = [other for other in slots.board.helpers_of[row] if other not in columns]
            if len(columns) + len(near) <= MOST_HELPERS:
                columns += near
                rows.add(row)
    return rows, columns


def _chain(
    part: Day, inside: Sequence[int], order: Sequence[int], lot: Random, met: set[int]
) -> Chain:
    """A route, as it is or turned round; `inside` are households of the problem."""
    order = turned(part, order) if lot.random() < 1 / 2 else order
    home, clock, rows, begins, last = len(part.service), part.start, [], [], part.start
    for before, stop in pairwise([home, *order]):
        clock += float(part.minutes[before, stop])
        if inside[stop] in met:
            rows.append(inside[stop])
            begins.append(clock)
            last = clock
        clock += float(part.service[stop])
    if order:
        clock += float(part.minutes[order[-1], home + 1])
    return Chain(tuple(rows), tuple(begins), clock - last, part.end)


def _earliest(chains: Sequence[Chain], fixed: dict[int, int]) -> dict[int, int] | None:
    """The earliest quarter of an hour of every meeting; None where a ring closes or a day ends."""
    found: dict[int, int] = {}
    count = sum(len(chain.rows) for chain in chains)
    for _round in range(count + 2):
        before = dict(found)
        for chain in chains:
            for number, row in enumerate(chain.rows):
                low = chain.begins[0] if not number else (
                    found[chain.rows[number - 1]] + chain.begins[number] - chain.begins[number - 1]
                )  # fmt: skip
                minute = GRID * -int(-(low - SLACK) // GRID)
                found[row] = max(minute, found.get(row, fixed.get(row, 0)))
        if found == before:
            break
    else:
        return None
    late = any(found[row] > minute for row, minute in fixed.items() if row in found)
    over = any(
        chain.rows and found[chain.rows[-1]] + chain.left > chain.end + SLACK for chain in chains
    )
    return None if late or over else found


def _can_open(part: Day, inside: Sequence[int], found: dict[int, int]) -> bool:
    return all(
        is_open(part, stop, found[row])
        for stop, row in enumerate(inside)
        if row in found and np.isfinite(part.opens[stop]).any()
    )
