"""The cheapest route of one helper's day through every set of households, by dynamic programming.

Sets are bits. For a set and the household visited last, several labels may be worth keeping: cost,
working minutes, and the clock. Where the clock says nothing (no windows) and cost and minutes rank
alike, one label is enough.
"""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled_bare
from doorstep.planner.search.arrays import Ints
from doorstep.planner.visits.legs import Floats, Longs

NO_ROUTE = 2**50  # a cost that no plan reaches
SLACK = 1e-6  # rounding of a sum of minutes
MOST_STOPS = 14  # of a day, whose cheapest order is looked for
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
    before: Ints  # the place in the table it came from; -1: from home
    held: Ints


def measure_routes(day: Day) -> tuple[Longs, Floats, int]:
    """(cost, working minutes) of the cheapest route of every set, and how many labels were lost."""
    labels = _labels_for(day)
    sets = len(labels.held)
    cost: Longs = np.full(sets, NO_ROUTE, dtype=np.int64)
    work: Floats = np.full(sets, np.inf)
    cost[0], work[0] = 0, 0.0
    lost = _label(day, labels)
    _all_home(day, labels, cost, work)
    return cost, work, lost


def order_of(day: Day) -> list[int]:
    """All households of a day in the order of the cheapest route; none where there is no route.
    Of very many the order is a good one."""
    if len(day.service) > MOST_STOPS:
        return _inserted(day)
    labels = _labels_for(day)
    _label(day, labels)
    done, order = len(labels.held) - 1, []
    at = int(_home(day, labels, done)) if done else -1
    while at >= 0:
        last, number = divmod(at, day.labels)
        order.append(last)
        at = int(labels.before[done, last, number])
        done &= ~(1 << last)
    return order[::-1]


def _inserted(day: Day) -> list[int]:
    """Stops one after the other where they cost least, those with a window first."""
    order: list[int] = []
    home = len(day.service)
    for stop in np.argsort(day.closes.max(axis=1), kind="stable"):
        places = []
        for at in range(len(order) + 1):
            longer = [*order[:at], int(stop), *order[at:]]
            if _ends(day, longer) <= day.end + SLACK:
                nodes = [home, *longer, home + 1]
                places.append((int(day.cost[nodes[:-1], nodes[1:]].sum()), at))
        if not places:
            return []
        order.insert(min(places)[1], int(stop))
    return order


def _ends(day: Day, order: list[int]) -> float:
    """When a route is home again."""
    clock, at = day.start, len(day.service)
    for stop in order:
        clock, at = float(visit_end(day, stop, clock + day.minutes[at, stop])), stop
    return clock + float(day.minutes[at, len(day.service) + 1])


def _labels_for(day: Day) -> Labels:
    n = len(day.service)
    shape = (1 << n, n, day.labels)
    return Labels(
        np.empty(shape, dtype=np.int64),
        np.empty(shape),
        np.empty(shape),
        np.empty(shape, dtype=np.int32),
        np.zeros(shape[:2], dtype=np.int32),
    )


@compiled_bare
def visit_end(day: Day, stop: int, arrival: float) -> float:
    """When a visit that can begin at arrival ends, inside one of the windows; inf: never."""
    for window in range(day.opens.shape[1]):
        end: float = max(arrival, day.opens[stop, window]) + day.service[stop]
        if end <= day.closes[stop, window] + SLACK:
            return end
    return FOREVER


@compiled_bare
def _label(day: Day, labels: Labels) -> int:
    """Fills in the labels of all sets; how many had to be lost."""
    n, width = len(day.service), day.labels
    lost = 0
    for i in range(n):
        way = day.minutes[n, i]
        lost += _reach(day, labels, 0, i, day.cost[n, i], way + day.service[i], day.start + way, -1)
    for done in range(1, 1 << n):
        for j in range(n):
            for number in range(labels.held[done, j]):
                cost = labels.cost[done, j, number]
                work = labels.work[done, j, number]
                clock = labels.clock[done, j, number]
                for i in range(n):
                    if done >> i & 1:
                        continue
                    way = day.minutes[j, i]
                    after = work + way + day.service[i]
                    if after <= day.most + SLACK:
                        lost += _reach(
                            day, labels, done, i, cost + day.cost[j, i], after, clock + way,
                            j * width + number,
                        )  # fmt: skip
    return lost


@compiled_bare
def _reach(
    day: Day, labels: Labels, done: int, i: int, cost: int, work: float, arrival: float, before: int
) -> int:
    """Adds a label unless it breaks the day or another is as good; 1 where one had to be lost."""
    clock = visit_end(day, i, arrival)
    if work > day.most + SLACK or clock > day.end + SLACK:
        return 0
    after = done | 1 << i
    held = labels.held[after, i]
    for at in range(held):
        if (
            labels.cost[after, i, at] <= cost
            and labels.work[after, i, at] <= work + SAME
            and labels.clock[after, i, at] <= clock + SAME
        ):
            return 0
    kept = 0
    for at in range(held):
        if (
            cost > labels.cost[after, i, at]
            or work > labels.work[after, i, at]
            or clock > labels.clock[after, i, at]
        ):
            _set_label(
                labels, after, i, kept, labels.cost[after, i, at], labels.work[after, i, at],
                labels.clock[after, i, at], labels.before[after, i, at],
            )  # fmt: skip
            kept += 1
    if kept < day.labels:
        _set_label(labels, after, i, kept, cost, work, clock, before)
        labels.held[after, i] = kept + 1
        return 0
    dearest = 0
    for at in range(kept):
        if labels.cost[after, i, at] > labels.cost[after, i, dearest]:
            dearest = at
    if cost < labels.cost[after, i, dearest]:
        _set_label(labels, after, i, dearest, cost, work, clock, before)
    labels.held[after, i] = kept
    return 1


@compiled_bare
def _set_label(
    labels: Labels, done: int, i: int, at: int, cost: int, work: float, clock: float, before: int
) -> None:
    labels.cost[done, i, at] = cost
    labels.work[done, i, at] = work
    labels.clock[done, i, at] = clock
    labels.before[done, i, at] = before


@compiled_bare
def _home(day: Day, labels: Labels, done: int) -> int:
    """The label of a set from which the way home is cheapest, as last · width + number; -1: none
    leads home in time."""
    n, width = len(day.service), day.labels
    best, least_cost, least_work = -1, NO_ROUTE, FOREVER
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


@compiled_bare
def _all_home(day: Day, labels: Labels, cost: Longs, work: Floats) -> None:
    """The cheapest way home from every set."""
    n = len(day.service)
    for done in range(1, 1 << n):
        best = _home(day, labels, done)
        if best >= 0:
            last, number = best // day.labels, best % day.labels
            cost[done] = labels.cost[done, last, number] + day.cost[last, n + 1]
            work[done] = labels.work[done, last, number] + day.minutes[last, n + 1]
