"""From the weeks of those who were planned again to everybody's plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from doorstep.planner.visits.again.calls import calls_as_before
from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.rows import Again, parts_of
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.result import (
    Cause,
    HelperProof,
    Route,
    Stop,
    Unplanned,
    VisitPlan,
)
from doorstep.planner.visits.tasks import hundredths

NOTHING = VisitPlan((), (), (), 0)


def whole_plan(ground: Ground, team: Set[str], asked: Again | None, found: VisitPlan) -> VisitPlan:
    """The routes of a team as found, those of all others as they were, and what is left out."""
    routes = [route for (helper, _day), route in ground.timed.routes.items() if helper not in team]
    unplanned: list[Unplanned] = []
    covered: set[str] = set()
    if asked is not None:
        names = {key: part.household for key, part in asked.parts.items()}
        own = [_named(route, names) for route in found.routes]
        routes += calls_as_before(ground, own)
        covered = set(asked.parts) - asked.fixed
        unplanned = [
            replace(one, household=names[one.household])
            for one in found.unplanned
            if one.household in covered
        ]
    routes.sort(key=lambda route: (route.helper, route.day))
    unplanned += _left_before(ground, routes, covered)
    unplanned.sort(key=lambda one: (one.household, one.kind, one.week or 0))
    plan = VisitPlan(tuple(routes), tuple(unplanned), (), 0)
    price = ground.problem.weights.km
    costs: dict[str, int] = defaultdict(int)
    for route in routes:
        costs[route.helper] += hundredths(route.km * price)
    lost = _cost(ground, plan) - sum(costs.values())
    proofs = tuple(HelperProof(key, costs[key], None) for key in sorted(ground.helpers))
    return replace(plan, proofs=proofs, lost=lost)


def _named(route: Route, names: dict[str, str]) -> Route:
    return replace(
        route,
        stops=tuple(Stop(names[stop.household], stop.minute) for stop in route.stops),
        calls=tuple(sorted(names[key] for key in route.calls)),
    )


def _left_before(ground: Ground, routes: Sequence[Route], covered: Set[str]) -> list[Unplanned]:
    """What stays left out where helpers are not planned again."""
    weeks, called = weeks_of(routes)
    causes: dict[tuple[str, str], list[Cause]] = defaultdict(list)
    for one in ground.unplanned:
        causes[one.household, one.kind].append(one.cause)
    nobody: Cause = "no_pair" if ground.helpers else "no_helper"
    found = []
    for key, row in ground.rows.items():
        visits, calls = iter(causes[key, "visit"]), iter(causes[key, "call"])
        for part in parts_of(ground, key):
            if part.key in covered:
                continue
            planned = weeks[key] & set(part.weeks)
            fits = [one.weeks - planned for one in part.patterns if planned <= one.weeks]
            is_open = len(part.patterns) > 1
            nearest: frozenset[int] = min(fits, key=_size) if fits else frozenset()
            for week in sorted(nearest):
                at = None if is_open else week
                found.append(Unplanned(key, "visit", at, next(visits, nobody)))
            due = row.call_weeks & set(part.weeks)
            for week in sorted(due - planned - called[key]):
                found.append(Unplanned(key, "call", week, next(calls, nobody)))
    return found


def _size(weeks: frozenset[int]) -> int:
    return len(weeks)


def weeks_of(routes: Iterable[Route]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """(weeks with a visit, weeks with a call) by household."""
    visits: dict[str, set[int]] = defaultdict(set)
    calls: dict[str, set[int]] = defaultdict(set)
    for route in routes:
        for stop in route.stops:
            visits[stop.household].add(week_of(route.day))
        for key in route.calls:
            calls[key].add(week_of(route.day))
    return visits, calls


def _cost(ground: Ground, plan: VisitPlan) -> int:
    """Hundredths of a point: the way, and what is left out."""
    weights = ground.problem.weights
    total = sum(hundredths(route.km * weights.km) for route in plan.routes)
    visits, _calls = weeks_of(plan.routes)
    for key, row in ground.rows.items():
        price = hundredths(weights.unserved + row.urgency)
        total += min(
            (
                hundredths(one.points) + price * len(one.weeks - visits[key])
                for one in row.patterns
                if visits[key] <= one.weeks
            ),
            default=0,
        )
    silent = sum(one.kind == "call" for one in plan.unplanned)
    return total + silent * hundredths(weights.uncalled)
