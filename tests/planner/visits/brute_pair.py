"""Every plan of two helpers who meet at some of a few households, tried one by one: one week, no
windows, no calls, any minute."""

from itertools import permutations, product

from doorstep.planner.visits.check import leg_of

SLACK = 1e-6


def least_together(problem):
    """Hundredths of a point."""
    days = [day for day in range(7) if problem.helpers[0].shifts[day] is not None]
    best = None
    for chosen in product([None, *days], repeat=len(problem.households)):
        missed = sum(
            round(100 * (problem.weights.unserved + row.urgency))
            for row, day in zip(problem.households, chosen, strict=True)
            if day is None
        )
        costs = [_day(problem, chosen, day) for day in days]
        if None in costs or not _weeks_hold(problem, costs):
            continue
        total = missed + sum(cost for cost, _works in costs)
        best = total if best is None else min(best, total)
    return best


def _weeks_hold(problem, costs):
    return all(
        helper.week_minutes is None
        or sum(works[number] for _cost, works in costs) <= helper.week_minutes + SLACK
        for number, helper in enumerate(problem.helpers)
    )


def _day(problem, chosen, day):
    """(cost, minutes by helper) of the cheapest orders of both; None: none holds."""
    sets = [
        [
            row
            for row, on in zip(problem.households, chosen, strict=True)
            if on == day and helper.key in row.helpers
        ]
        for helper in problem.helpers
    ]
    best = None
    for orders in product(*(permutations(rows) for rows in sets)):
        found = _orders(problem, orders, day)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best


def _orders(problem, orders, day):
    cost, works, legs = 0, [], []
    for helper, order in zip(problem.helpers, orders, strict=True):
        shift, at, work, own = helper.shifts[day], helper.place, 0.0, []
        for row in order:
            km, minutes = leg_of(problem, at, row.places[0])
            cost, work = cost + round(100 * km), work + minutes + row.visit_minutes
            own.append(minutes)
            at = row.places[0]
        km, minutes = leg_of(problem, at, helper.place)
        if order:
            cost, work = cost + round(100 * km), work + minutes
            own.append(minutes)
        if work > shift.most_minutes + SLACK:
            return None
        works.append(work)
        legs.append(own)
    return (cost, works) if _times_hold(problem, orders, legs, day) else None


def _times_hold(problem, orders, legs, day):
    """Whether earliest times settle, and everybody is home in time."""
    begins = {}
    for _round in range(2 + sum(map(len, orders))):
        before = dict(begins)
        for helper, order, own in zip(problem.helpers, orders, legs, strict=True):
            clock = float(helper.shifts[day].from_minute)
            for row, way in zip(order, own, strict=False):
                begins[row.key] = max(clock + way, begins.get(row.key, 0.0))
                clock = begins[row.key] + row.visit_minutes
            if order and clock + own[-1] > helper.shifts[day].to_minute + SLACK:
                return False
        if begins == before:
            return True
    return False
