"""A plan that runs is planned again: the change is kept beside it, as a proposal that a person
accepts; then who stands in sees the households, and new pairs begin."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.pairing.queries import told_faults
from doorstep.people.models import Account, Place
from doorstep.planner.visits import Route, Stop, Told, again
from doorstep.register.models import Household
from doorstep.visits.actions.planning import NothingPlannedYet, keep_visit_plan
from doorstep.visits.choices import MENDS, EventKind, Hindrance, Mode, PartOfDay
from doorstep.visits.models import EventHousehold, PlanEvent, Takeover, VisitPlan
from doorstep.visits.queries import plan_to_change, read_happening, running_weeks
from doorstep.visits.queries.replanning import RunningWeeks

SECONDS = 2.0  # a person waits for it
MINUTES = {PartOfDay.MORNING: 480.0, PartOfDay.AFTERNOON: 840.0, PartOfDay.EVENING: 1080.0}

# What holds on for the next change, too, is worth keeping though no visit moves for it.
LASTING = (
    EventKind.HELPER_AWAY, EventKind.HELPER_GONE, EventKind.ROAD_CLOSED, EventKind.CAMP_MOVED
)  # fmt: skip


class NothingChanges(Refused):
    message = _("Nothing in the plan has to change for that; it stays as it is.")


class NobodyCanGo(Refused):
    message = _(
        "Nobody can go to %(household)s by this plan: %(why)s. Nothing was changed. %(mend)s Or "
        "ring the household, or agree with somebody who goes there outside the plan."
    )


def propose_replan(
    place: Place,
    told: Mapping[str, Any],
    *,
    by: Account,
    on: date,
    seconds: float = SECONDS,
    hears: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> VisitPlan:
    """Lets the planner change the plan that runs after what is told, and keeps the changed one as
    the village's proposal. `hears` is told how far it is; after a stop the best change so far is
    kept. NoPlanRuns, NothingChanges, NobodyCanGo, NothingPlannedYet, and what `read_happening`
    refuses."""
    asked, answer = replan_weeks(
        place, told, on=on, seconds=seconds, hears=hears, is_stopped=is_stopped
    )
    return keep_replan(asked, answer, by=by, on=on)


def read_change(place: Place, told: Mapping[str, Any], *, on: date) -> RunningWeeks:
    """What planning again is asked, read in a moment. NoPlanRuns, and what `read_happening`
    refuses."""
    plan = plan_to_change(place, on)
    return running_weeks(plan, read_happening(plan, told, on), on)


def replan_weeks(
    place: Place,
    told: Mapping[str, Any],
    *,
    on: date,
    seconds: float = SECONDS,
    hears: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[RunningWeeks, again.Replan]:
    """What planning again was asked and what it answers; nothing is kept."""
    asked = read_change(place, told, on=on)
    with told_faults():
        answer = again.replan(
            asked.weeks.problem, asked.running, asked.event, today=asked.today,
            promises=asked.promises, pairing=asked.weeks.pairing, seconds=seconds,
            told=hears, is_stopped=is_stopped,
        )  # fmt: skip
    if answer.is_stopped:
        raise NothingPlannedYet
    _guard_somebody_goes(asked.event, answer)
    if answer.is_same and asked.happening.kind not in LASTING:
        raise NothingChanges
    return asked, answer


def _guard_somebody_goes(event: again.Event, answer: again.Replan) -> None:
    """NobodyCanGo where the plan leaves out the one household that the event is about."""
    match event:
        case again.UrgentNeed(household, days):
            goes = any(
                stop.household == household
                for route in answer.plan.routes
                if route.day in days
                for stop in route.stops
            )
        case again.HouseholdAdded(household):
            goes = not answer.is_same
        case _:
            return
    left = [one.cause for one in answer.plan.unplanned if one.household == household]
    if left and not goes:
        why = Hindrance(left[0])
        raise NobodyCanGo(household=household, why=why.label, mend=MENDS[why])


@transaction.atomic
def keep_replan(asked: RunningWeeks, answer: again.Replan, *, by: Account, on: date) -> VisitPlan:
    """Keeps the changed plan with what happened, beside the one that runs; what is past or done in
    that stands in the new one, too. An open plan before it is dropped."""
    past = _past(asked, on)
    found = replace(answer.plan, routes=_joined(past, answer.plan.routes))
    plan = keep_visit_plan(asked.weeks, found, by=by, on=on)
    more = answer.minutes_after - answer.minutes_before
    plan.hours = max(0, asked.plan.hours + round(more / 60))
    plan.save(update_fields=["hours"])
    _note_event(plan, asked, round(answer.price * 100))
    weeks = asked.weeks
    here = set(Household.objects.filter(village=plan.place).values_list("pk", flat=True))
    taken = {(one.household, one.helper): (1, one.from_day, one.to_day) for one in answer.stand_ins}
    taken |= {
        (one.household, one.helper): (one.order, one.day, None)
        for one in answer.pairs
        if one.is_begun
    }
    rows.insert(
        [
            Takeover(
                plan=plan,
                household_id=weeks.households[household],
                helper=weeks.helpers[helper],
                order=order,
                from_on=weeks.day(first),
                until_on=None if after is None else weeks.day(after),
            )
            for (household, helper), (order, first, after) in sorted(taken.items())
            if weeks.households[household] in here
        ]
    )
    return plan


def _note_event(plan: VisitPlan, asked: RunningWeeks, price: int) -> None:
    """Writes down why the plan is changed, as far as a later change has to know of it."""
    happening = asked.happening
    lat, lon = happening.home or (None, None)
    event = PlanEvent.objects.create(
        plan=plan,
        before=asked.plan,
        kind=happening.kind,
        helper=happening.helper,
        household=happening.households[0] if happening.households else None,
        from_on=happening.from_on,
        until_on=happening.until_on,
        lat=None if lat is None else Decimal(str(round(lat, 3))),
        lon=None if lon is None else Decimal(str(round(lon, 3))),
        is_of_group=happening.is_of_group,
        price=price,
    )
    if happening.kind == EventKind.ROAD_CLOSED:
        EventHousehold.objects.bulk_create(
            EventHousehold(event=event, household=one, is_beyond=bool(is_beyond))
            for is_beyond, ends in enumerate((happening.households, happening.others))
            for one in ends
        )


def _past(asked: RunningWeeks, on: date) -> dict[tuple[str, int], Route]:
    """The routes of past days, and of today what was done, as they stand in the plan that runs."""
    found: dict[tuple[str, int], Route] = {}
    keys = {helper.pk: key for key, helper in asked.weeks.helpers.items()}
    routes = asked.plan.routes.filter(on__lte=on).prefetch_related("visits__household")
    for route in routes:
        key, day = keys[route.helper_id], (route.on - asked.weeks.start_on).days
        visits = [
            one
            for one in route.visits.all()
            if one.household.code in asked.weeks.households
            if route.on < on or (key, one.household.code) in asked.done_today
        ]
        if visits:
            stops = [
                Stop(one.household.code, MINUTES[PartOfDay(one.part_of_day or "morning")])
                for one in visits
                if one.mode == Mode.ON_SITE
            ]
            calls = [one.household.code for one in visits if one.mode != Mode.ON_SITE]
            km = float(route.km) if route.on < on else 0.0
            found[key, day] = Route(key, day, tuple(stops), tuple(calls), km, 0.0, 0.0, 0.0)
    return found


def _joined(past: Mapping[tuple[str, int], Route], routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """Both, a helper's day once."""
    found = dict(past)
    for route in routes:
        done = found.get((route.helper, route.day))
        found[route.helper, route.day] = (
            route
            if done is None
            else replace(
                route, stops=(*done.stops, *route.stops), calls=(*done.calls, *route.calls)
            )
        )
    return tuple(sorted(found.values(), key=lambda route: (route.helper, route.day)))
