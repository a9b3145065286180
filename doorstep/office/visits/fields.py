"""What every visit says on a form, and what stands in it at first."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.names import name_in
from doorstep.method.choices import Urgency
from doorstep.method.models import Service
from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.register.models import Household
from doorstep.visits.choices import Mode, PartOfDay, Result

NO_CHANGE = "no_change"  # stands first among the services, as on paper
HelperChoices = list[tuple[str, list[tuple[str, str]]]]


class VisitFields(forms.Form):
    """What every visit says; `id` is minted when the form is shown, so that two presses count
    once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(label=_("Day"))
    part_of_day = forms.ChoiceField(
        label=_("Part of the day"),
        choices=PartOfDay.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    mode = forms.ChoiceField(
        label=_("How they were reached"), choices=Mode.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(
        label=pgettext_lazy("visit", "What was done"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Seen by everybody who goes there. No health, no religion, no politics."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    next_on = DayField(label=_("Next visit"), required=False)
    helper = forms.ChoiceField(label=_("Who was there"))

    def __init__(
        self,
        *args: Any,
        household: Household,
        services: list[Service],
        helpers: HelperChoices,
        **given: Any,
    ) -> None:
        """`helpers` empty: the one who is signed in."""
        super().__init__(*args, **given)
        self.household = household
        fields: dict[str, Any] = self.fields
        fields["services"].choices = [
            (NO_CHANGE, _("No change")),
            *((service.key, name_in(service.names)) for service in services),
        ]
        if helpers:
            fields["helper"].choices = helpers
        else:
            del fields["helper"]

    def visit_values(self) -> dict[str, Any]:
        """What `record_visit` and `amend_visit` both take."""
        values = self.cleaned_data
        names = ("id", "on", "part_of_day", "mode", "result", "note", "next_on")
        return {name: values[name] for name in names} | {
            "services": [key for key in values["services"] if key != NO_CHANGE],
            "no_change": NO_CHANGE in values["services"],
        }


def in_order(services: list[Service], kind: str) -> list[Service]:
    """The catalogue with those first that a household of this category mostly gets."""
    return sorted(services, key=lambda service: (kind not in service.first_for, service.order))


def helper_choices(paired: list[Helper], team: list[Helper]) -> HelperChoices:
    """The helpers who are paired with the household, then the others of the team."""
    pairs = {helper.pk for helper in paired}
    others = [helper for helper in team if helper.pk not in pairs]
    groups: list[tuple[Any, list[Helper]]] = [(_("Paired"), paired), (_("Team"), others)]
    return [
        (name, [(str(helper.pk), helper.name) for helper in rows]) for name, rows in groups if rows
    ]


def first_values(today: date, *, duty: str, helpers: HelperChoices) -> dict[str, Any]:
    """What the empty form says: today, met, on site or (where a contact alone is due) by phone."""
    return {
        "id": uuid.uuid4(),
        "on": today,
        "mode": Mode.PHONE if duty == "contact" else Mode.ON_SITE,
        "result": Result.MET,
        "new_urgency": Urgency.ORDINARY,
        "helper": helpers[0][1][0][0] if helpers else "",
    }
