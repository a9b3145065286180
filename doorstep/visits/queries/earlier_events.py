"""What earlier events left in a plan that runs: what holds still, and who goes instead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from doorstep.pairing.queries import helper_key
from doorstep.planner.visits.again import Standing, apply_event
from doorstep.visits.choices import EventKind
from doorstep.visits.models import PlanEvent, VisitPlan
from doorstep.visits.queries.happening import Happening, living_with
from doorstep.visits.queries.planned import running_visit_plan
from doorstep.visits.queries.planner_events import planner_event
from doorstep.visits.queries.planning import Weeks


def still_holding(weeks: Weeks, plan: VisitPlan) -> Weeks:
    """Who could not go by an earlier event, from which the plan comes, cannot go now either; a road
    that was closed is closed until its day, and a camp that moved is where it went."""
    return _after(weeks, plan, _events_before(plan))


def holding_ahead(weeks: Weeks, on: date) -> Weeks:
    """Weeks that are planned anew, without the days on which somebody is away and the roads that
    are closed by what was accepted in the plan that runs. Where a camp went ends with that plan."""
    plan = running_visit_plan(weeks.place, on)
    if plan is None:
        return weeks
    last = weeks.day(weeks.problem.weeks * 7 - 1)
    events = (one for one in _events_before(plan) if _goes_on(one, weeks.start_on, last))
    return replace(_after(weeks, plan, events), follows=plan.pk)


def _after(weeks: Weeks, plan: VisitPlan, events: Iterable[PlanEvent]) -> Weeks:
    """The weeks as they stand after some events, of which the latest comes first."""
    keys = {helper.pk for helper in weeks.helpers.values()}
    known = set(weeks.households.values())
    for one in reversed([*events]):
        happening = _happening(plan, one, known)
        if happening is None or (one.helper_id and one.helper_id not in keys):
            continue
        weeks, event = planner_event(weeks, happening)
        weeks = replace(weeks, problem=apply_event(weeks.problem, event))
    return weeks


def _goes_on(one: PlanEvent, first: date, last: date) -> bool:
    """Whether an event of another plan holds on some of these days."""
    is_over = one.until_on is not None and one.until_on <= first
    return not is_over and one.from_on <= last and one.kind != EventKind.CAMP_MOVED


def _happening(plan: VisitPlan, one: PlanEvent, known: set[Any]) -> Happening | None:
    """An event that goes on, as it was told; None for one that is over with its plan, and where the
    households that it was about are not here any more."""
    match one.kind:
        case EventKind.HELPER_AWAY | EventKind.HELPER_GONE:
            return Happening(EventKind(one.kind), one.from_on, one.until_on, one.helper)
        case EventKind.ROAD_CLOSED:
            ends = [end for end in one.ends.all() if end.household_id in known]
            here = tuple(end.household for end in ends if not end.is_beyond)
            there = tuple(end.household for end in ends if end.is_beyond)
            was_there = any(end.is_beyond for end in one.ends.all())
            if not here or (was_there and not there):
                return None
            inside = living_with(plan.place, here) if one.is_of_group else frozenset[Any]()
            return Happening(
                EventKind.ROAD_CLOSED, one.from_on, one.until_on, one.helper, here, there,
                one.is_of_group, inside,
            )  # fmt: skip
        case EventKind.CAMP_MOVED if one.household_id in known and one.household:
            if one.lat is None or one.lon is None:
                return None
            home = float(one.lat), float(one.lon)
            return Happening(
                EventKind.CAMP_MOVED, one.from_on, households=(one.household,), home=home
            )
    return None


def camps_moved(
    plan: VisitPlan, days: Iterable[date]
) -> dict[date, dict[UUID, tuple[float, float]]]:
    """Where households live on each of some days by the events from which a plan comes, not by the
    register."""
    moved = [
        (one.from_on, one.household_id, (float(one.lat), float(one.lon)))
        for one in reversed([*_events_before(plan)])
        if one.kind == EventKind.CAMP_MOVED
        and one.household_id is not None
        and one.lat is not None
        and one.lon is not None
    ]
    return {day: {pk: home for from_on, pk, home in moved if from_on <= day} for day in days}


def _events_before(plan: VisitPlan) -> Iterator[PlanEvent]:
    """What made the plan that runs, and the ones before it, be planned again; then what holds on of
    the plans that ran when these weeks were planned."""
    before = dict(PlanEvent.objects.filter(plan__place=plan.place).values_list("plan", "before"))
    followed = dict(plan.place.visit_plans.values_list("pk", "follows"))
    own, earlier = _chain(plan.pk, before), list[UUID]()
    at = followed.get(own[-1])
    while at is not None:
        earlier += _chain(at, before)
        at = followed.get(earlier[-1])
    rows = PlanEvent.objects.filter(plan__in=[*own, *earlier]).select_related("helper", "household")
    events = {one.plan_id: one for one in rows.prefetch_related("ends__household")}
    yield from (events[pk] for pk in own if pk in events)
    for pk in earlier:
        if pk in events and _goes_on(events[pk], plan.start_on, plan.end_on):
            yield events[pk]


def _chain(at: UUID, before: Mapping[UUID, UUID]) -> list[UUID]:
    """A plan, the one it was changed from, and so on."""
    found = [at]
    while found[-1] in before:
        found.append(before[found[-1]])
    return found


def gone_instead(
    plan: VisitPlan, weeks: Weeks, standing: Iterable[Standing]
) -> dict[tuple[str, int], tuple[str, ...]]:
    """(household, week) → who goes there, where somebody took it over since an earlier event."""
    rows = plan.takeovers.select_related("household", "helper")
    taken = {(one.household.code, helper_key(one.helper)) for one in rows}
    going: dict[tuple[str, int], set[str]] = defaultdict(set)
    calling: dict[tuple[str, int], str] = {}
    for route in standing:
        for held in route.stops:
            going[held.household, route.day // 7].add(route.helper)
        for household in route.calls:
            calling[household, route.day // 7] = route.helper
    found = {}
    for row in weeks.problem.households:
        for week in range(weeks.problem.weeks):
            at = row.key, week
            who = going.get(at) or ({calling[at]} if at in calling else set[str]())
            new = sorted(one for one in who - set(row.helpers) if (row.key, one) in taken)
            if new:
                gone = [one for one in row.helpers if one not in who]
                found[at] = _in_place(row.helpers, dict(zip(gone, new, strict=False)), new)
    return found


def _in_place(helpers: tuple[str, ...], by: dict[str, str], new: list[str]) -> tuple[str, ...]:
    """The helpers of a household with others in their place, whoever is left over at the end."""
    own = [by.get(one, one) for one in helpers]
    return (*own, *(one for one in new if one not in own))
