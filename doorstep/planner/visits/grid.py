"""Meetings begin at a quarter of an hour: where a route can be moved to."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np

from doorstep.planner.visits.routes import SLACK, Day
from doorstep.planner.visits.times import earliest, latest

GRID = 15  # minutes


def moved_to_grid(
    part: Day, order: Sequence[int], wanted: set[int], lot: Random | None
) -> dict[int, int]:
    """Minutes of the grid at which the wanted stops can begin, by stop; a stop where none fits is
    left out. Without a lot the earliest; with one, maybe later, or the route turned round."""
    if lot and lot.random() < 1 / 2:
        order = turned(part, order)
    part = part._replace(opens=part.opens.copy(), closes=part.closes.copy())
    found: dict[int, int] = {}
    for number, stop in enumerate(order):
        if stop not in wanted:
            continue
        low, high = earliest(part, order)[number], latest(part, order)[number + 1]
        if not low <= high + SLACK:
            return {}
        first, last = -int(-(low - SLACK) // GRID), int((high + SLACK) // GRID)
        if first > last:
            continue
        minute = GRID * (lot.randint(first, last) if lot and lot.random() < 1 / 2 else first)
        if not is_open(part, stop, minute):
            continue
        found[stop] = minute
        part.opens[stop], part.closes[stop] = np.inf, -np.inf
        part.opens[stop, 0], part.closes[stop, 0] = minute, minute + part.service[stop]
    return found


def is_open(part: Day, stop: int, minute: int) -> bool:
    """Whether a visit can begin at a minute."""
    opens, closes = part.opens[stop], part.closes[stop]
    return bool(((opens <= minute + SLACK) & (minute + part.service[stop] <= closes + SLACK)).any())


def turned(part: Day, order: Sequence[int]) -> Sequence[int]:
    """The order turned round where that costs the same and holds, else as it is."""
    back = list(reversed(order))
    if _length(part, back) != _length(part, order):
        return order
    return back if earliest(part, back)[-1] <= part.end + SLACK else order


def _length(part: Day, order: Sequence[int]) -> int:
    home = len(part.service)
    return sum(int(part.cost[leg]) for leg in pairwise([home, *order, home + 1]))
