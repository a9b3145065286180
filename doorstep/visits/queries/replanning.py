"""The bridge to planning again: a plan that runs as the planner wants it, and what is promised."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.pairing.queries import helper_key
from doorstep.people.models import Place
from doorstep.planner.visits import GoingHelper, Unplanned
from doorstep.planner.visits.again import (
    Event,
    Held,
    Promises,
    Running,
    Standing,
)
from doorstep.visits.choices import FULFILLING, Mode, PartOfDay
from doorstep.visits.models import PlannedVisit, RoundRow, Visit, VisitPlan
from doorstep.visits.queries.earlier_events import gone_instead, still_holding
from doorstep.visits.queries.happening import Happening
from doorstep.visits.queries.planned import running_visit_plan
from doorstep.visits.queries.planner_events import planner_event
from doorstep.visits.queries.planning import Weeks, guard_village, weeks_to_plan

PARTS = {
    PartOfDay.MORNING.value: (0.0, 12 * 60.0),
    PartOfDay.AFTERNOON.value: (12 * 60.0, 18 * 60.0),
    PartOfDay.EVENING.value: (18 * 60.0, 24 * 60.0),
}
WHOLE_DAY = (0.0, 24 * 60.0)


class NoPlanRuns(Refused):
    message = _("No plan runs at %(place)s. Make one first: nothing else can be changed.")


@dataclass(frozen=True)
class RunningWeeks:
    """A plan that runs, what happened, and the village's weeks, as the planner wants them."""

    plan: VisitPlan
    happening: Happening
    weeks: Weeks
    running: Running
    event: Event
    promises: Promises
    today: int  # negative where the plan begins later
    done_today: frozenset[tuple[str, str]]  # (helper, household)


def plan_to_change(place: Place, on: date) -> VisitPlan:
    """The plan that runs at a village, or that is the next to run; PlanNeedsAVillage,
    NoPlanRuns."""
    guard_village(place)
    plan = running_visit_plan(place, on)
    if plan is None:
        raise NoPlanRuns(place=place.name)
    return plan


def running_weeks(plan: VisitPlan, happening: Happening, on: date) -> RunningWeeks:
    """Everything that planning again is told, in a constant number of queries."""
    weeks = weeks_to_plan(plan.place, plan.start_on, len(plan.weeks), on, with_past=True)
    weeks = still_holding(_with_all_sent(weeks, plan), plan)
    weeks, event = planner_event(weeks, happening)
    today = (on - plan.start_on).days
    done = _done_on(plan, on)
    standing = tuple(_standing(plan, weeks, done, on))
    running = Running(standing, tuple(_left_out(plan, weeks)), gone_instead(plan, weeks, standing))
    return RunningWeeks(
        plan, happening, weeks, running, event, _promises(plan, weeks, on), today, done
    )


def _with_all_sent(weeks: Weeks, plan: VisitPlan) -> Weeks:
    """Who has left the team since goes nowhere, but the plan still sends them."""
    sent = {route.helper_id: route.helper for route in plan.routes.select_related("helper")}
    known = {helper.pk for helper in weeks.helpers.values()}
    gone = {helper_key(one): one for pk, one in sorted(sent.items()) if pk not in known}
    days = weeks.problem.weeks * 7
    return replace(
        weeks,
        helpers={**weeks.helpers, **gone},
        problem=replace(
            weeks.problem,
            helpers=(
                *weeks.problem.helpers,
                *(GoingHelper(key, None, (None,) * days) for key in gone),
            ),
        ),
    )


def _standing(
    plan: VisitPlan, weeks: Weeks, done: frozenset[tuple[str, str]], on: date
) -> Iterable[Standing]:
    """The routes of the plan without what was done today."""
    own: dict[tuple[str, int], list[PlannedVisit]] = defaultdict(list)
    rows = PlannedVisit.objects.filter(route__plan=plan).select_related("route__helper")
    for row in rows.select_related("household").order_by("route__on", "route__helper", "order"):
        own[helper_key(row.route.helper), (row.route.on - plan.start_on).days].append(row)
    for (helper, day), visits in own.items():
        is_today = weeks.day(day) == on
        left = [one for one in visits if not (is_today and (helper, one.household.code) in done)]
        stops = [
            Held(one.household.code, *PARTS.get(one.part_of_day, WHOLE_DAY))
            for one in left
            if one.mode == Mode.ON_SITE
        ]
        calls = [one.household.code for one in left if one.mode != Mode.ON_SITE]
        if stops or calls:
            yield Standing(helper, day, tuple(stops), tuple(calls))


def _done_on(plan: VisitPlan, on: date) -> frozenset[tuple[str, str]]:
    """What was reached today by anybody, of what the plan wanted today: (helper, household)."""
    met = Visit.objects.standing().filter(household__village=plan.place, on=on)
    reached = set(met.filter(result__in=FULFILLING).values_list("household", "mode").distinct())
    rows = PlannedVisit.objects.filter(route__plan=plan, route__on=on)
    return frozenset(
        (helper_key(row.route.helper), row.household.code)
        for row in rows.select_related("route__helper", "household")
        if (row.household_id, Mode.ON_SITE) in reached
        or (row.mode != Mode.ON_SITE and row.household_id in {pk for pk, _mode in reached})
    )


def _left_out(plan: VisitPlan, weeks: Weeks) -> Iterable[Unplanned]:
    rows = plan.unplanned.select_related("household")
    for row in rows:
        week = None if row.week_on is None else (row.week_on - plan.start_on).days // 7
        kind = "visit" if row.mode == Mode.ON_SITE else "call"
        if row.household.code in weeks.households:
            yield Unplanned(row.household.code, kind, week, row.why)  # type: ignore[arg-type]


def _promises(plan: VisitPlan, weeks: Weeks, on: date) -> Promises:
    """Promised: the next visit that was agreed at the last one. Told: who stands on a round that
    was made for a week, as long as it is not over."""
    codes = {pk: code for code, pk in weeks.households.items()}
    first = max(on, plan.start_on)
    agreed = Visit.objects.standing().filter(
        household__in=list(codes), next_on__gte=first, next_on__lte=plan.end_on
    )
    promised = {
        (codes[household], (day - plan.start_on).days)
        for household, day in agreed.values_list("household", "next_on")
        if day is not None
    }
    rounds = RoundRow.objects.filter(
        paper__place=plan.place,
        paper__week_on__gte=Week.of(first).start_on,
        paper__week_on__lte=plan.end_on,
        paper__back_on=None,
    )
    told = {
        (codes[household], (week_on + timedelta(days=day) - plan.start_on).days)
        for household, week_on in rounds.values_list("household", "paper__week_on")
        for day in range(7)
        if household in codes
    }
    return Promises(frozenset(promised), frozenset(told))
