"""Problems that contradict themselves: refused, with the place that is wrong."""

import math
from collections.abc import Iterable

from doorstep.planner.faults import (
    PlannerError,
    check_keys,
    helper_named,
    household_named,
    not_between,
)
from doorstep.planner.visits.legs import check_travel, count_of
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    DueHousehold,
    GoingHelper,
    VisitProblem,
)
from doorstep.planner.words import Said, said

MOST_WEEKS = 8
MOST_TOGETHER = 3
DAY_MINUTES = 24 * 60
MOST_POINTS = 1_000_000
MOST_OF_A_KM = 1_000  # points; whole hundredths of a route would not be exact beyond


def check_visits(problem: VisitProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    if not 1 <= problem.weeks <= MOST_WEEKS:
        text = said("weeks are %(weeks)s, not 1 to %(most)s", weeks=problem.weeks, most=MOST_WEEKS)
        raise PlannerError(said("plan"), text)
    weights = said("weights")
    _check_number(weights, said("km"), problem.weights.km, MOST_OF_A_KM)
    _check_number(weights, said("unserved"), problem.weights.unserved, MOST_POINTS)
    _check_number(weights, said("uncalled"), problem.weights.uncalled, MOST_POINTS)
    check_travel(problem.travel)
    check_keys(household_named, [row.key for row in problem.households])
    check_keys(helper_named, [row.key for row in problem.helpers])
    places, helpers = count_of(problem.travel), {row.key for row in problem.helpers}
    for closure in problem.closures:
        for place in sorted(closure.these | (closure.those or frozenset())):
            _check_place(said("closed way"), place, places)
    for helper in problem.helpers:
        _check_helper(problem, helper, places)
    for household in problem.households:
        _check_household(problem, household, helpers, places)


def _check_helper(problem: VisitProblem, helper: GoingHelper, places: int) -> None:
    where = helper_named(helper.key)
    _check_place(where, helper.place, places)
    days = problem.weeks * DAYS_A_WEEK
    if len(helper.shifts) != days:
        count = len(helper.shifts)
        text = said("%(count)s shifts, the plan has %(days)s days", count=count, days=days)
        raise PlannerError(where, text)
    if helper.week_minutes is not None:
        _check_number(where, said("week_minutes"), helper.week_minutes, DAYS_A_WEEK * DAY_MINUTES)
    for minutes in helper.spent.values():
        _check_number(where, said("spent"), minutes, DAYS_A_WEEK * DAY_MINUTES)
    for shift in helper.shifts:
        if shift is not None:
            _check_span(where, shift.from_minute, shift.to_minute)
            _check_number(where, said("most_minutes"), shift.most_minutes, DAY_MINUTES)


def _check_household(
    problem: VisitProblem, household: DueHousehold, helpers: set[str], places: int
) -> None:
    where = household_named(household.key)
    for key in household.helpers:
        if key not in helpers:
            text = said("%(helper)s is paired with it, who is no helper here", helper=key)
            raise PlannerError(where, text)

    def paired(key: str) -> Said:
        return said("%(where)s: helper %(helper)s", where=where, helper=key)

    check_keys(paired, household.helpers)
    if (count := len(household.helpers)) > MOST_TOGETHER:
        text = said("%(count)s helpers, at most %(most)s", count=count, most=MOST_TOGETHER)
        raise PlannerError(where, text)
    if (count := len(household.places)) != problem.weeks:
        text = said(
            "%(count)s places, the plan has %(weeks)s weeks", count=count, weeks=problem.weeks
        )
        raise PlannerError(where, text)
    for place in household.places:
        _check_place(where, place, places)
    _check_number(where, said("visit_minutes"), household.visit_minutes, DAY_MINUTES)
    _check_number(where, said("call_minutes"), household.call_minutes, DAY_MINUTES)
    if household.usual_weekday is not None:
        _check_number(where, said("usual_weekday"), household.usual_weekday, DAYS_A_WEEK - 1)
    _check_number(where, said("urgency"), household.urgency, MOST_POINTS)
    for window in household.windows:
        _check_span(where, window.from_minute, window.to_minute)
    for start, stop in household.day_windows.values():
        _check_span(where, start, stop)
    for points in household.day_points.values():
        _check_number(where, said("a day's points"), points, MOST_POINTS)
    for _day, place in household.camps:
        _check_place(where, place, places)
    _check_weeks(where, said("call_weeks"), household.call_weeks, problem.weeks)
    for pattern in household.patterns:
        _check_weeks(where, said("a pattern"), pattern.weeks, problem.weeks)
        _check_number(where, said("a pattern's points"), pattern.points, MOST_POINTS)


def _check_weeks(where: Said, name: Said, chosen: Iterable[int], weeks: int) -> None:
    wrong = sorted(week for week in chosen if not 0 <= week < weeks)
    if wrong:
        text = said(
            "%(name)s names week %(week)s, the plan has %(weeks)s",
            name=name, week=wrong[0], weeks=weeks,
        )  # fmt: skip
        raise PlannerError(where, text)


def _check_place(where: Said, place: int | None, places: int) -> None:
    if place is not None and not 0 <= place < places:
        text = said(
            "place %(place)s is not among the %(places)s of the travel", place=place, places=places
        )
        raise PlannerError(where, text)


def _check_span(where: Said, start: float, stop: float) -> None:
    if not 0 <= start <= stop <= DAY_MINUTES:
        text = said("minutes %(start)s to %(stop)s are no part of a day", start=start, stop=stop)
        raise PlannerError(where, text)


def _check_number(where: Said, name: Said, value: float, most: float) -> None:
    if not (math.isfinite(value) and 0 <= value <= most):
        raise PlannerError(where, not_between(name, value, 0, most))
