"""The plan that runs, as it is remembered: days, orders and parts of the day, no minutes.

Minutes are found again: with every order kept, the earliest that hold for all who meet.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.grid import GRID
from doorstep.planner.visits.problem import DAYS_A_WEEK, DueHousehold, GoingHelper, VisitProblem
from doorstep.planner.visits.result import Route, Stop, Unplanned, VisitPlan
from doorstep.planner.visits.routes import SLACK
from doorstep.planner.visits.tasks import ANY_MINUTE, legs_on, times_on

WHOLE_DAY = (0.0, 24 * 60.0)
PARTS = ((0.0, 12 * 60.0), (12 * 60.0, 18 * 60.0), (18 * 60.0, 24 * 60.0))

type Visit = tuple[str, int]  # household, day


@dataclass(frozen=True, slots=True)
class Held:
    """A visit of the plan that runs, and between which minutes of the day it was to begin."""

    household: str
    from_minute: float = WHOLE_DAY[0]
    to_minute: float = WHOLE_DAY[1]  # not inside


@dataclass(frozen=True, slots=True)
class Standing:
    """A helper's day in the plan that runs, in the order of the way."""

    helper: str
    day: int
    stops: tuple[Held, ...]
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """The plan that runs: its routes, what it left out, and who goes in which week in the place of
    those who are paired, since an earlier event."""

    routes: tuple[Standing, ...]
    unplanned: tuple[Unplanned, ...] = ()
    instead: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promises:
    """What households count on: a promised visit stays unless that is impossible; one that was
    told is moved at a higher price."""

    promised: frozenset[Visit] = frozenset()
    told: frozenset[Visit] = frozenset()


class Timed(NamedTuple):
    """Routes with minutes, and those that do not hold any more."""

    routes: dict[tuple[str, int], Route]
    broken: set[tuple[str, int]]


def running_of(plan: VisitPlan) -> Running:
    """A plan as it is remembered."""
    return Running(
        tuple(
            Standing(
                route.helper,
                route.day,
                tuple(Held(stop.household, *_part(stop.minute)) for stop in route.stops),
                route.calls,
            )
            for route in plan.routes
        ),
        plan.unplanned,
    )


def _part(minute: float) -> tuple[float, float]:
    return next(part for part in PARTS if minute < part[1] or part is PARTS[-1])


class Course:
    """A helper's day in a fixed order."""

    def __init__(
        self,
        problem: VisitProblem,
        rows: Mapping[str, DueHousehold],
        helper: GoingHelper,
        route: Standing,
    ) -> None:
        self.route = route
        self._shift = helper.shifts[route.day] if helper.place is not None else None
        known = [rows.get(held.household) for held in route.stops]
        self.rows = [row for row in known if row is not None]
        self.calls = sum(rows[key].call_minutes for key in route.calls if key in rows)
        self.is_whole = (
            len(self.rows) == len(known)
            and (self._shift is not None or not (route.stops or route.calls))
            and all(row.place_on(route.day) is not None for row in self.rows)
        )
        if not self.is_whole:
            return
        spots = [row.place_on(route.day) for row in self.rows]
        self._cost, self._minutes = legs_on(problem, helper, spots, route.day)
        self._nodes = [len(spots), *range(len(spots)), len(spots) + 1]
        self._open = [self._times(at) for at in range(len(spots))]

    def _times(self, at: int) -> list[tuple[float, float]]:
        """(earliest, latest) beginnings of a visit."""
        held, row = self.route.stops[at], self.rows[at]
        found = []
        for opens, closes in times_on(row, self.route.day, ANY_MINUTE):
            first = max(opens, held.from_minute)
            last = min(closes - row.visit_minutes, held.to_minute - 0.01)
            if first <= last + SLACK:
                found.append((first, last))
        return found

    def ways(self) -> list[float]:
        """Minutes of every leg, the way home last."""
        if not self.rows:
            return []
        return [
            float(self._minutes[leg]) for leg in zip(self._nodes, self._nodes[1:], strict=False)
        ]

    def begins(self, least: Mapping[Visit, float], met: Set[Visit]) -> list[float] | None:
        """When each visit begins at the earliest, none before what `least` says; None: never."""
        if not self.is_whole or self._shift is None:
            return None if self.route.stops or self.route.calls else []
        clock, found = float(self._shift.from_minute), []
        ways = self.ways()
        for at, row in enumerate(self.rows):
            visit = (row.key, self.route.day)
            clock = max(clock + ways[at], least.get(visit, 0.0))
            step = GRID if visit in met else 0
            later = [
                begin
                for first, last in self._open[at]
                if (begin := _on_grid(max(clock, first), step)) <= last + SLACK
            ]
            if not later:
                return None
            clock = min(later)
            found.append(clock)
            clock += row.visit_minutes
        home = clock + (ways[-1] if ways else 0.0)
        most = min(self._shift.most_minutes, self._shift.to_minute - self._shift.from_minute)
        if home > self._shift.to_minute + SLACK or self.minutes() > most + SLACK:
            return None
        return found

    def minutes(self) -> float:
        """The way, visits and calls."""
        return sum(self.ways()) + sum(row.visit_minutes for row in self.rows) + self.calls

    def timed(self, begins: Sequence[float], price: float) -> Route:
        """The route with its minutes."""
        ways, route = self.ways(), self.route
        legs = list(zip(self._nodes, self._nodes[1:], strict=False)) if self.rows else []
        cost = int(sum(int(self._cost[leg]) for leg in legs))
        start = float(self._shift.from_minute) if self._shift else 0.0
        last = begins[-1] + self.rows[-1].visit_minutes + ways[-1] if self.rows else start
        return Route(
            route.helper,
            route.day,
            tuple(
                Stop(row.key, round(begin, 2)) for row, begin in zip(self.rows, begins, strict=True)
            ),
            tuple(sorted(route.calls)),
            cost / (100 * (price or 1.0)),
            round(self.minutes(), 2),
            round(begins[0] - ways[0] if self.rows else start, 2),
            round(last, 2),
        )


def _on_grid(minute: float, step: int) -> float:
    """The next minute of a grid; 0: any minute."""
    is_plain = not step or not np.isfinite(minute)
    return minute if is_plain else float(step * -int(-(minute - SLACK) // step))


def timed(problem: VisitProblem, routes: Iterable[Standing]) -> Timed:
    """The routes with the earliest minutes at which all who meet are there; who cannot keep the
    own route is broken, and those they were to meet wait for nobody."""
    helpers = {row.key: row for row in problem.helpers}
    rows = {row.key: row for row in problem.households}
    courses = {
        (one.helper, one.day): Course(problem, rows, helpers[one.helper], one)
        for one in routes
        if one.helper in helpers
    }
    broken = {(one.helper, one.day) for one in routes if one.helper not in helpers}
    while True:
        begins, failed = _earliest(courses)
        if not failed:
            break
        broken |= failed
        courses = {key: one for key, one in courses.items() if key not in failed}
    price = problem.weights.km
    return Timed({key: one.timed(begins[key], price) for key, one in courses.items()}, broken)


def _earliest(
    courses: dict[tuple[str, int], Course],
) -> tuple[dict[tuple[str, int], list[float]], set[tuple[str, int]]]:
    """(beginnings by route, routes for which there are none)."""
    met: dict[Visit, list[tuple[str, int]]] = {}
    for key, course in courses.items():
        for row in course.rows:
            met.setdefault((row.key, key[1]), []).append(key)
    shared = {visit for visit, own in met.items() if len(own) > 1}
    least: dict[Visit, float] = {}
    found: dict[tuple[str, int], list[float]] = {}
    failed: set[tuple[str, int]] = set()
    waiting = dict.fromkeys(courses)
    while waiting:
        key = next(iter(waiting))
        del waiting[key]
        begins = courses[key].begins(least, shared)
        if begins is None:
            failed.add(key)
            continue
        found[key] = begins
        for row, begin in zip(courses[key].rows, begins, strict=True):
            visit = (row.key, key[1])
            if len(met[visit]) > 1 and begin > least.get(visit, 0.0) + SLACK:
                least[visit] = begin
                waiting |= dict.fromkeys(one for one in met[visit] if one not in failed)
    return found, failed


def week_of(day: int) -> int:
    return day // DAYS_A_WEEK


def minutes_by_week(routes: Iterable[Route]) -> dict[tuple[str, int], float]:
    """Minutes of each helper's routes by week."""
    found: dict[tuple[str, int], float] = {}
    for route in routes:
        key = (route.helper, week_of(route.day))
        found[key] = found.get(key, 0.0) + route.minutes
    return found


def is_reached(problem: VisitProblem, helper: GoingHelper, place: int | None, day: int) -> bool:
    """Whether a helper gets from home to a place and back on a day, however long that takes."""
    if helper.place is None or place is None or helper.shifts[day] is None:
        return False
    _cost, minutes = legs_on(problem, helper, [place], day)
    return bool(np.isfinite(minutes[1, 0]) and np.isfinite(minutes[0, 2]))
