"""Plans of some weeks: which one waits, which one helpers go by, and who sees what of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import zip_longest
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_role, helper_of, villages_with_role
from doorstep.register.models import Member
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.visits.choices import VisitPlanState
from doorstep.visits.models import PlannedRoute, PlannedVisit, UnplannedVisit, VisitPlan


def open_visit_plan(place: Place) -> VisitPlan | None:
    """The plan that waits to be accepted, if there is one."""
    return place.visit_plans.filter(state=VisitPlanState.OPEN).first()


def running_visit_plan(place: Place, on: date) -> VisitPlan | None:
    """The accepted plan that helpers go by on a day, or by which they begin to go; None without."""
    return next((plan for plan, _last in visit_plans_ahead(place, on)), None)


def visit_plans_ahead(place: Place, on: date) -> list[tuple[VisitPlan, date]]:
    """The accepted plans from a day on in their order, each with the last day on which helpers go
    by it: its own, or the one before the next begins."""
    rows = place.visit_plans.filter(state=VisitPlanState.ACCEPTED, end_on__gte=on)
    plans = list(rows.order_by("start_on", "pk"))
    found = []
    for plan, after in zip_longest(plans, plans[1:]):
        last = plan.end_on if after is None else after.start_on - timedelta(days=1)
        if on <= last:
            found.append((plan, min(last, plan.end_on)))
    return found


def get_visit_plan_for(account: Account, plan_id: object, on: date) -> VisitPlan:
    """A plan of a village the account coordinates, or one its own helper goes by; else
    NotVisible."""
    seen = Q(place__in=villages_with_role(account, Role.COORDINATOR, on))
    if (helper := helper_of(account, on)) is not None:
        seen |= Q(place=helper.team.place, state=VisitPlanState.ACCEPTED)
    plan = VisitPlan.objects.filter(seen, pk=plan_id).select_related("place").first()
    if plan is None:
        raise NotVisible
    return plan


def routes_for(
    plan: VisitPlan, account: Account, on: date, *, helpers: Iterable[UUID] | None = None
) -> QuerySet[PlannedRoute]:
    """The routes of a plan by helper and day, with the households that the account sees whole, each
    visit with `head_name`: a helper's are their own; of `helpers` alone where given."""
    routes = plan.routes.select_related("helper")
    if not has_role(account, Role.COORDINATOR, plan.place, on):
        routes = routes.filter(helper=helper_of(account, on))
    if helpers is not None:
        routes = routes.filter(helper__in=list(helpers))
    return _with_visits(routes, account, on).order_by("helper__name", "helper", "on")


def unplanned_for(plan: VisitPlan, account: Account, on: date) -> QuerySet[UnplannedVisit]:
    """What a plan leaves out, of households that the account sees whole, each with `head_name`."""
    seen = households_seen_whole(account, on)
    rows = plan.unplanned.filter(household__in=seen.values("pk"))
    return rows.prefetch_related(Prefetch("household", with_head(seen)))


def left_out_now(
    plan: VisitPlan, before: VisitPlan, account: Account, on: date
) -> list[UnplannedVisit]:
    """What a changed plan leaves out and the one before it did not, as `unplanned_for`."""
    # several of one household may be left out in any of its weeks
    known = Counter(before.unplanned.values_list("household", "mode", "week_on"))
    found = []
    for row in unplanned_for(plan, account, on):
        known[row.household_id, row.mode, row.week_on] -= 1
        if known[row.household_id, row.mode, row.week_on] < 0:
            found.append(row)
    return found


def visit_plans_over(before: date) -> QuerySet[VisitPlan]:
    """Plans whose last day lies before a day."""
    return VisitPlan.objects.filter(end_on__lt=before)


def _with_visits(
    routes: QuerySet[PlannedRoute], account: Account, on: date
) -> QuerySet[PlannedRoute]:
    seen = PlannedVisit.objects.filter(household__in=households_seen_whole(account, on))
    head = Member.objects.filter(household=OuterRef("household"), relation="head", left_on=None)
    seen = seen.annotate(head_name=Subquery(head.values("name")[:1]))
    return routes.prefetch_related(Prefetch("visits", seen.select_related("household")))
