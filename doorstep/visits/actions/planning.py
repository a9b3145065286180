"""Four weeks ahead: the planner's routes are kept as a proposal, which a person accepts."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.pairing.queries import told_faults
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Place
from doorstep.planner import visits as planned
from doorstep.register.models import Household
from doorstep.visits.actions.taking_over import take_over
from doorstep.visits.choices import Hindrance, Mode, VisitPlanState
from doorstep.visits.models import (
    PlanEvent,
    PlannedRoute,
    PlannedVisit,
    UnplannedVisit,
    VisitPlan,
)
from doorstep.visits.queries import Weeks, holding_ahead, weeks_to_plan
from doorstep.visits.rules import part_of_day

SECONDS = 60.0  # a person may leave it meanwhile, and end it
MODES = {"visit": Mode.ON_SITE, "call": Mode.PHONE}


class VisitPlanNotOpen(Refused):
    message = _("This plan was accepted or replaced already. Open the latest one.")


class VisitPlanDroppedAlready(Refused):
    message = _("This plan was discarded or replaced already.")


class VisitPlanIsOver(Refused):
    message = _("The last day of this plan, %(day)s, is past. Make a new one.")


class NothingPlannedYet(Refused):
    message = _("It was stopped before anything was planned; no proposal was made.")


class ProgramMayNotPlan(Refused):
    message = _("The program may propose a plan; accepting it is for a person. Name who accepts.")


def propose_visit_plan(
    place: Place,
    *,
    start_on: date,
    weeks: int,
    by: Account,
    on: date,
    seconds: float = SECONDS,
    told: planned.Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> VisitPlan:
    """Lets the planner find who goes where on which day of some weeks from a Monday on, and keeps
    it as `keep_visit_plan` does. `told` hears how far it is; after a stop what is planned so far is
    kept. PlanNeedsAVillage, CannotBePlanned, NothingPlannedYet."""
    asked = holding_ahead(weeks_to_plan(place, start_on, weeks, on), on)
    with told_faults():
        found = planned.plan_visits(
            asked.problem, seconds=seconds, told=told, is_stopped=is_stopped
        )
    if not found.routes and any(one.cause == "stopped" for one in found.unplanned):
        raise NothingPlannedYet
    return keep_visit_plan(asked, found, by=by, on=on)


@transaction.atomic
def keep_visit_plan(told: Weeks, found: planned.VisitPlan, *, by: Account, on: date) -> VisitPlan:
    """Keeps what the planner found for a village's weeks. An open plan before it is dropped,
    nothing else changes."""
    place, weeks = told.place, told.problem.weeks
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click leaves one open
    place.visit_plans.filter(state=VisitPlanState.OPEN).update(state=VisitPlanState.DROPPED)
    plan = VisitPlan.objects.create(
        place=place,
        start_on=told.start_on,
        end_on=told.day(weeks * 7 - 1),
        made_on=on,
        by=by,
        objective=found.objective,
        bound=found.bound,
        hours=round(sum(way.minutes for way in found.routes) / 60),
        follows_id=told.follows,
    )
    here = _held(place)
    routes, visits = [], []
    for way in found.routes:
        route = PlannedRoute(
            plan=plan,
            helper=told.helpers[way.helper],
            on=told.day(way.day),
            km=round(way.km, 2),
        )
        routes.append(route)
        stops = [(one.household, Mode.ON_SITE, part_of_day(one.minute)) for one in way.stops]
        calls = [(household, Mode.PHONE, "") for household in way.calls]
        visits += [
            PlannedVisit(
                route=route,
                household_id=told.households[household],
                order=order,
                mode=mode,
                part_of_day=part,
            )
            for order, (household, mode, part) in enumerate([*stops, *calls], start=1)
            if told.households[household] in here
        ]
    left = [
        UnplannedVisit(
            plan=plan,
            household_id=told.households[one.household],
            mode=MODES[one.kind],
            week_on=None if one.week is None else told.day(one.week * 7),
            why=Hindrance(one.cause),
        )
        for one in found.unplanned
        if told.households[one.household] in here
    ]
    rows.insert(routes)
    rows.insert(visits)
    rows.insert(left)
    detail = {"routes": len(routes), "visits": len(visits), "unplanned": len(left)}
    audit("keep_visit_plan", plan, by=by, on=on, place=place, detail=detail)
    return plan


def _held(place: Place) -> set[UUID]:
    """The households that are there still, since planning takes seconds, and that nobody erases
    before the plan is written."""
    here = Household.objects.filter(village=place).order_by("pk")
    return set(here.select_for_update(no_key=True).values_list("pk", flat=True))


@transaction.atomic
@told_together()
def accept_visit_plan(plan: VisitPlan, *, by: Account, on: date) -> None:
    """Makes an open plan the one that helpers go by; another that runs is replaced. One that begins
    later lets that run until then. Of one that was changed, also what `take_over` does and refuses.
    ProgramMayNotPlan, VisitPlanNotOpen, VisitPlanIsOver."""
    if by.is_system:
        raise ProgramMayNotPlan
    Place.objects.select_for_update(no_key=True).get(pk=plan.place_id)
    plan = VisitPlan.objects.select_related("place").get(pk=plan.pk)
    if plan.state != VisitPlanState.OPEN:
        raise VisitPlanNotOpen
    if plan.end_on < on:
        raise VisitPlanIsOver(day=plan.end_on)
    take_over(plan, by=by, on=on)
    _replaced_by(plan, on).update(state=VisitPlanState.DROPPED)
    plan.state, plan.accepted_on = VisitPlanState.ACCEPTED, on
    plan.save(update_fields=["state", "accepted_on"])
    audit("accept_visit_plan", plan, by=by, on=on, place=plan.place)


def _replaced_by(plan: VisitPlan, on: date) -> QuerySet[VisitPlan]:
    """The accepted plans that end with it: the one it is made from; else all but what helpers go by
    until it begins."""
    accepted = plan.place.visit_plans.filter(state=VisitPlanState.ACCEPTED)
    event = PlanEvent.objects.filter(plan=plan).first()
    if event is not None:
        return accepted.filter(pk=event.before_id)
    if plan.start_on > on:
        return accepted.filter(start_on__gte=plan.start_on)
    return accepted


@transaction.atomic
def drop_visit_plan(plan: VisitPlan, *, by: Account, on: date) -> None:
    """Discards a proposal, or ends the plan that helpers go by. VisitPlanDroppedAlready."""
    Place.objects.select_for_update(no_key=True).get(pk=plan.place_id)
    standing = VisitPlan.objects.filter(pk=plan.pk).exclude(state=VisitPlanState.DROPPED)
    if not standing.update(state=VisitPlanState.DROPPED):
        raise VisitPlanDroppedAlready
    audit("drop_visit_plan", plan, by=by, on=on, place=plan.place_id)
