"""Four weeks ahead: the plan of a village by helper, one helper's weeks, and a new proposal."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import Week
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.plans.making import MAKING, StartForm, lacks_tick
from doorstep.office.plans.reading import (
    hindered_of,
    how_good,
    km_words,
    loads_of,
    map_of,
    weeks_of,
)
from doorstep.office.plans.running import making_of
from doorstep.office.visits.listing import who_asks
from doorstep.people.models import Account
from doorstep.visits import actions
from doorstep.visits.choices import Hindrance, VisitPlanState
from doorstep.visits.models import PlanEvent, PlannedRoute, VisitPlan
from doorstep.visits.queries import (
    get_visit_plan_for,
    open_visit_plan,
    routes_for,
    running_visit_plan,
    unplanned_for,
    visit_plans_ahead,
)

PAGE = 50


@screen
def visit_plans(request: HttpRequest) -> HttpResponse:
    """The plan that waits, else the one that runs; a helper sees the own weeks of that."""
    account, today, village = asker(request), clock.today(), village_of(request)
    _helper, coordinates = who_asks(account, village, today)
    making = making_of(village) if coordinates else None
    if making is not None and not making.is_going_on:
        return redirect(MAKING)
    plan = open_visit_plan(village) if coordinates else None
    plan = plan or running_visit_plan(village, today)
    if plan is not None:
        return _shown(request, account, plan, today)
    context = {
        "place": village,
        "coordinates": coordinates,
        "form": StartForm(),
        "making": making,
    }
    return render(request, "office/plans/plan.html", context)


@screen
def visit_plan(request: HttpRequest, visit_plan_id: UUID) -> HttpResponse:
    """One plan: all its helpers, or the own weeks of the helper who asks."""
    account, today = asker(request), clock.today()
    plan = get_visit_plan_for(account, visit_plan_id, today)
    return _shown(request, account, plan, today)


@screen
def visit_plan_helper(request: HttpRequest, visit_plan_id: UUID, helper_id: UUID) -> HttpResponse:
    """One helper's weeks with the way of one of them on a map."""
    return render(
        request, "office/plans/helper.html", _of_helper(request, visit_plan_id, helper_id)
    )


@screen
def visit_plan_print(request: HttpRequest, visit_plan_id: UUID, helper_id: UUID) -> HttpResponse:
    """The same on paper."""
    return render(request, "office/plans/print.html", _of_helper(request, visit_plan_id, helper_id))


@screen
@require_POST
def visit_plan_accept(request: HttpRequest, visit_plan_id: UUID) -> HttpResponse:
    """Makes the plan the one that helpers go by."""
    account, today = asker(request), clock.today()
    plan = get_visit_plan_for(account, visit_plan_id, today)
    must_coordinate(request, plan.place)
    is_stopped = unplanned_for(plan, account, today).filter(why=Hindrance.STOPPED).exists()
    is_change = PlanEvent.objects.filter(plan=plan).exists()
    if is_stopped and not is_change and lacks_tick(request):
        return redirect("office:visit-plans")

    def save() -> None:
        actions.accept_visit_plan(plan, by=account, on=today)

    done = _("Accepted; the helpers see their weeks.")
    return do(request, save, done=done, back=reverse("office:visit-plans"))


@screen
@require_POST
def visit_plan_drop(request: HttpRequest, visit_plan_id: UUID) -> HttpResponse:
    """Discards a proposal, or ends the plan that runs."""
    account, today = asker(request), clock.today()
    plan = get_visit_plan_for(account, visit_plan_id, today)
    must_coordinate(request, plan.place)

    def save() -> None:
        actions.drop_visit_plan(plan, by=account, on=today)

    return do(request, save, done=_("Discarded."), back=reverse("office:visit-plans"))


def _shown(request: HttpRequest, account: Account, plan: VisitPlan, today: date) -> HttpResponse:
    helper, coordinates = who_asks(account, plan.place, today)
    if not coordinates:
        if helper is None:
            raise NotVisible
        return render(request, "office/plans/helper.html", _weeks(request, plan, helper.pk))
    loads, totals = loads_of(plan, routes_for(plan, account, today))
    rows = unplanned_for(plan, account, today)
    rows = rows.order_by("why", "household__code", "mode", "week_on")
    left = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": plan.place,
        "coordinates": True,
        "plan": plan,
        "is_open": plan.state == VisitPlanState.OPEN,
        "is_over": plan.end_on < today,
        **_beside(plan, today),
        "weeks": plan.weeks,
        "loads": loads,
        "totals": totals,
        "how_good": how_good(plan),
        "page": left,
        "stopped": rows.filter(why=Hindrance.STOPPED).count(),
        "unplanned": hindered_of(plan, left.object_list),
        "form": StartForm(),
        "making": making_of(plan.place),
    }
    return render(request, "office/plans/plan.html", context)


def _beside(plan: VisitPlan, today: date) -> dict[str, Any]:
    """How it stands to what helpers go by: whether it is that or will be, whether it is the
    one that events change, the other one that runs, and the one after it."""
    ahead = [one for one, _last in visit_plans_ahead(plan.place, today)]
    running = ahead[0] if ahead else None
    return {
        "is_running": plan in ahead,
        "can_change": plan == running,
        "running": running if running != plan else None,
        "next": next((one for one in ahead[1:] if one.start_on > plan.start_on), None),
    }


def _of_helper(request: HttpRequest, visit_plan_id: UUID, helper_id: UUID) -> dict[str, Any]:
    account, today = asker(request), clock.today()
    return _weeks(request, get_visit_plan_for(account, visit_plan_id, today), helper_id)


def _weeks(request: HttpRequest, plan: VisitPlan, helper_id: UUID) -> dict[str, Any]:
    """NotVisible for a helper without a route there that the account may see."""
    account, today = asker(request), clock.today()
    own, coordinates = who_asks(account, plan.place, today)
    routes = list(routes_for(plan, account, today, helpers=[helper_id]))
    if not routes and (own is None or own.pk != helper_id):
        raise NotVisible
    helper = routes[0].helper if routes else own
    if helper is None:
        raise NotVisible
    weeks = weeks_of(plan, routes)
    shown = next((one for one in weeks if str(one.week) == request.GET.get("week")), None)
    ahead = [one for one in weeks if one.week >= Week.of(today)] or weeks[-1:]
    shown = shown or next((one for one in ahead if one.goes_out), ahead[0])
    return {
        "place": plan.place,
        "coordinates": coordinates,
        "plan": plan,
        "helper": helper,
        "weeks": weeks,
        "shown": shown,
        "map": map_of(plan, shown),
        "km_words": km_words(plan),
        **_beside(plan, today),
        "km": sum(route.km for route in routes),
        "visits": _count(routes),
    }


def _count(routes: list[PlannedRoute]) -> int:
    return sum(len(route.visits.all()) for route in routes)
