"""Holds a plan that was changed against the one that ran, counting everything anew; the search is
not asked.

Beside what every plan is held to: the event is heeded, nobody goes anywhere without being paired or
standing in, what is promised stays unless that is impossible, and the changes are all there are.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from doorstep.planner.visits.again.events import Event, HelperAway, UrgentNeed
from doorstep.planner.visits.again.result import Change, Replan
from doorstep.planner.visits.again.running import Promises, Running
from doorstep.planner.visits.check import check_plan, home_of, is_open, leg_of
from doorstep.planner.visits.problem import DueHousehold, GoingHelper, VisitProblem

WEEK = 7
FROZEN = 2  # days
MOST_STOPS = 6  # of a day, whose orders are all tried
SLACK = 0.05

type Visits = dict[tuple[str, int], list[str]]  # (household, day) → helpers


def check_replan(
    problem: VisitProblem,
    running: Running,
    event: Event,
    answer: Replan,
    today: int,
    promises: Promises,
) -> list[str]:
    """What is wrong with an answer, each in words; nothing where it holds. `problem` states the
    weeks after the event, without what is past or done."""
    instead = {(one.household, one.week): one.helpers for one in answer.instead}
    return [
        *check_plan(problem, answer.plan, instead),
        *_event_faults(event, answer, today),
        *_who_faults(problem, answer),
        *_change_faults(running, answer, today),
        *_promise_faults(problem, running, answer, today, promises),
    ]


def _event_faults(event: Event, answer: Replan, today: int) -> Iterator[str]:
    for route in answer.plan.routes:
        if route.day < today:
            yield f"{route.helper}: a route on day {route.day}, which is past"
        if isinstance(event, HelperAway) and route.helper == event.helper:
            after = route.day + 1 if event.to_day is None else event.to_day
            if event.from_day <= route.day < after:
                yield f"{route.helper}: away on day {route.day}, and on the way"
    if isinstance(event, UrgentNeed):
        days = [
            route.day
            for route in answer.plan.routes
            for stop in route.stops
            if stop.household == event.household
        ]
        is_left = any(one.household == event.household for one in answer.plan.unplanned)
        if not set(days) & set(event.days) and not is_left:
            yield f"{event.household}: urgent, and neither visited on {event.days} nor left out"


def _who_faults(problem: VisitProblem, answer: Replan) -> Iterator[str]:
    """Who goes somewhere is paired there that day, or stands in for somebody who is."""
    paired = {row.key: set(row.helpers) for row in problem.households}
    begun = {(one.household, one.helper): one.day for one in answer.pairs if one.is_begun}
    ended = {(one.household, one.helper): one.day for one in answer.pairs if not one.is_begun}
    spans = defaultdict(list)
    for one in answer.stand_ins:
        spans[one.household, one.helper].append((one.from_day, one.to_day))
        if one.instead_of not in paired[one.household]:
            yield f"{one.household}: {one.helper} stands in for {one.instead_of}, who is no pair"
    for route in answer.plan.routes:
        for key in (*(stop.household for stop in route.stops), *route.calls):
            pair = key, route.helper
            if route.helper in paired[key] and route.day < ended.get(pair, route.day + 1):
                continue
            if route.day >= begun.get(pair, route.day + 1):
                continue
            if not any(start <= route.day < stop for start, stop in spans[pair]):
                yield f"{key}: {route.helper} goes on day {route.day}, and is no pair"


def _change_faults(running: Running, answer: Replan, today: int) -> Iterator[str]:
    """The changes laid on the plan that ran give the new one."""
    for contact in ("visit", "call"):
        before = _old(running, today, contact)
        after: Visits = defaultdict(list)
        for route in answer.plan.routes:
            keys = [stop.household for stop in route.stops] if contact == "visit" else route.calls
            for key in keys:
                after[key, route.day].append(route.helper)
        for change in (one for one in answer.changes if one.contact == contact):
            yield from _laid_on(before, change)
        now = {visit: sorted(helpers) for visit, helpers in after.items()}
        if {visit: sorted(helpers) for visit, helpers in before.items()} != now:
            yield f"{contact}s: the plan that ran with its changes is not the new one"


def _old(running: Running, today: int, contact: str) -> Visits:
    found: Visits = defaultdict(list)
    for route in running.routes:
        if route.day >= today:
            stops = [held.household for held in route.stops]
            for key in stops if contact == "visit" else route.calls:
                found[key, route.day].append(route.helper)
    return found


def _laid_on(before: Visits, change: Change) -> Iterator[str]:
    if change.before is not None:
        was = before.pop((change.household, change.before.day), None)
        if was is None or sorted(was) != sorted(change.before.helpers):
            yield f"{change.household}: said to be changed on day {change.before.day}, was {was}"
    if change.after is not None:
        before[change.household, change.after.day] = list(change.after.helpers)


def _promise_faults(
    problem: VisitProblem, running: Running, answer: Replan, today: int, promises: Promises
) -> Iterator[str]:
    """A promised visit, and one of the next days, is where it was unless that is impossible."""
    old, new = _old(running, today, "visit"), defaultdict(list)
    for route in answer.plan.routes:
        for stop in route.stops:
            new[stop.household, route.day].append(route.helper)
    firm = {visit for visit in old if visit in promises.promised}
    if not answer.gave_way:
        firm |= {visit for visit in old if visit[1] < today + FROZEN}
    parts = {
        (held.household, route.day): (held.from_minute, held.to_minute)
        for route in running.routes
        for held in route.stops
    }
    kept = {visit for visit in firm if sorted(new[visit]) == sorted(old[visit])}
    instead = {(one.household, one.week): one.helpers for one in answer.instead}
    judge = _Judge(problem, old, kept, parts)
    for household, day in sorted(firm - kept):
        row = judge.rows.get(household)
        who = () if row is None else instead.get((household, day // WEEK), row.helpers)
        is_due = row is not None and any(day // WEEK in one.weeks for one in row.patterns)
        if not is_due or sorted(who) != sorted(old[household, day]):
            continue
        if not any(judge.is_impossible(household, day, helper) for helper in who):
            yield f"{household}: promised for day {day}, moved, and it was possible"
    for household, day in sorted(kept):
        for route in answer.plan.routes:
            for stop in route.stops:
                start, end = parts[household, day]
                is_then = start - SLACK <= stop.minute < end + SLACK
                is_then |= len(old[household, day]) > 1  # their minutes hang together
                if (stop.household, route.day) == (household, day) and not (
                    is_then
                    or judge.rows[household].windows
                    or day in judge.rows[household].day_windows
                ):
                    yield f"{household}: promised for another part of day {day}"


class _Judge:
    """Whether a visit can be made beside those that are kept; said only where that is certain."""

    def __init__(
        self, problem: VisitProblem, old: Visits, kept: set[tuple[str, int]],
        parts: dict[tuple[str, int], tuple[float, float]],
    ) -> None:  # fmt: skip
        self.problem = problem
        self.rows = {row.key: row for row in problem.households}
        self.helpers = {row.key: row for row in problem.helpers}
        self._old, self._kept, self._parts = old, kept, parts

    def is_impossible(self, household: str, day: int, helper: str) -> bool:
        """Also where several come to one of the day's visits: their minutes hang together."""
        own = self.helpers[helper]
        if len(self._old[household, day]) > 1:
            return True
        beside = self._beside(helper, day)
        if len(beside) > MOST_STOPS or any(len(self._old[key, day]) > 1 for key in beside):
            return True
        least = self._least(own, day, [*beside, household])
        if least is None:
            return True
        spent, week = own.spent.get(day // WEEK, 0.0) + least, day // WEEK
        for other in range(week * WEEK, (week + 1) * WEEK):
            if other != day:
                spent += self._least(own, other, self._beside(helper, other)) or 0.0
        return own.week_minutes is not None and spent > own.week_minutes - SLACK

    def _beside(self, helper: str, day: int) -> list[str]:
        return [key for key, on in sorted(self._kept)
                if on == day and helper in self._old[key, on]]  # fmt: skip

    def _least(self, helper: GoingHelper, day: int, keys: list[str]) -> float | None:
        """Minutes of the shortest order of some visits; None: there is none."""
        found = [
            minutes
            for order in permutations(keys)
            if (minutes := self._order(helper, day, [self.rows[key] for key in order])) is not None
        ]
        return min(found, default=None)

    def _order(self, helper: GoingHelper, day: int, rows: list[DueHousehold]) -> float | None:
        shift, at = helper.shifts[day], helper.place
        if shift is None or at is None:
            return None
        clock, work = float(shift.from_minute), 0.0
        for row in rows:
            place = home_of(row, day)
            if place is None:
                return None
            way = self._way(helper, at, place, day)
            begin = self._begin(row, day, clock + way)
            if begin is None:
                return None
            clock, work, at = begin + row.visit_minutes, work + way + row.visit_minutes, place
        way = self._way(helper, at, helper.place or 0, day) if rows else 0.0
        most = min(shift.most_minutes, shift.to_minute - shift.from_minute)
        fits = clock + way <= shift.to_minute - SLACK and work + way <= most - SLACK
        return work + way if fits else None

    def _way(self, helper: GoingHelper, start: int, stop: int, day: int) -> float:
        km, minutes = leg_of(self.problem, start, stop, helper.key, day)
        return minutes if math.isfinite(km) else math.inf

    def _begin(self, row: DueHousehold, day: int, clock: float) -> float | None:
        """The first minute from then on at which a visit may begin."""
        starts = {clock, self._parts.get((row.key, day), (0.0, 0.0))[0]}
        starts |= {float(one.from_minute) for one in row.windows}
        if day in row.day_windows:
            starts.add(float(row.day_windows[day][0]))
        last = self._parts.get((row.key, day), (0.0, 1e9))
        fitting = [
            start
            for start in starts
            if start >= clock and is_open(row, day, start)
            if row.windows or day in row.day_windows or last[0] <= start < last[1] - SLACK
        ]
        return min(fitting, default=None)
