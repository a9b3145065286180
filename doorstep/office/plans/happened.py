"""Something has changed while a plan runs: what happened, the plan changed after it, accepted."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.plans.changes import by_helper, price_text, what_happened
from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at
from doorstep.register.choices import Season
from doorstep.register.models import Household
from doorstep.register.queries import groups_in_order, with_head
from doorstep.visits import actions
from doorstep.visits.choices import EventKind, VisitPlanState
from doorstep.visits.models import PlanEvent, PlannedRoute, VisitPlan
from doorstep.visits.queries import (
    EventRefused,
    changed_plan,
    get_visit_plan_for,
    plan_to_change,
    to_ring,
)

FIELDS = {
    EventKind.HELPER_AWAY: ("helper", "from", "last"),
    EventKind.HELPER_GONE: ("helper", "from"),
    EventKind.ROAD_CLOSED: ("household", "group", "only", "from", "last"),
    EventKind.CAMP_MOVED: ("household", "home", "from"),
    EventKind.HOUSEHOLD_ADDED: ("household",),
    EventKind.URGENT_NEED: ("household",),
}
OPTIONAL = ("only",)
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


class HappenedForm(forms.Form):
    """What one kind of event needs to be known."""

    def __init__(self, data: Any, *, kind: EventKind, plan: VisitPlan, today: date) -> None:
        super().__init__(data, label_suffix="")
        self.kind, self.plan = kind, plan
        made: dict[str, forms.Field] = {
            "helper": self._helpers(today, gettext_lazy("Helper")),
            "only": self._helpers(today, gettext_lazy("Only for this helper"), must=False),
            "household": forms.ModelChoiceField(
                _households(plan, today), label=gettext_lazy("Household"), empty_label="–",
                required=kind != EventKind.ROAD_CLOSED,
            ),
            "group": forms.ModelChoiceField(
                groups_in_order(plan.place), label=gettext_lazy("Or a whole group"),
                empty_label="–", required=False,
            ),
            "home": forms.ChoiceField(label=gettext_lazy("Lives now at"), choices=Season.choices),
            "from": DayField(label=gettext_lazy("From"), initial=today),
            "last": DayField(label=gettext_lazy("Up to and with")),
        }  # fmt: skip
        for name in FIELDS[kind]:
            self.fields[name] = made[name]
        if "household" in self.fields:
            self.fields["household"].label_from_instance = _household_text  # type: ignore[attr-defined]

    def _helpers(self, today: date, label: Any, *, must: bool = True) -> forms.Field:
        sent = PlannedRoute.objects.filter(plan=self.plan).values("helper")
        rows = helpers_at(self.plan.place, today) | Helper.objects.filter(pk__in=sent)
        return forms.ModelChoiceField(
            rows.distinct().order_by("name", "pk"), label=label, empty_label="–", required=must
        )

    def told(self) -> dict[str, Any]:
        """The event as `read_happening` takes it."""
        data = self.cleaned_data
        told: dict[str, Any] = {"kind": self.kind.value, "from": data.get("from")}
        helper = data.get("helper") or data.get("only")
        told["helper"] = str(helper.pk) if helper else None
        household = data.get("household")
        many = self.kind == EventKind.ROAD_CLOSED
        told["households" if many else "household"] = household.code if household else None
        told["group"] = data["group"].name if data.get("group") else None
        told["home"] = data.get("home")
        told["until"] = data["last"] + timedelta(days=1) if data.get("last") else None
        return told


def _households(plan: VisitPlan, today: date) -> Any:
    rows = Household.objects.filter(village=plan.place).active_on(today)
    return with_head(rows).order_by("code", "pk")


def _household_text(household: Any) -> str:
    return f"{household.code} {household.head_name or ''}".strip()


@screen
def visit_plan_happened(request: HttpRequest) -> HttpResponse:
    """What may have happened; of one kind, what needs to be known, then the changed plan."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    plan = plan_to_change(village, today)
    asked = request.POST.get("kind") or request.GET.get("kind")
    kind = EventKind(asked) if asked in EventKind.values else None
    form, status = None, 200
    if kind is not None:
        posted = request.POST if request.method == "POST" else None
        form = HappenedForm(posted, kind=kind, plan=plan, today=today)
        if form.is_valid():
            changed = _proposed(request, form, today)
            if changed is not None:
                return redirect("office:visit-plan-changes", changed.pk)
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


def _proposed(request: HttpRequest, form: HappenedForm, today: date) -> VisitPlan | None:
    """The changed plan; None where it is refused, which the form says then. Planning takes its
    time, so no transaction is open round it."""
    try:
        return actions.propose_replan(form.plan.place, form.told(), by=asker(request), on=today)
    except EventRefused as refused:
        named = {"until": "last", "households": "household"}
        field = named.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, str(refused))
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


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
    context = {
        "place": plan.place,
        "plan": plan,
        "happened": what_happened(happened),
        "is_open": plan.state == VisitPlanState.OPEN and plan.end_on >= today,
        "helpers": by_helper(changed.changes),
        "ring_helpers": helpers,
        "ring_households": households,
        "takeovers": plan.takeovers.select_related("household", "helper"),
        "km_before": changed.km_before,
        "km_after": changed.km_after,
        "price": price_text(happened.price),
        "count": len(changed.changes),
        "accept": reverse("office:visit-plan-accept", args=[plan.pk]),
    }
    return render(request, "office/plans/changes.html", context)
