"""Every plan of one helper's few households, tried one by one."""

from itertools import permutations, product

from doorstep.planner.visits.check import is_open, leg_of

FAR = 1e9


def least_cost(problem):
    """Hundredths of a point; the helper alone, one week."""
    weights, rows = problem.weights, problem.households
    paired = [row for row in rows if row.helpers and row.patterns]
    base = sum(
        min(
            (round(100 * (p.points + len(p.weeks) * (weights.unserved + row.urgency)))
             for p in row.patterns),
            default=0,
        )
        for row in rows
        if not row.helpers
    )  # fmt: skip
    base += sum(
        round(100 * weights.uncalled) * len(row.call_weeks) for row in rows if not row.helpers
    )
    if not problem.helpers:
        return base
    helper = problem.helpers[0]
    best = None
    for days in product([None, *range(7)], repeat=len(paired)):
        cost = _cost(problem, helper, list(zip(paired, days, strict=True)))
        if cost is not None and (best is None or cost < best):
            best = cost
    return base + best


def _cost(problem, helper, chosen):
    weights, total, left, week = problem.weights, 0, {}, 0.0
    for day, shift in enumerate(helper.shifts):
        rows = [row for row, on in chosen if on == day]
        if shift is None:
            if rows:
                return None
            continue
        found = _route(problem, helper, shift, day, rows)
        if found is None:
            return None
        cost, minutes = found
        total, week, left[day] = total + cost, week + minutes, shift.most_minutes - minutes
    limit = helper.week_minutes if helper.week_minutes is not None else 10**6
    if week > min(limit, 10**6) + 1e-6:
        return None
    for row, on in chosen:
        planned = {0} if on is not None else set()
        prices = [
            p.points + len(p.weeks - planned) * (weights.unserved + row.urgency)
            for p in row.patterns
            if planned <= p.weeks
        ]
        if not prices:
            return None
        total += round(100 * min(prices))
    visited = {row.key for row, on in chosen if on is not None}
    calls = [
        row.call_minutes
        for row in problem.households
        if row.helpers and 0 in row.call_weeks and row.key not in visited
    ]
    return total + round(100 * weights.uncalled) * _uncalled(calls, left, limit - week)


def _uncalled(calls, left, room):
    """How many of calls of equal length fit nowhere."""
    if not calls:
        return 0
    length = calls[0]
    fit = min(
        sum(int((one + 1e-6) // length) for one in left.values()), int((room + 1e-6) // length)
    )
    return max(0, len(calls) - fit)


def _route(problem, helper, shift, day, rows):
    """(cost, minutes) of the cheapest order of a day; None: none holds."""
    if not rows:
        return 0, 0.0
    if helper.place is None or any(row.places[0] is None for row in rows):
        return None
    best = None
    for order in permutations(rows):
        clock, work, cost, at = float(shift.from_minute), 0.0, 0, helper.place
        for row in order:
            km, minutes = leg_of(problem, at, row.places[0])
            if km > FAR:
                break
            begin = _begin(row, day, clock + minutes)
            if begin is None:
                break
            cost += round(km * 100)
            work += minutes + row.visit_minutes
            clock, at = begin + row.visit_minutes, row.places[0]
        else:
            km, minutes = leg_of(problem, at, helper.place)
            work, clock = work + minutes, clock + minutes
            fits = clock <= shift.to_minute + 1e-6 and work <= shift.most_minutes + 1e-6
            if fits and km <= FAR:
                found = (cost + round(km * 100), work)
                best = found if best is None else min(best, found)
    return best


def _begin(row, day, arrival):
    if arrival > 2000:
        return None
    for minute in [arrival, *(float(window.from_minute) for window in row.windows)]:
        if minute >= arrival and is_open(row, day, minute):
            return minute
    return None
