"""What may happen while a plan runs, and the weeks as they stand after it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from doorstep.planner.faults import PlannerError
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    Closure,
    DueHousehold,
    Pattern,
    VisitProblem,
)
from doorstep.planner.words import Said, said

URGENT = 500.0  # points on top, where an urgent visit is not planned


@dataclass(frozen=True, slots=True)
class HelperAway:
    """A helper goes nowhere from a day on."""

    helper: str
    from_day: int
    to_day: int | None = None  # the first day back; None: for good, and the pairs end


@dataclass(frozen=True, slots=True)
class RoadClosed:
    """Nobody, or some helpers alone, get to some households on some days."""

    from_day: int
    to_day: int  # the first day on which it is open again
    households: frozenset[str]
    others: frozenset[str] | None = None  # the way between both is closed; None: from anywhere
    helpers: frozenset[str] | None = None  # whom it stops; None: everybody
    inside: frozenset[str] = frozenset()  # helpers who live on the households' side


@dataclass(frozen=True, slots=True)
class CampMoved:
    """A household lives at another place from a day on; None: nobody knows where."""

    household: str
    from_day: int
    place: int | None


@dataclass(frozen=True, slots=True)
class HouseholdAdded:
    """A household that the problem has and the plan does not; where it is not paired, it is."""

    household: str


@dataclass(frozen=True, slots=True)
class UrgentNeed:
    """Somebody has to go to a household on one of these days of one week."""

    household: str
    days: tuple[int, ...]


type Event = HelperAway | RoadClosed | CampMoved | HouseholdAdded | UrgentNeed


def concerned_by(event: Event) -> str | None:
    """The one household that an event is about; None for events of helpers and roads."""
    match event:
        case CampMoved(household) | HouseholdAdded(household) | UrgentNeed(household):
            return household
    return None


def check_event(problem: VisitProblem, event: Event, today: int) -> None:
    """PlannerError where an event names what is not there, or days that are not to come."""
    helpers = {row.key for row in problem.helpers}
    households = {row.key for row in problem.households}
    match event:
        case HelperAway(helper, from_day, to_day):
            _check_known(_no_helper, [helper], helpers)
            _check_days(problem, today, from_day, to_day)
        case RoadClosed(from_day, to_day, some, others, stopped, inside):
            _check_known(_no_household, some | (others or frozenset()), households)
            _check_known(_no_helper, (stopped or frozenset()) | inside, helpers)
            _check_days(problem, today, from_day, to_day)
        case CampMoved(household, from_day, _place):
            _check_known(_no_household, [household], households)
            _check_days(problem, today, from_day, None)
        case HouseholdAdded(household):
            _check_known(_no_household, [household], households)
        case UrgentNeed(household, days):
            _check_known(_no_household, [household], households)
            if len({day // DAYS_A_WEEK for day in days}) != 1:
                text = said("days %(days)s are not of one week", days=str(days))
                raise PlannerError(said("event"), text)
            for day in days:
                _check_days(problem, today, day, None)


def _no_helper(key: str) -> Said:
    return said("there is no helper %(helper)s", helper=key)


def _no_household(key: str) -> Said:
    return said("there is no household %(household)s", household=key)


def _check_known(missing: Callable[[str], Said], keys: Iterable[str], known: set[str]) -> None:
    for key in sorted(keys):
        if key not in known:
            raise PlannerError(said("event"), missing(key))


def _check_days(problem: VisitProblem, today: int, first: int, after: int | None) -> None:
    last = problem.weeks * DAYS_A_WEEK - 1
    if not today <= first <= last:
        text = said(
            "day %(day)s is not between today, %(today)s, and %(last)s",
            day=first, today=today, last=last,
        )  # fmt: skip
        raise PlannerError(said("event"), text)
    if after is not None and after <= first:
        text = said(
            "it is over on day %(after)s, before it begins on %(day)s", after=after, day=first
        )
        raise PlannerError(said("event"), text)


def apply_event(problem: VisitProblem, event: Event) -> VisitProblem:
    """The weeks as they stand after the event; who goes to whom instead is not settled yet."""
    match event:
        case HelperAway(helper, from_day, to_day):
            return _without(problem, helper, from_day, to_day)
        case RoadClosed():
            return replace(problem, closures=(*problem.closures, _closure(problem, event)))
        case CampMoved(household, from_day, place):
            camp = (from_day, place)
            return _changed(problem, household, lambda row: replace(row, camps=(*row.camps, camp)))
        case HouseholdAdded():
            return problem
        case UrgentNeed(household, days):
            return _changed(problem, household, lambda row: _urgent(row, days))


def _changed(
    problem: VisitProblem, key: str, change: Callable[[DueHousehold], DueHousehold]
) -> VisitProblem:
    rows = (change(row) if row.key == key else row for row in problem.households)
    return replace(problem, households=tuple(rows))


def _without(problem: VisitProblem, key: str, first: int, after: int | None) -> VisitProblem:
    away = range(first, len(problem.helpers[0].shifts) if after is None else after)
    return replace(
        problem,
        helpers=tuple(
            replace(
                row,
                shifts=tuple(
                    None if day in away else shift for day, shift in enumerate(row.shifts)
                ),
            )
            if row.key == key
            else row
            for row in problem.helpers
        ),
    )


def _closure(problem: VisitProblem, event: RoadClosed) -> Closure:
    days = range(event.from_day, min(event.to_day, problem.weeks * DAYS_A_WEEK))
    homes = {row.key: row.place for row in problem.helpers}
    inside = {homes[key] for key in event.inside}
    these = _places(problem, event.households, days) | {one for one in inside if one is not None}
    those = None if event.others is None else _places(problem, event.others, days) - these
    return Closure(frozenset(days), frozenset(these), those, event.helpers)


def _places(problem: VisitProblem, keys: frozenset[str], days: range) -> frozenset[int]:
    found = {row.place_on(day) for row in problem.households if row.key in keys for day in days}
    return frozenset(place for place in found if place is not None)


def _urgent(row: DueHousehold, days: tuple[int, ...]) -> DueHousehold:
    """Due in that week at any rate, on those days alone."""
    week = days[0] // DAYS_A_WEEK
    with_week = tuple(one for one in row.patterns if week in one.weeks)
    added = tuple(replace(one, weeks=one.weeks | {week}) for one in row.patterns)
    others = set(range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)) - set(days)
    return replace(
        row,
        patterns=with_week or added or (Pattern(frozenset({week})),),
        closed_days=(row.closed_days | others) - set(days),
        urgency=row.urgency + URGENT,
    )
