"""What one kind of event needs to be known, as a short form."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at
from doorstep.register.choices import Season
from doorstep.register.models import Household
from doorstep.register.queries import groups_in_order, with_head
from doorstep.visits.choices import EventKind
from doorstep.visits.models import PlannedRoute, VisitPlan

FIELDS = {
    EventKind.HELPER_AWAY: ("helper", "from", "last"),
    EventKind.HELPER_GONE: ("helper", "from"),
    EventKind.ROAD_CLOSED: ("household", "group", "only", "from", "last"),
    EventKind.CAMP_MOVED: ("household", "home", "from"),
    EventKind.HOUSEHOLD_ADDED: ("household",),
    EventKind.URGENT_NEED: ("household",),
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
            "from": DayField(label=gettext_lazy("From"), initial=max(today, plan.start_on)),
            "last": DayField(label=gettext_lazy("Up to and with")),
        }  # fmt: skip
        for name in FIELDS[kind]:
            self.fields[name] = made[name]
        if "household" in self.fields:
            self.fields["household"].label_from_instance = _household_text  # type: ignore[attr-defined]

    def clean(self) -> None:
        """What a file's reader would say in the words of a file."""
        data = self.cleaned_data
        if self.kind == EventKind.ROAD_CLOSED and not (
            self.errors or data.get("household") or data.get("group")
        ):
            self.add_error("household", _("Choose a household, or a whole group."))
        first, last = data.get("from"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day lies before the first one."))

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
