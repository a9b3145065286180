"""Something has changed while a plan runs: what happened, the plan changed after it, accepted."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.plans.asking import HappenedForm
from doorstep.office.plans.changes import by_helper, price_text, what_happened
from doorstep.office.plans.making import MAKING
from doorstep.office.plans.running import begin_change
from doorstep.register.models import Household
from doorstep.visits import actions
from doorstep.visits.choices import EventKind, VisitPlanState
from doorstep.visits.models import PlanEvent
from doorstep.visits.queries import (
    EventHomeUnknown,
    EventRefused,
    changed_plan,
    get_visit_plan_for,
    left_out_now,
    plan_to_change,
    to_ring,
)

LEADS = {
    EventKind.HELPER_AWAY: gettext_lazy(
        "The visits of these days move, or somebody else goes there."
    ),
    EventKind.HELPER_GONE: gettext_lazy("The households get another helper."),
    EventKind.ROAD_CLOSED: gettext_lazy("Nobody is sent that way until it is open again."),
    EventKind.CAMP_MOVED: gettext_lazy("The ways are counted from the other home on."),
    EventKind.HOUSEHOLD_ADDED: gettext_lazy("It is on the register, and the plan lacks it still."),
    EventKind.URGENT_NEED: gettext_lazy("Somebody goes there today or tomorrow."),
}


@screen
def visit_plan_happened(request: HttpRequest) -> HttpResponse:
    """What may have happened; of one kind, what needs to be known, then it is planned."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    plan = plan_to_change(village, today)
    asked = request.POST.get("kind") or request.GET.get("kind")
    kind = EventKind(asked) if asked in EventKind.values else None
    form, status = None, 200
    if kind is not None:
        posted = request.POST if request.method == "POST" else None
        form = HappenedForm(posted, kind=kind, plan=plan, today=today)
        # what was typed before the planner refused it
        form.initial = {name: request.GET[name] for name in form.fields if name in request.GET}
        if form.is_valid() and _is_begun(request, form, today):
            return redirect(MAKING)
        status = 422 if form.errors else 200
    context = {
        "place": village,
        "plan": plan,
        "kind": kind,
        "form": form,
        "lead": LEADS[kind] if kind else "",
        "kinds": [(one, one.label, LEADS[one]) for one in EventKind],
    }
    return render(request, "office/plans/happened.html", context, status=status)


def _is_begun(request: HttpRequest, form: HappenedForm, today: date) -> bool:
    """Whether the change is being planned now; what is refused at once the form says."""
    place, told = form.plan.place, form.told()
    try:
        actions.read_change(place, told, on=today)
        asked = {name: form.data.get(name, "") for name in form.fields}
        begin_change(place, told, asked=asked, by=asker(request), on=today)
        return True
    except EventHomeUnknown:
        words = _("This household has no such home on the register. Enter it on its page first.")
        form.add_error("home", words)
    except EventRefused as refused:
        named = {"until": "last", "households": "household"}
        field = named.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, str(refused))
    except Refused as refused:
        form.add_error(None, str(refused))
    return False


@screen
def visit_plan_changes(request: HttpRequest, visit_plan_id: UUID) -> HttpResponse:
    """What is different in a changed plan, whom to ring, and what it costs."""
    account, today = asker(request), clock.today()
    plan = get_visit_plan_for(account, visit_plan_id, today)
    must_coordinate(request, plan.place)
    event = PlanEvent.objects.filter(plan=plan).select_related("helper", "household", "before")
    happened = event.first()
    if happened is None:
        raise NotVisible
    changed = changed_plan(plan, account, today)
    helpers, households = to_ring(changed.changes)
    takeovers = plan.takeovers.filter(household__in=Household.objects.in_use())
    context = {
        "place": plan.place,
        "plan": plan,
        "happened": what_happened(happened),
        "is_open": plan.state == VisitPlanState.OPEN and plan.end_on >= today,
        "helpers": by_helper(changed.changes),
        "ring_helpers": helpers,
        "ring_households": households,
        "left_out": left_out_now(plan, happened.before, account, today),
        "takeovers": takeovers.select_related("household", "helper"),
        "km_before": changed.km_before,
        "km_after": changed.km_after,
        "price": price_text(happened.price),
        "count": len(changed.changes),
        "accept": reverse("office:visit-plan-accept", args=[plan.pk]),
    }
    return render(request, "office/plans/changes.html", context)
