"""A helper's week: every set of households split over the days at the least cost."""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.visits.legs import Floats, Longs
from doorstep.planner.visits.routes import NO_ROUTE


class Table(NamedTuple):
    """Per set of households: cost and working minutes of the cheapest way to visit just them."""

    cost: Longs
    work: Floats


@compiled
def split_over_days(cost: Longs, work: Floats, days: int) -> tuple[Longs, Floats]:
    """At most so many routes on days that are alike; each split is looked at once, since the last
    route holds the lowest household."""
    sets = len(cost)
    total, minutes = cost.copy(), work.copy()
    closed = ~_open_ones(cost)
    for _day in range(1, days):
        before, spent = total.copy(), minutes.copy()
        is_better = False
        for wanted in range(1, sets):
            if wanted & closed:
                continue
            low = wanted & -wanted
            rest = wanted ^ low
            others = rest
            while others:  # the others go on earlier days
                part = wanted ^ others
                if cost[part] < NO_ROUTE and before[others] < NO_ROUTE:
                    sum_cost = cost[part] + before[others]
                    sum_work = work[part] + spent[others]
                    if sum_cost < total[wanted] or (
                        sum_cost == total[wanted] and sum_work < minutes[wanted]
                    ):
                        total[wanted], minutes[wanted] = sum_cost, sum_work
                        is_better = True
                others = (others - 1) & rest
        if not is_better:
            break
    return total, minutes


@compiled
def join_days(
    cost: Longs, work: Floats, other_cost: Longs, other_work: Floats
) -> tuple[Longs, Floats]:
    """Days of one kind and days of another together."""
    sets = len(cost)
    total, minutes = cost.copy(), work.copy()
    here, there = _open_ones(cost), _open_ones(other_cost)
    for wanted in range(1, sets):
        if wanted & ~(here | there):
            continue
        forced, chosen = wanted & ~here, wanted & here & there
        some = chosen
        while True:
            part = some | forced
            if part and other_cost[part] < NO_ROUTE and cost[wanted ^ part] < NO_ROUTE:
                sum_cost = other_cost[part] + cost[wanted ^ part]
                sum_work = other_work[part] + work[wanted ^ part]
                if sum_cost < total[wanted] or (
                    sum_cost == total[wanted] and sum_work < minutes[wanted]
                ):
                    total[wanted], minutes[wanted] = sum_cost, sum_work
            if not some:
                break
            some = (some - 1) & chosen
    return total, minutes


@compiled
def _open_ones(cost: Longs) -> int:
    """The households that are in any set that can be visited."""
    found = 0
    for wanted in range(len(cost)):
        if cost[wanted] < NO_ROUTE:
            found |= wanted
    return found


@compiled
def share_out(cost: Longs, work: Floats) -> Longs:
    """The set that each day takes, so that all households are visited at the least cost, then in
    the least minutes. (day × set) costs and minutes; sets of minus one where it cannot be."""
    days, sets = cost.shape
    best = np.full((days + 1, sets), NO_ROUTE, dtype=np.int64)
    spent = np.full((days + 1, sets), np.inf)
    taken = np.zeros((days, sets), dtype=np.int64)
    best[0, 0], spent[0, 0] = 0, 0.0
    for day in range(days):
        for wanted in range(sets):
            part = wanted
            while True:
                total = best[day, wanted ^ part] + cost[day, part]
                minutes = spent[day, wanted ^ part] + work[day, part]
                is_less = total < best[day + 1, wanted]
                if is_less or (
                    total == best[day + 1, wanted]
                    and minutes < spent[day + 1, wanted]
                    and total < NO_ROUTE
                ):
                    best[day + 1, wanted], spent[day + 1, wanted] = total, minutes
                    taken[day, wanted] = part
                if not part:
                    break
                part = (part - 1) & wanted
    chosen = np.full(days, -1, dtype=np.int64)
    if best[days, sets - 1] < NO_ROUTE:
        wanted = sets - 1
        for day in range(days - 1, -1, -1):
            chosen[day] = taken[day, wanted]
            wanted ^= chosen[day]
    return chosen
