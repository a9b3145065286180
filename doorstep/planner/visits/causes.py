"""What stays unplanned, and why: the first cause in an order that begins with what anybody can
mend."""

from collections import defaultdict
from collections.abc import Sequence, Set

import numpy as np

from doorstep.planner.visits.helper import HelperTask
from doorstep.planner.visits.problem import DAYS_A_WEEK, DueHousehold, VisitProblem
from doorstep.planner.visits.result import Cause, Route, Unplanned
from doorstep.planner.visits.routes import SLACK, visit_end
from doorstep.planner.visits.tasks import hundredths


def unplanned_of(
    problem: VisitProblem,
    tasks: Sequence[HelperTask],
    routes: Sequence[Route],
    stopped: Set[str],
    left_out: Set[int],
) -> tuple[list[Unplanned], int]:
    """(what is due and in no route, the price of what belongs to no helper's plan); `stopped` are
    helpers nobody came to plan, `left_out` households beyond what helpers are planned for."""
    planned: dict[str, set[int]] = defaultdict(set)
    called: dict[str, set[int]] = defaultdict(set)
    for route in routes:
        for stop in route.stops:
            planned[stop.household].add(route.day // DAYS_A_WEEK)
        for key in route.calls:
            called[key].add(route.day // DAYS_A_WEEK)
    by_helper = {task.key: task for task in tasks}
    found: list[Unplanned] = []
    lost = 0
    for row, household in enumerate(problem.households):
        own = [by_helper[key] for key in household.helpers]
        is_planned = bool(own) and row not in left_out
        missing = _missing(household, planned[household.key])
        if missing and not is_planned:
            price = hundredths(problem.weights.unserved + household.urgency)
            lost += min(
                hundredths(one.points) + price * len(one.weeks) for one in household.patterns
            )
        for weeks in missing:
            week = min(weeks) if len(weeks) == 1 else None
            cause = _cause(problem, row, own, weeks, stopped)
            found.append(Unplanned(household.key, "visit", week, cause))
        silent = household.call_weeks - planned[household.key] - called[household.key]
        if silent and not is_planned:
            lost += len(silent) * hundredths(problem.weights.uncalled)
        for week in sorted(silent):
            cause = _uncalled(problem, own, week, stopped)
            found.append(Unplanned(household.key, "call", week, cause))
    return sorted(found, key=lambda one: (one.household, one.kind, one.week or 0)), lost


def _nobody(problem: VisitProblem) -> Cause:
    return "no_pair" if problem.helpers else "no_helper"


def _uncalled(
    problem: VisitProblem, own: Sequence[HelperTask], week: int, stopped: Set[str]
) -> Cause:
    """A call asks for the one who leads alone, and for nobody's home."""
    if not own:
        return _nobody(problem)
    leads = own[0]
    if all(leads.days[day] < 0 for day in _days_of(week)):
        return "no_days"
    if leads.week_limits[week] <= 0:
        return "no_hours"
    return "stopped" if leads.key in stopped else "full"


def _absent(problem: VisitProblem, own: Sequence[HelperTask]) -> Cause | None:
    """Somebody who goes on no day of the plan, or whose home is not known. Who has left comes
    first: a home would mend nothing."""
    keys = {task.key for task in own}
    helpers = [helper for helper in problem.helpers if helper.key in keys]
    if any(all(shift is None for shift in helper.shifts) for helper in helpers):
        return "no_days"
    return "helper_without_home" if any(helper.place is None for helper in helpers) else None


def _days_of(week: int) -> range:
    return range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)


def _missing(household: DueHousehold, planned: set[int]) -> list[frozenset[int]]:
    """For every visit that is not planned the weeks in which it could have been."""
    fitting = [pattern for pattern in household.patterns if planned <= pattern.weeks]
    if not fitting:
        return []
    nearest = min(fitting, key=lambda one: (len(one.weeks - planned), one.points))
    missing = nearest.weeks - planned
    if all(len(pattern.weeks) == 1 for pattern in household.patterns) and missing:
        return [frozenset().union(*(pattern.weeks for pattern in household.patterns))]
    return [frozenset({week}) for week in sorted(missing)]


def _cause(
    problem: VisitProblem,
    row: int,
    own: Sequence[HelperTask],
    weeks: frozenset[int],
    stopped: Set[str],
) -> Cause:
    household = problem.households[row]
    if not own:
        return _nobody(problem)
    if any(row not in task.households for task in own):
        return "full"
    with_home = [
        week for week in weeks if any(household.place_on(day) is not None for day in _days_of(week))
    ]
    if not with_home:
        return "no_home"
    if cause := _absent(problem, own):
        return cause
    days = [
        day
        for week in with_home
        for day in _days_of(week)
        if all(task.days[day] >= 0 for task in own)
    ]
    if not days:
        return "no_days"
    if any(all(task.week_limits[week] <= 0 for week in with_home) for task in own):
        return "no_hours"
    for cause, is_open in (("no_way", _has_way), ("window", _has_window), ("too_long", _fits)):
        days = [day for day in days if all(is_open(task, row, day) for task in own)]
        if not days:
            return cause  # type: ignore[return-value]
    if any(task.key in stopped for task in own):
        return "stopped"
    if any(_price(task, row, days) > task.absent[task.households.index(row)] for task in own):
        return "price"
    return "not_together" if len(own) > 1 else "full"


def _legs(task: HelperTask, row: int, day: int) -> tuple[float, float]:
    """Minutes there and back."""
    kind, place = task.kinds[task.days[day]], task.households.index(row)
    home = len(task.households)
    return float(kind.minutes[home, place]), float(kind.minutes[place, home + 1])


def _has_way(task: HelperTask, row: int, day: int) -> bool:
    return bool(np.isfinite(_legs(task, row, day)).all())


def _has_window(task: HelperTask, row: int, day: int) -> bool:
    kind, place = task.kinds[task.days[day]], task.households.index(row)
    return bool(np.isfinite(kind.opens[place]).any())


def _fits(task: HelperTask, row: int, day: int) -> bool:
    """Whether the household alone can be visited on a day."""
    kind, place = task.kinds[task.days[day]], task.households.index(row)
    there, back = _legs(task, row, day)
    service = float(kind.service[place])
    most = min(kind.most, task.week_limits[day // DAYS_A_WEEK]) + SLACK
    end = visit_end(kind, place, kind.start + there)
    return there + service + back <= most and end + back <= kind.end + SLACK


def _price(task: HelperTask, row: int, days: Sequence[int]) -> int:
    """What a visit costs on its own way, at least."""
    place, home = task.households.index(row), len(task.households)
    kinds = [task.kinds[task.days[day]] for day in days]
    return min(int(kind.cost[home, place] + kind.cost[place, home + 1]) for kind in kinds)
