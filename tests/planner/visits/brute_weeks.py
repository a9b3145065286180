"""Every plan of one or two helpers and a few households over some weeks, tried one by one: patterns
with their prices, windows, calls of one length, any minute."""

from functools import cache
from itertools import pairwise, permutations, product

from doorstep.planner.visits.check import home_of, is_open, leg_of

SLACK = 1e-6
FAR = 1e6


def least_over_weeks(problem):
    """Hundredths of a point, of the cheapest plan there is."""
    rows = [row for row in problem.households if row.helpers]
    weeks = range(problem.weeks)
    price_of_day = cache(lambda day, chosen: _day(problem, day, [rows[at] for at in chosen]))
    options = [_options(problem, weeks, row) for row in rows]
    best = None
    for days in product(*options):
        cost = _cost(problem, rows, days, price_of_day)
        if cost is not None and (best is None or cost < best):
            best = cost
    return best


def _options(problem, weeks, row):
    """All choices of at most one day a week, that a pattern of the household allows."""
    open_days = [
        [None, *(day for day in range(7 * week, 7 * week + 7)
                 if all(one.shifts[day] for one in problem.helpers if one.key in row.helpers))]
        for week in weeks
    ]  # fmt: skip
    found = []
    for days in product(*open_days):
        chosen = {day // 7 for day in days if day is not None}
        if not chosen or any(chosen <= one.weeks for one in row.patterns):
            found.append(frozenset(day for day in days if day is not None))
    return found


def _cost(problem, rows, days, price_of_day):
    total, works = 0, {}
    for day in range(7 * problem.weeks):
        chosen = tuple(at for at, own in enumerate(days) if day in own)
        if chosen:
            found = price_of_day(day, chosen)
            if not found:
                return None
            total, works[day] = total + found[0], found[1]
    for row, own in zip(rows, days, strict=True):
        total += _price_of_weeks(problem, row, {day // 7 for day in own})
    for number, helper in enumerate(problem.helpers):
        for week in range(problem.weeks):
            missed = _missed_calls(problem, rows, days, helper, number, works, week)
            if missed is None:
                return None
            total += round(100 * problem.weights.uncalled) * missed
    return total


def _price_of_weeks(problem, row, chosen):
    price = round(100 * (problem.weights.unserved + row.urgency))
    return min(
        (round(100 * one.points) + price * len(one.weeks - chosen)
         for one in row.patterns if chosen <= one.weeks),
        default=0,
    )  # fmt: skip


def _missed_calls(problem, rows, days, helper, number, works, week):
    """Calls of a helper's week that fit nowhere; None: its visits alone are too much."""
    span = range(7 * week, 7 * week + 7)
    left = {
        day: helper.shifts[day].most_minutes - (works[day][number] if day in works else 0.0)
        for day in span
        if helper.shifts[day] is not None
    }
    spent = sum(works[day][number] for day in span if day in works)
    room = float("inf") if helper.week_minutes is None else helper.week_minutes - spent
    if room < -SLACK:
        return None
    calls = [
        row.call_minutes
        for row, own in zip(rows, days, strict=True)
        if week in row.call_weeks and row.helpers[0] == helper.key
        if not any(day in span for day in own)
    ]
    if not calls:
        return 0
    fits = min(sum(int((one + SLACK) // calls[0]) for one in left.values()), room // calls[0])
    return max(0, len(calls) - int(fits))


def _day(problem, day, rows):
    """(cost, minutes by helper) of a day; () where it cannot be. Of orders that cost the same the
    quickest, which is enough where minutes follow the way."""
    sets = [[row for row in rows if one.key in row.helpers] for one in problem.helpers]
    found = [
        one
        for orders in product(*(permutations(own) for own in sets))
        if (one := _orders(problem, day, orders)) is not None
    ]
    return min(found, default=())


def _orders(problem, day, orders):
    cost, works, ways = 0, [], []
    for helper, order in zip(problem.helpers, orders, strict=True):
        if not order:
            works.append(0.0)
            ways.append([])
            continue
        spots = [helper.place, *(home_of(row, day) for row in order), helper.place]
        if None in spots:
            return None
        legs = [leg_of(problem, *leg) for leg in pairwise(spots)]
        if any(minutes > FAR for _km, minutes in legs):
            return None
        cost += sum(round(100 * km) for km, _minutes in legs)
        works.append(sum(one for _km, one in legs) + sum(row.visit_minutes for row in order))
        ways.append([one for _km, one in legs])
        if works[-1] > helper.shifts[day].most_minutes + SLACK:
            return None
    return (cost, works) if _times_hold(problem, day, orders, ways) else None


def _times_hold(problem, day, orders, ways):
    """Whether everybody is home in time when each visit begins as early as it can for all."""
    begins = {}
    for _round in range(2 + sum(map(len, orders))):
        before = dict(begins)
        for helper, order, own in zip(problem.helpers, orders, ways, strict=True):
            if not order:
                continue
            clock = float(helper.shifts[day].from_minute)
            for row, way in zip(order, own, strict=False):
                begin = _begin(row, day, max(clock + way, begins.get(row.key, 0.0)))
                if begin is None:
                    return False
                begins[row.key] = begin
                clock = begin + row.visit_minutes
            if clock + own[-1] > helper.shifts[day].to_minute + SLACK:
                return False
        if begins == before:
            return True
    return False


def _begin(row, day, arrival):
    """The first minute from then on at which a visit may begin."""
    starts = [arrival, *(float(one.from_minute) for one in row.windows)]
    return min((one for one in starts if one >= arrival and is_open(row, day, one)), default=None)
