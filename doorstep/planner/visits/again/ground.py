"""What of the plan that runs still holds after an event, and whose weeks it breaks."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from doorstep.planner.visits.again.running import (
    Promises,
    Running,
    Standing,
    Visit,
    is_reached,
    minutes_by_week,
    timed,
    week_of,
)
from doorstep.planner.visits.problem import DAYS_A_WEEK, DueHousehold, Pattern, VisitProblem
from doorstep.planner.visits.tasks import ANY_MINUTE, NEVER, times_on

FROZEN_DAYS = 2  # today and tomorrow

type Who = tuple[str, ...]  # the one who leads first


class Ground:
    """The weeks from today on, after the event, beside the plan that runs."""

    def __init__(
        self, problem: VisitProblem, running: Running, promises: Promises, today: int
    ) -> None:
        """`today` lies before 0 where the plan begins later: then fewer of its days are near."""
        self.problem = problem
        near, today = today + FROZEN_DAYS, max(0, today)
        self.today = today
        self.rows = {row.key: row for row in problem.households}
        self.helpers = {row.key: row for row in problem.helpers}
        self.routes = tuple(one for one in running.routes if one.day >= today)
        self.unplanned = [
            one for one in running.unplanned if one.week is None or one.week >= week_of(today)
        ]
        self.visits = visits_of(self.routes)
        self.calls = calls_of(self.routes)
        self.parts = {
            (held.household, one.day): (held.from_minute, held.to_minute)
            for one in self.routes
            for held in one.stops
        }
        self.days: dict[str, list[int]] = defaultdict(list)  # of the visits by household
        for household, day in sorted(self.visits):
            self.days[household].append(day)
        self.planned = {key: {week_of(day) for day in own} for key, own in self.days.items()}
        self.timed = timed(problem, [self._without_lost(one) for one in self.routes])
        self.begins = {
            (stop.household, route.day): stop.minute
            for route in self.timed.routes.values()
            for stop in route.stops
        }
        self.frozen = {one for one in self.visits if one[1] < near}
        self.promised = {one for one in self.visits if one in promises.promised}
        self.told = {one for one in self.visits if one in promises.told} | self.promised
        self.instead: dict[tuple[str, int], Who] = {
            (household, week): who
            for (household, week), who in running.instead.items()
            if household in self.rows and week >= week_of(today)
        }

    def _without_lost(self, route: Standing) -> Standing:
        """A route without the visits that cannot be any more; the others keep their minutes."""
        day, week = route.day, week_of(route.day)

        def stands(household: str) -> bool:
            row = self.rows.get(household)
            return (
                row is not None
                and row.place_on(day) is not None
                and times_on(row, day, ANY_MINUTE) != NEVER
                and any(week in one.weeks for one in row.patterns)
            )

        return replace(route, stops=tuple(held for held in route.stops if stands(held.household)))

    def who(self, household: str, week: int) -> Who:
        """Who goes to a household in a week."""
        return self.instead.get((household, week), self.rows[household].helpers)

    def can(self, visit: Visit, who: Who | None = None) -> bool:
        """Whether those who go there can make a visit on its day, were there no other."""
        household, day = visit
        row = self.rows.get(household)
        if row is None or times_on(row, day, ANY_MINUTE) == NEVER:
            return False
        going = self.who(household, week_of(day)) if who is None else who
        # a route that stands may lead there by way of others
        return bool(going) and all(
            (helper in self.visits.get(visit, ()) and (helper, day) in self.timed.routes)
            or self.reaches(helper, row, day)
            for helper in going
        )

    def reaches(self, helper: str, row: DueHousehold, day: int) -> bool:
        return is_reached(self.problem, self.helpers[helper], row.place_on(day), day)

    def holds(self, visit: Visit) -> bool:
        """Whether a visit of the plan stands as it is, by itself."""
        household, day = visit
        if not self.can(visit):
            return False
        return sorted(self.who(household, week_of(day))) == sorted(self.visits[visit])

    def touched(self, concerned: str | None = None) -> set[str]:
        """Helpers whose days do not stand as they are: a route is broken, or a household of theirs
        is due otherwise than it is planned. What the plan left out stays so, but for the household
        that is concerned: for it there may be a way now."""
        found = {helper for helper, _day in self.timed.broken}
        spent = minutes_by_week(self.timed.routes.values())
        for (helper, week), minutes in spent.items():
            row = self.helpers[helper]
            most = np.inf if row.week_minutes is None else row.week_minutes
            if minutes > max(0.0, most - row.spent.get(week, 0.0)) + 0.01:
                found.add(helper)
        listed = Counter(one.household for one in self.unplanned if one.kind == "visit")
        silent = {(one.household, one.week) for one in self.unplanned if one.kind == "call"}
        own: dict[str, set[str]] = defaultdict(set)
        for (household, _day), helpers in self.visits.items():
            own[household] |= set(helpers)
        for (household, _week), (helper, _day) in self.calls.items():
            own[household].add(helper)
        for household in {*self.rows, *own}:
            left_out = 0 if household == concerned else listed[household]
            if not self.is_kept(household, left_out, silent):
                found |= own[household]
                found |= {
                    one
                    for week in range(self.problem.weeks)
                    if household in self.rows
                    for one in self.who(household, week)
                }
        return found & set(self.helpers)

    def is_kept(self, household: str, listed: int, silent: set[tuple[str, int | None]]) -> bool:
        """Whether a household is planned as it is due, but for what the plan left out."""
        row, planned = self.rows.get(household), self.planned.get(household, set())
        if row is None:
            return False
        own = [(household, day) for day in self.days[household]]
        if len(own) != len(planned) or not all(self.holds(visit) for visit in own):
            return False
        fits = [len(one.weeks - planned) for one in row.patterns if planned <= one.weeks]
        if (planned or row.patterns) and (not fits or min(fits) > listed):
            return False
        for week in range(week_of(self.today), self.problem.weeks):
            call = self.calls.get((household, week))
            is_due = week in row.call_weeks and week not in planned
            if call is None:
                if is_due and (household, week) not in silent:
                    return False
            elif not is_due or self.who(household, week)[:1] != call[:1]:
                return False
        return True


def visits_of(routes: Iterable[Standing]) -> dict[Visit, Who]:
    """Who goes to whom on which day."""
    found: dict[Visit, Who] = {}
    for route in routes:
        for held in route.stops:
            visit = (held.household, route.day)
            found[visit] = tuple(sorted({*found.get(visit, ()), route.helper}))
    return found


def calls_of(routes: Iterable[Standing]) -> dict[tuple[str, int], tuple[str, int]]:
    """(household, week) → (who calls, the day)."""
    return {
        (household, week_of(route.day)): (route.helper, route.day)
        for route in routes
        for household in route.calls
    }


def with_missed(problem: VisitProblem, running: Running, today: int, points: float) -> VisitProblem:
    """Visits of this week whose day is past and that are due still weigh more than others."""
    week = week_of(today)
    missed = {
        held.household
        for route in running.routes
        if week * DAYS_A_WEEK <= route.day < today
        for held in route.stops
    }
    return replace(
        problem,
        households=tuple(
            replace(row, urgency=row.urgency + points)
            if row.key in missed and any(week in one.weeks for one in row.patterns)
            else row
            for row in problem.households
        ),
    )


def from_today(
    problem: VisitProblem, running: Running, today: int, done: frozenset[Visit]
) -> VisitProblem:
    """The weeks without what is past: nobody goes on a past day, nothing is due in a past week, nor
    once more what was done; what the past days of this week took is gone from its minutes."""
    first = week_of(today)
    past = [one for one in running.routes if first * DAYS_A_WEEK <= one.day < today]
    gone = minutes_by_week(timed(problem, past).routes.values())
    weeks: dict[str, set[int]] = defaultdict(set)
    for household, day in done:
        weeks[household].add(week_of(day))
    return replace(
        problem,
        households=tuple(_left_of(row, first, weeks[row.key]) for row in problem.households),
        helpers=tuple(
            replace(
                row,
                shifts=tuple(
                    None if day < today else shift for day, shift in enumerate(row.shifts)
                ),
                spent={first: min(gone.get((row.key, first), 0.0), DAYS_A_WEEK * 1440.0)},
            )
            for row in problem.helpers
        ),
    )


def _left_of(row: DueHousehold, first: int, done: set[int]) -> DueHousehold:
    """What is due to a household from a week on, visited as it was in some weeks."""
    most = max((len(done & one.weeks) for one in row.patterns), default=0)
    left: dict[frozenset[int], float] = {}
    for one in row.patterns:
        if len(done & one.weeks) == most:
            weeks = frozenset(week for week in one.weeks - done if week >= first)
            left[weeks] = min(one.points, left.get(weeks, one.points))
    if most and frozenset() in left:  # one of its ways is gone to its end
        left = {}
    return replace(
        row,
        patterns=tuple(Pattern(weeks, points) for weeks, points in left.items() if weeks),
        call_weeks=frozenset(week for week in row.call_weeks - done if week >= first),
    )
