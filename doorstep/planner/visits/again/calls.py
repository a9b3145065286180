"""Calls of a helper who is planned again: on the day they had, where that has room still."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.planner.visits.result import Route
from doorstep.planner.visits.routes import SLACK


def calls_as_before(ground: Ground, routes: Sequence[Route]) -> list[Route]:
    """The same calls, each on the day it had where that day has room."""
    by_week: dict[tuple[str, int], list[Route]] = defaultdict(list)
    for route in routes:
        by_week[route.helper, week_of(route.day)].append(route)
    found: list[Route] = []
    for (helper, week), own in by_week.items():
        found += _week_as_before(ground, helper, week, own) or own
    return found


def _week_as_before(
    ground: Ground, helper: str, week: int, routes: Sequence[Route]
) -> list[Route] | None:
    """A week's calls on their days; None where they do not all find room so."""
    first, minutes = week * DAYS_A_WEEK, ground.rows
    shifts = ground.helpers[helper].shifts
    work: dict[int, float] = {}
    for day in range(first, first + DAYS_A_WEEK):
        shift = shifts[day]
        if shift is not None:
            work[day] = min(shift.most_minutes, shift.to_minute - shift.from_minute)
    by_day = {route.day: route for route in routes}
    for day, route in by_day.items():
        work[day] -= route.minutes - sum(minutes[key].call_minutes for key in route.calls)
    calls: dict[int, list[str]] = defaultdict(list)
    due = [key for route in routes for key in route.calls]
    due.sort(key=lambda key: (ground.calls.get((key, week), ("",))[0] != helper,
                              -minutes[key].call_minutes, key))  # fmt: skip
    for key in due:
        was, on = ground.calls.get((key, week), ("", -1))
        need = minutes[key].call_minutes - SLACK
        if was != helper or work.get(on, -1.0) < need:
            on = max(work, key=lambda day: (work[day], -day))
        if work[on] < need:
            return None
        work[on] -= minutes[key].call_minutes
        calls[on].append(key)
    return [
        _with_calls(ground, helper, day, by_day.get(day), calls[day])
        for day in sorted({*by_day, *calls})
        if calls[day] or (day in by_day and by_day[day].stops)
    ]


def _with_calls(
    ground: Ground, helper: str, day: int, route: Route | None, calls: Sequence[str]
) -> Route:
    shift = ground.helpers[helper].shifts[day]
    start = 0.0 if shift is None else float(shift.from_minute)
    route = route or Route(helper, day, (), (), 0.0, 0.0, start, start)
    minutes = route.minutes - sum(ground.rows[key].call_minutes for key in route.calls)
    minutes += sum(ground.rows[key].call_minutes for key in calls)
    return replace(route, calls=tuple(sorted(calls)), minutes=round(minutes, 2))
