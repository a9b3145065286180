"""The cheapest route of one helper's day through every set of households, by dynamic programming.

Sets are bits. For a set and the household visited last, several labels may be worth keeping: cost,
working minutes, and the clock. Where the clock says nothing (no windows) and cost and minutes rank
alike, one label is enough.
"""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.visits.legs import Floats, Longs

NO_ROUTE = 2**50  # a cost that no plan reaches
SLACK = 1e-6  # rounding of a sum of minutes
FOREVER = float("inf")
SAME = 1e-9  # minutes summed up in another order


class Day(NamedTuple):
    """A day of one helper. Node n of the legs is where it begins, n + 1 where it ends."""

    cost: Longs  # node × node
    minutes: Floats  # node × node
    service: Floats  # per household
    opens: Floats  # household × window; inf: no window
    closes: Floats
    start: float
    end: float
    most: float  # working minutes
    labels: int


class Labels(NamedTuple):
    """What is known of every set and last household, in `held` places each."""

    cost: Longs
    work: Floats
    clock: Floats
    before: Longs  # the place in the table it came from; -1: from home
    held: Longs


@compiled
def measure_routes(day: Day) -> tuple[Longs, Floats, int]:
    """(cost, working minutes) of the cheapest route of every set, and how many labels were lost."""
    labels, lost = _label(day)
    sets, n, width = labels.cost.shape
    best_cost = np.full(sets, NO_ROUTE, dtype=np.int64)
    best_work = np.full(sets, np.inf)
    best_cost[0], best_work[0] = 0, 0.0
    for done in range(1, sets):
        best = _home(day, labels, done)
        if best >= 0:
            last, number = best // width, best % width
            best_cost[done] = labels.cost[done, last, number] + day.cost[last, n + 1]
            best_work[done] = labels.work[done, last, number] + day.minutes[last, n + 1]
    return best_cost, best_work, lost


@compiled
def order_of(day: Day) -> Longs:
    """All households of a day in the order of the cheapest route; none where there is no route."""
    labels, _lost = _label(day)
    sets, n, width = labels.cost.shape
    order = np.zeros(n, dtype=np.int64)
    done = sets - 1
    at = _home(day, labels, done) if n else -1
    if at < 0:
        return order[:0]
    for place in range(n - 1, -1, -1):
        last, number = at // width, at % width
        order[place] = last
        at = labels.before[done, last, number]
        done &= ~(1 << last)
    return order


@compiled
def visit_end(arrival: float, service: float, opens: Floats, closes: Floats) -> float:
    """When a visit that can begin at arrival ends, inside one of the windows; inf: never."""
    for window in range(len(opens)):
        begin = max(arrival, opens[window])
        if begin + service <= closes[window] + SLACK:
            end: float = begin + service
            return end
    return FOREVER


@compiled
def _label(day: Day) -> tuple[Labels, int]:
    n, width = len(day.service), day.labels
    sets = 1 << n
    labels = Labels(
        np.zeros((sets, n, width), dtype=np.int64),
        np.zeros((sets, n, width)),
        np.zeros((sets, n, width)),
        np.zeros((sets, n, width), dtype=np.int64),
        np.zeros((sets, n), dtype=np.int64),
    )
    lost = 0
    for i in range(n):
        work = day.minutes[n, i] + day.service[i]
        lost += _reach(day, labels, 0, i, day.cost[n, i], work, day.start + day.minutes[n, i], -1)
    for done in range(1, sets):
        for j in range(n):
            for number in range(labels.held[done, j]):
                cost = labels.cost[done, j, number]
                work = labels.work[done, j, number]
                clock = labels.clock[done, j, number]
                for i in range(n):
                    if done >> i & 1:
                        continue
                    lost += _reach(
                        day, labels, done, i, cost + day.cost[j, i],
                        work + day.minutes[j, i] + day.service[i], clock + day.minutes[j, i],
                        j * width + number,
                    )  # fmt: skip
    return labels, lost


@compiled
def _reach(
    day: Day, labels: Labels, done: int, i: int, cost: int, work: float, arrival: float, before: int
) -> int:
    """Adds a label unless it breaks the day or another is as good; 1 where one had to be lost."""
    if work > day.most + SLACK:
        return 0
    clock = visit_end(arrival, day.service[i], day.opens[i], day.closes[i])
    if clock > day.end + SLACK:
        return 0
    after = done | 1 << i
    costs, works, clocks = labels.cost[after, i], labels.work[after, i], labels.clock[after, i]
    origin, count = labels.before[after, i], labels.held[after, i]
    for number in range(count):
        if (
            costs[number] <= cost
            and works[number] <= work + SAME
            and clocks[number] <= clock + SAME
        ):
            return 0
    kept = 0
    for number in range(count):
        if cost > costs[number] or work > works[number] or clock > clocks[number]:
            costs[kept], works[kept] = costs[number], works[number]
            clocks[kept], origin[kept] = clocks[number], origin[number]
            kept += 1
    is_full = kept == len(costs)
    place = kept
    if is_full:  # the dearest of all is left out
        place = 0
        for number in range(kept):
            if costs[number] > costs[place]:
                place = number
    if not is_full or cost < costs[place]:
        costs[place], works[place], clocks[place], origin[place] = cost, work, clock, before
    labels.held[after, i] = kept if is_full else kept + 1
    return 1 if is_full else 0


@compiled
def _home(day: Day, labels: Labels, done: int) -> int:
    """The label of a set from which the way home is cheapest, as last · width + number; -1: none
    leads home in time."""
    n, width = len(day.service), day.labels
    best, least_cost, least_work = -1, NO_ROUTE, np.inf
    for last in range(n):
        for number in range(labels.held[done, last]):
            way = day.minutes[last, n + 1]
            work = labels.work[done, last, number] + way
            if work > day.most + SLACK or labels.clock[done, last, number] + way > day.end + SLACK:
                continue
            cost = labels.cost[done, last, number] + day.cost[last, n + 1]
            if cost < least_cost or (cost == least_cost and work < least_work):
                best, least_cost, least_work = last * width + number, cost, work
    return best
