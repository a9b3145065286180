"""What earlier events left in a plan that runs: who cannot go still, and who goes instead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from doorstep.pairing.queries import helper_key
from doorstep.planner.visits.again import HelperAway, Standing, apply_event
from doorstep.visits.choices import EventKind
from doorstep.visits.models import PlanEvent, VisitPlan
from doorstep.visits.queries.planning import Weeks

AWAY = (EventKind.HELPER_AWAY, EventKind.HELPER_GONE)


def still_away(weeks: Weeks, plan: VisitPlan) -> Weeks:
    """Who could not go by an earlier event, from which the plan comes, cannot go now either."""
    keys = {helper.pk: key for key, helper in weeks.helpers.items()}
    problem = weeks.problem
    for one in _events_before(plan):
        if one.kind in AWAY and one.helper_id in keys:
            first = (one.from_on - weeks.start_on).days
            after = None if one.until_on is None else (one.until_on - weeks.start_on).days
            problem = apply_event(problem, HelperAway(keys[one.helper_id], first, after))
    return replace(weeks, problem=problem)


def _events_before(plan: VisitPlan) -> Iterator[PlanEvent]:
    """What made the plan that runs, and the ones before it, be planned again."""
    events = {
        one.plan_id: one
        for one in PlanEvent.objects.filter(plan__place=plan.place, plan__start_on=plan.start_on)
    }
    at = plan.pk
    while at in events:
        yield events[at]
        at = events[at].before_id


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
