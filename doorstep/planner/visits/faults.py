"""Problems that contradict themselves: refused, with the place that is wrong."""

import math
from collections.abc import Iterable

from doorstep.planner.faults import PlannerError, check_keys
from doorstep.planner.visits.legs import check_travel, count_of
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    DueHousehold,
    GoingHelper,
    VisitProblem,
)

MOST_WEEKS = 8
MOST_TOGETHER = 3
DAY_MINUTES = 24 * 60
MOST_POINTS = 1_000_000
MOST_OF_A_KM = 1_000  # points; whole hundredths of a route would not be exact beyond


def check_visits(problem: VisitProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    if not 1 <= problem.weeks <= MOST_WEEKS:
        raise PlannerError("plan", f"weeks are {problem.weeks}, not 1 to {MOST_WEEKS}")
    _check_number("weights", "km", problem.weights.km, MOST_OF_A_KM)
    for name in ("unserved", "uncalled"):
        _check_number("weights", name, getattr(problem.weights, name), MOST_POINTS)
    check_travel(problem.travel)
    check_keys("household", [row.key for row in problem.households])
    check_keys("helper", [row.key for row in problem.helpers])
    places, helpers = count_of(problem.travel), {row.key for row in problem.helpers}
    for closure in problem.closures:
        for place in sorted(closure.these | (closure.those or frozenset())):
            _check_place("closed way", place, places)
    for helper in problem.helpers:
        _check_helper(problem, helper, places)
    for household in problem.households:
        _check_household(problem, household, helpers, places)


def _check_helper(problem: VisitProblem, helper: GoingHelper, places: int) -> None:
    where = f"helper {helper.key}"
    _check_place(where, helper.place, places)
    days = problem.weeks * DAYS_A_WEEK
    if len(helper.shifts) != days:
        raise PlannerError(where, f"{len(helper.shifts)} shifts, the plan has {days} days")
    if helper.week_minutes is not None:
        _check_number(where, "week_minutes", helper.week_minutes, DAYS_A_WEEK * DAY_MINUTES)
    for minutes in helper.spent.values():
        _check_number(where, "spent", minutes, DAYS_A_WEEK * DAY_MINUTES)
    for shift in helper.shifts:
        if shift is not None:
            _check_span(where, shift.from_minute, shift.to_minute)
            _check_number(where, "most_minutes", shift.most_minutes, DAY_MINUTES)


def _check_household(
    problem: VisitProblem, household: DueHousehold, helpers: set[str], places: int
) -> None:
    where = f"household {household.key}"
    for key in household.helpers:
        if key not in helpers:
            raise PlannerError(where, f"{key} is paired with it, who is no helper here")
    check_keys(f"{where}: helper", household.helpers)
    if len(household.helpers) > MOST_TOGETHER:
        raise PlannerError(where, f"{len(household.helpers)} helpers, at most {MOST_TOGETHER}")
    if len(household.places) != problem.weeks:
        raise PlannerError(
            where, f"{len(household.places)} places, the plan has {problem.weeks} weeks"
        )
    for place in household.places:
        _check_place(where, place, places)
    _check_number(where, "visit_minutes", household.visit_minutes, DAY_MINUTES)
    _check_number(where, "call_minutes", household.call_minutes, DAY_MINUTES)
    _check_number(where, "urgency", household.urgency, MOST_POINTS)
    for window in household.windows:
        _check_span(where, window.from_minute, window.to_minute)
    for start, stop in household.day_windows.values():
        _check_span(where, start, stop)
    for points in household.day_points.values():
        _check_number(where, "a day's points", points, MOST_POINTS)
    for _day, place in household.camps:
        _check_place(where, place, places)
    _check_weeks(where, "call_weeks", household.call_weeks, problem.weeks)
    for pattern in household.patterns:
        _check_weeks(where, "a pattern", pattern.weeks, problem.weeks)
        _check_number(where, "a pattern's points", pattern.points, MOST_POINTS)


def _check_weeks(where: str, name: str, chosen: Iterable[int], weeks: int) -> None:
    wrong = sorted(week for week in chosen if not 0 <= week < weeks)
    if wrong:
        raise PlannerError(where, f"{name} names week {wrong[0]}, the plan has {weeks}")


def _check_place(where: str, place: int | None, places: int) -> None:
    if place is not None and not 0 <= place < places:
        raise PlannerError(where, f"place {place} is not among the {places} of the travel")


def _check_span(where: str, start: float, stop: float) -> None:
    if not 0 <= start <= stop <= DAY_MINUTES:
        raise PlannerError(where, f"minutes {start} to {stop} are no part of a day")


def _check_number(where: str, name: str, value: float, most: float) -> None:
    if not (math.isfinite(value) and 0 <= value <= most):
        raise PlannerError(where, f"{name} is {value}, not 0 to {most}")
