"""The weeks of the helpers who are planned again, as a problem of their own.

A household whose helpers are not the same in all weeks stands there once for each of them. With
somebody who is not planned again it is met as before: on that day, at that minute.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from doorstep.planner.visits.again.ground import Ground, Who
from doorstep.planner.visits.again.running import Visit, week_of
from doorstep.planner.visits.again.weighing import Prices, moving
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    DueHousehold,
    Pattern,
    VisitProblem,
)

HELD = 100_000.0  # points on top of a promised visit that something else would push out


class Firm(NamedTuple):
    """What of the plan that runs is not to be moved."""

    held: Set[Visit]  # stays where it is
    costly: Set[Visit]  # the same, at whatever price
    any_minute: Set[Visit]  # the same, where several meet at another minute of that part of day


class Part(NamedTuple):
    """A household as those who go there in some weeks see it."""

    key: str  # in the problem of those who are planned again
    household: str
    weeks: tuple[int, ...]
    who: Who  # everybody who goes there
    patterns: tuple[Pattern, ...]


class Again(NamedTuple):
    """A problem, its parts, and of these the ones that others than its helpers come to, too."""

    problem: VisitProblem
    parts: dict[str, Part]  # by key
    fixed: set[str]
    held: dict[str, list[Visit]]  # by key


def parts_of(ground: Ground, household: str) -> list[Part]:
    """A household by who goes there; ways to visit it are kept apart only where each choice of one
    goes with each of another."""
    row, groups = ground.rows[household], defaultdict(list)
    for week in range(week_of(ground.today), ground.problem.weeks):
        groups[ground.who(household, week)].append(week)
    if len(groups) == 1:
        [(who, weeks)] = groups.items()
        return [Part(household, household, tuple(weeks), who, row.patterns)]
    chosen = _chosen(ground, row)
    ways = {who: _ways(row.patterns, chosen, frozenset(weeks)) for who, weeks in groups.items()}
    allowed = {one.weeks for one in row.patterns}
    wholes = {frozenset[int]().union(*each) for each in product(*ways.values())}
    if chosen is None or not wholes <= allowed:
        kept = chosen.weeks if chosen else frozenset[int]()
        ways = {who: [kept & set(weeks)] for who, weeks in groups.items()}
    points = chosen.points if chosen else 0.0
    found = []
    for number, (who, weeks) in enumerate(groups.items()):
        patterns = tuple(Pattern(way, points) for way in ways[who] if way)
        points = 0.0 if patterns else points
        key = f"{household}\n{number}"
        found.append(Part(key, household, tuple(weeks), who, patterns))
    return found


def _chosen(ground: Ground, row: DueHousehold) -> Pattern | None:
    """The pattern by which a household is visited, as far as the plan that runs goes."""
    planned = ground.planned.get(row.key, set())
    return min(
        row.patterns,
        key=lambda one: (-len(one.weeks & planned), len(one.weeks - planned), one.points),
        default=None,
    )


def _ways(
    patterns: Sequence[Pattern], chosen: Pattern | None, weeks: frozenset[int]
) -> list[frozenset[int]]:
    """The sets of these weeks that go with what is chosen in the others."""
    if chosen is None:
        return [frozenset()]
    rest = chosen.weeks - weeks
    return sorted({one.weeks & weeks for one in patterns if one.weeks - weeks == rest}, key=sorted)


def again(ground: Ground, team: Iterable[str], prices: Prices | None, firm: Firm) -> Again:
    """The weeks of a team; without prices nothing is held and a move costs nothing."""
    own = set(team)
    rows, parts, fixed = [], dict[str, Part](), set[str]()
    held: dict[str, list[Visit]] = {}
    for household in ground.rows:
        for part in parts_of(ground, household):
            inside = tuple(helper for helper in part.who if helper in own)
            if not inside:
                continue
            row = _row(ground, part, prices)
            held[part.key] = _held_of(ground, part, firm) if prices else []
            for visit in held[part.key]:
                row = _held(ground, row, visit, firm)
            if len(inside) < len(part.who):
                row = _met_as_before(ground, part, row, inside)
                fixed.add(part.key)
            rows.append(row)
            parts[part.key] = part
    helpers = tuple(one for one in ground.problem.helpers if one.key in own)
    problem = replace(ground.problem, households=tuple(rows), helpers=helpers)
    return Again(problem, parts, fixed, held)


def _row(ground: Ground, part: Part, prices: Prices | None) -> DueHousehold:
    row = ground.rows[part.household]
    points: dict[int, float] = {}
    for week in part.weeks if prices else ():
        points |= moving(ground, part.household, week, prices or Prices())
    return replace(
        row,
        key=part.key,
        helpers=part.who,
        patterns=part.patterns,
        call_weeks=row.call_weeks & set(part.weeks),
        day_points=points,
    )


def _held_of(ground: Ground, part: Part, firm: Firm) -> list[Visit]:
    """The held visits of a part that the event leaves possible."""
    row = ground.rows[part.household]
    return [
        (key, day)
        for key, day in planned_visits(ground, part)
        if (key, day) in firm.held
        and sorted(part.who) == sorted(ground.visits[key, day])
        and ground.can((key, day))
        and (any(week_of(day) in one.weeks for one in row.patterns))
        and any(week_of(day) in one.weeks for one in part.patterns)
    ]


def planned_visits(ground: Ground, part: Part) -> list[Visit]:
    """The visits of a part in the plan that runs."""
    return [
        (part.household, day) for day in ground.days[part.household] if week_of(day) in part.weeks
    ]


def _held(ground: Ground, row: DueHousehold, visit: Visit, firm: Firm) -> DueHousehold:
    """In its week visited on that day alone, in the same part of it."""
    week, day = week_of(visit[1]), visit[1]
    patterns = tuple(one for one in row.patterns if week in one.weeks)
    start, stop = ground.parts[visit]
    span = start, min(stop + row.visit_minutes, 24 * 60.0)
    if len(row.helpers) > 1 and visit in ground.begins and visit not in firm.any_minute:
        span = ground.begins[visit], ground.begins[visit] + row.visit_minutes
    is_plain = not row.windows and day not in row.day_windows
    others = set(range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)) - {day}
    return replace(
        row,
        patterns=patterns,
        closed_days=row.closed_days | others,
        day_windows={**row.day_windows, day: span} if is_plain else row.day_windows,
        urgency=row.urgency + HELD if visit in firm.costly else row.urgency,
    )


def _met_as_before(ground: Ground, part: Part, row: DueHousehold, inside: Who) -> DueHousehold:
    """Visited on the days of the plan that runs at those minutes, since others come along."""
    own = {
        visit[1]: ground.begins[visit]
        for visit in planned_visits(ground, part)
        if visit in ground.begins
    }
    weeks = frozenset(week_of(day) for day in own)
    days = set(range(ground.problem.weeks * DAYS_A_WEEK))
    return replace(
        row,
        helpers=inside,
        patterns=(Pattern(weeks),) if weeks else (),
        call_weeks=row.call_weeks if part.who[0] == inside[0] else frozenset(),
        closed_days=row.closed_days | (days - set(own)),
        day_windows={day: (minute, minute + row.visit_minutes) for day, minute in own.items()},
        day_points={},
    )
