"""Holds a plan against its problem, counting everything anew; shares no line with the solver.

Only what the problem and the answer say is asked: nobody in two places, no limit and no window
broken, those who visit together there at the same minute, everything due planned or listed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from doorstep.planner.visits.problem import DueHousehold, Straight, VisitProblem
from doorstep.planner.visits.result import Route, VisitPlan

SLACK = 0.05  # minutes and hundredths: times are told to 0.01
WEEK = 7


type Instead = Mapping[tuple[str, int], tuple[str, ...]]  # (household, week) → who goes there


def check_plan(problem: VisitProblem, plan: VisitPlan, instead: Instead | None = None) -> list[str]:
    """What is wrong with a plan, each in words; nothing where it holds. `instead` names who goes to
    a household in a week, the one who leads first, where it is not those it is paired with."""
    who = _who(problem, instead or {})
    return [
        *_route_faults(problem, plan, who),
        *_week_faults(problem, plan),
        *_together_faults(plan, who),
        *_due_faults(problem, plan, who),
        *_price_faults(problem, plan),
    ]


def _who(problem: VisitProblem, instead: Instead) -> dict[tuple[str, int], tuple[str, ...]]:
    return {
        (row.key, week): instead.get((row.key, week), row.helpers)
        for row in problem.households
        for week in range(problem.weeks)
    }


def home_of(row: DueHousehold, day: int) -> int | None:
    """Where a household lives on a day."""
    home, latest = row.places[day // WEEK], -1
    for since, place in row.camps:
        if latest <= since <= day:
            home, latest = place, since
    return home


def _is_closed(problem: VisitProblem, helper: str, day: int, ends: set[int]) -> bool:
    for one in problem.closures:
        if day not in one.days or (one.helpers is not None and helper not in one.helpers):
            continue
        inside = ends & one.these
        outside = ends - one.these if one.those is None else ends & one.those
        if inside and outside and (len(ends) == 1 or inside | outside == ends):
            return True
    return False


def leg_of(
    problem: VisitProblem, start: int, stop: int, helper: str = "", day: int = -1
) -> tuple[float, float]:
    """(km, minutes) of one leg."""
    if _is_closed(problem, helper, day, {start, stop}):
        return 0.0, math.inf
    travel = problem.travel
    if not isinstance(travel, Straight):
        return float(travel.km[start, stop]), float(travel.minutes[start, stop])
    (lat, lon), (to_lat, to_lon) = travel.points[start], travel.points[stop]
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    half = (
        math.sin((to_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    )
    km = round(2 * 6371.0088 * math.asin(math.sqrt(min(1.0, half))) * travel.factor, 2)
    return km, km * 60 / travel.km_an_hour


def _route_faults(problem: VisitProblem, plan: VisitPlan, who: Instead) -> Iterator[str]:
    helpers = {row.key: row for row in problem.helpers}
    seen: set[tuple[str, int]] = set()
    for route in plan.routes:
        where = f"{route.helper}, day {route.day}"
        helper = helpers.get(route.helper)
        if helper is None or not 0 <= route.day < len(helper.shifts):
            yield f"{where}: no such helper or day"
            continue
        if (route.helper, route.day) in seen:
            yield f"{where}: twice on the way"
        seen.add((route.helper, route.day))
        shift = helper.shifts[route.day]
        if shift is None:
            yield f"{where}: does not go that day"
            continue
        if route.minutes > shift.most_minutes + SLACK:
            yield f"{where}: {route.minutes} minutes, at most {shift.most_minutes}"
        if route.stops and (
            route.leaves < shift.from_minute - SLACK or route.returns > shift.to_minute + SLACK
        ):
            yield f"{where}: on the way from {route.leaves} to {route.returns}, outside the day"
        if route.stops and helper.place is None:
            yield f"{where}: leaves from a home that is not known"
        else:
            yield from _stop_faults(problem, route, helper.place or 0, where, who)


def _stop_faults(
    problem: VisitProblem, route: Route, home: int, where: str, who: Instead
) -> Iterator[str]:
    rows = {row.key: row for row in problem.households}
    strange = {*(stop.household for stop in route.stops), *route.calls} - rows.keys()
    if strange:
        yield f"{where}: goes to or calls {sorted(strange)}, of whom the problem does not tell"
        return
    clock, at, km, minutes = route.leaves, home, 0.0, 0.0
    for stop in route.stops:
        row = rows[stop.household]
        place = home_of(row, route.day)
        if place is None:
            yield f"{where}: {stop.household} has no home that day"
            return
        way = leg_of(problem, at, place, route.helper, route.day)
        if not clock + way[1] <= stop.minute + SLACK:
            yield f"{where}: {stop.household} at {stop.minute} cannot be reached"
        if not is_open(row, route.day, stop.minute):
            yield f"{where}: {stop.household} at {stop.minute} is outside its windows"
        if route.helper not in who[row.key, route.day // WEEK]:
            yield f"{where}: {stop.household} is not paired with the helper"
        km, minutes = km + way[0], minutes + way[1] + row.visit_minutes
        clock, at = stop.minute + row.visit_minutes, place
    if route.stops:
        way = leg_of(problem, at, home, route.helper, route.day)
        km, minutes = km + way[0], minutes + way[1]
        if not clock + way[1] <= route.returns + SLACK:
            yield f"{where}: home at {route.returns} cannot be reached"
    minutes += sum(rows[key].call_minutes for key in route.calls)
    if abs(minutes - route.minutes) > SLACK:
        yield f"{where}: {route.minutes} minutes are said, {minutes:.2f} counted"
    if abs(km - route.km) > SLACK:
        yield f"{where}: {route.km} km are said, {km:.2f} counted"


def is_open(row: DueHousehold, day: int, minute: float) -> bool:
    """Whether a visit may begin at a minute."""
    if day in row.closed_days:
        return False
    if day in row.day_windows:
        first, last = row.day_windows[day]
        return first <= minute + SLACK and minute + row.visit_minutes <= last + SLACK
    return not row.windows or any(
        day % WEEK in window.weekdays
        and window.from_minute <= minute + SLACK
        and minute + row.visit_minutes <= window.to_minute + SLACK
        for window in row.windows
    )


def _week_faults(problem: VisitProblem, plan: VisitPlan) -> Iterator[str]:
    spent: dict[tuple[str, int], float] = defaultdict(float)
    for route in plan.routes:
        spent[route.helper, route.day // WEEK] += route.minutes
    limits = {row.key: (row.week_minutes, row.spent) for row in problem.helpers}
    for (helper, week), minutes in spent.items():
        limit, gone = limits.get(helper, (None, {}))
        if limit is not None and minutes > max(0.0, limit - gone.get(week, 0.0)) + SLACK:
            yield f"{helper}, week {week}: {minutes:.2f} minutes, at most {limit}"


def _together_faults(plan: VisitPlan, who: Instead) -> Iterator[str]:
    met: dict[tuple[str, int], list[tuple[str, float]]] = defaultdict(list)
    for route in plan.routes:
        for stop in route.stops:
            met[stop.household, route.day].append((route.helper, stop.minute))
    for (household, day), visits in met.items():
        paired = sorted(who.get((household, day // WEEK), ()))
        if sorted(helper for helper, _minute in visits) != paired:
            yield f"{household}, day {day}: visited by {visits}, paired with {paired}"
        minutes = [minute for _helper, minute in visits]
        if max(minutes) - min(minutes) > SLACK:
            yield f"{household}, day {day}: not at the same time: {visits}"


def _weeks(plan: VisitPlan) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """(weeks of the visits, weeks of the calls) by household."""
    days = {(stop.household, route.day) for route in plan.routes for stop in route.stops}
    visits: dict[str, list[int]] = defaultdict(list)
    for household, day in sorted(days):
        visits[household].append(day // WEEK)
    calls: dict[str, list[int]] = defaultdict(list)
    for route in plan.routes:
        for household in route.calls:
            calls[household].append(route.day // WEEK)
    return visits, calls


def _due_faults(problem: VisitProblem, plan: VisitPlan, who: Instead) -> Iterator[str]:
    visits, calls = _weeks(plan)
    open_visits = Counter(one.household for one in plan.unplanned if one.kind == "visit")
    open_calls = Counter((one.household, one.week) for one in plan.unplanned if one.kind == "call")
    for row in problem.households:
        planned = visits[row.key]
        if len(set(planned)) != len(planned):
            yield f"{row.key}: visited twice in a week: weeks {planned}"
        lacks = [
            len(pattern.weeks) - len(planned)
            for pattern in row.patterns
            if set(planned) <= pattern.weeks
        ]
        if not lacks and (planned or row.patterns):
            yield f"{row.key}: weeks {planned} are of none of its patterns"
        elif lacks and open_visits[row.key] not in lacks:
            yield f"{row.key}: {open_visits[row.key]} visits listed as unplanned, {lacks} are"
        for week in range(problem.weeks):
            due = week in row.call_weeks and week not in planned
            if calls[row.key].count(week) + open_calls[row.key, week] != due:
                yield f"{row.key}, week {week}: calls planned and listed are not those due"
    for route in plan.routes:
        for household in route.calls:
            if who.get((household, route.day // WEEK), ())[:1] != (route.helper,):
                yield f"{household}: called by {route.helper}, who does not lead"


def _price_faults(problem: VisitProblem, plan: VisitPlan) -> Iterator[str]:
    visits, _calls = _weeks(plan)
    weights = problem.weights
    total = sum(route.km for route in plan.routes) * weights.km
    for row in problem.households:
        price, planned = weights.unserved + row.urgency, set(visits[row.key])
        total += min(
            (
                pattern.points + price * len(pattern.weeks - planned)
                for pattern in row.patterns
                if planned <= pattern.weeks
            ),
            default=0.0,
        )
    rows = {row.key: row for row in problem.households}
    met = {(stop.household, route.day) for route in plan.routes for stop in route.stops}
    total += sum(rows[key].day_points.get(day, 0.0) for key, day in met if key in rows)
    total += weights.uncalled * sum(one.kind == "call" for one in plan.unplanned)
    rounded = 1 + len(problem.households) + len(met)  # prices of weeks and of days, to a hundredth
    if abs(total * 100 - plan.objective) > rounded:
        yield f"the plan says it costs {plan.objective / 100}, it costs {total:.2f}"
    if plan.bound is not None and plan.bound > plan.objective:
        yield f"the bound {plan.bound} is above the cost {plan.objective}"
