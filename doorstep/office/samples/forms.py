"""Forms of samples."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.models import Activity
from doorstep.kit.days import day_text
from doorstep.kit.names import name_in
from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.samples.choices import Matter, ToldHow
from doorstep.samples.models import Lab, Sample
from doorstep.samples.norms import norms, norms_for, parameters
from doorstep.samples.rules.units import KNOWN

USUAL, NONE = "usual", "none"


class TakeForm(forms.Form):
    """A sample: its label, of what, whose, where, and who took it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    activity = forms.ChoiceField(label=pgettext_lazy("sample", "On which activity"))
    code = forms.CharField(
        label=pgettext_lazy("sample", "Code on the label"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    matter = forms.ChoiceField(
        label=pgettext_lazy("sample", "Of what"),
        choices=Matter.choices,
        widget=forms.RadioSelect,
    )
    household_code = forms.CharField(
        label=_("Code of the household"),
        help_text=pgettext_lazy("sample", "Empty for a spring, a tap of all, a field."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    where = forms.CharField(
        label=pgettext_lazy("sample", "Where it was taken"),
        help_text=pgettext_lazy("sample", "The well, the tap, the shelf; nobody's name."),
        max_length=100,
        required=False,
    )
    taken_by = forms.ModelChoiceField(
        Helper.objects.none(), label=pgettext_lazy("sample", "Taken by"), empty_label="–"
    )
    taken_on = DayField(label=_("Day"))
    norm = forms.ChoiceField(label=pgettext_lazy("sample", "Norm"))

    def __init__(
        self, *args: Any, activities: Iterable[Activity], helpers: Any, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.activities = {str(one.pk): one for one in activities}
        fields: dict[str, Any] = self.fields
        fields["activity"].choices = [
            (key, f"{day_text(one.on)} · {one.title}") for key, one in self.activities.items()
        ]
        fields["taken_by"].queryset = helpers
        fields["norm"].choices = [
            (USUAL, pgettext_lazy("sample", "the usual one for what it is of")),
            *norm_choices(),
            (NONE, pgettext_lazy("sample", "none: told as it was measured")),
        ]

    def values(self) -> dict[str, Any]:
        """The fields as `take_sample` takes them, beside activity and household."""
        given = dict(self.cleaned_data)
        norm = given["norm"]
        if norm == USUAL:
            usual = norms_for(given["matter"])
            norm = usual[0].key if usual else ""
        names = ("id", "code", "matter", "where", "taken_by", "taken_on")
        return {name: given[name] for name in names} | {"norm": "" if norm == NONE else norm}


def first_values(last: Sample | None, today: date, helper: Helper | None) -> dict[str, Any]:
    """How the form begins: after another sample as that one, with the next code."""
    if last is None:
        return {"id": uuid4(), "taken_on": today, "taken_by": helper, "norm": USUAL}
    return {
        "id": uuid4(),
        "activity": str(last.activity_id),
        "code": next_code(last.code),
        "matter": last.matter,
        "taken_by": last.taken_by,
        "taken_on": last.taken_on,
        "norm": last.norm or NONE,
    }


def next_code(code: str) -> str:
    """The code after one that ends in a number: W-09 is followed by W-10; "" after another."""
    found = re.fullmatch(r"(.*?)(\d{1,9})", code)
    if found is None:
        return ""
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}}"


def norm_choices(matter: str = "") -> list[tuple[str, str]]:
    """(key, name) of the norms, of those that fit what a sample is of where it is given."""
    rows = norms_for(matter) if matter else norms().values()
    return [(one.key, name_in(one.names)) for one in rows]


class NormForm(forms.Form):
    """Against which norm a sample is held."""

    norm = forms.ChoiceField(label=pgettext_lazy("sample", "Norm"), required=False)

    def __init__(self, *args: Any, matter: str, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        none = ("", pgettext_lazy("sample", "none: told as it was measured"))
        fields["norm"].choices = [*norm_choices(matter), none]


class HandOverForm(forms.Form):
    """Who takes the samples from their holder, and when."""

    giver = forms.ChoiceField(label=pgettext_lazy("custody", "Handed over by"))
    helper = forms.ModelChoiceField(
        Helper.objects.none(),
        label=pgettext_lazy("custody", "Taken by the helper"),
        empty_label=pgettext_lazy("custody", "somebody else"),
        required=False,
    )
    carrier = forms.CharField(
        label=pgettext_lazy("custody", "Or by somebody else"),
        help_text=pgettext_lazy("custody", "The post, the bus, the clinic's car; no name needed."),
        max_length=60,
        required=False,
    )
    handed_on = DayField(label=_("Day"))

    def __init__(self, *args: Any, givers: Iterable[str], helpers: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["giver"].choices = [(one, one) for one in givers]
        fields["helper"].queryset = helpers


class ReceiveForm(forms.Form):
    """Which laboratory received the samples, from whom, and when."""

    giver = forms.ChoiceField(label=pgettext_lazy("custody", "Handed over by"))
    lab = forms.ModelChoiceField(
        Lab.objects.none(), label=pgettext_lazy("custody", "Laboratory"), empty_label="–"
    )
    received_on = DayField(label=_("Day"))

    def __init__(self, *args: Any, givers: Iterable[str], labs: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["giver"].choices = [(one, one) for one in givers]
        fields["lab"].queryset = labs


class ResultForm(forms.Form):
    """One value from the laboratory's paper."""

    parameter = forms.ChoiceField(label=pgettext_lazy("result", "What was measured"))
    value = forms.CharField(
        label=pgettext_lazy("result", "Result"),
        help_text=pgettext_lazy("result", "As it stands there: 0.8, <0.005, not detected (ND)."),
        max_length=40,
    )
    unit = forms.ChoiceField(label=pgettext_lazy("result", "Unit"), required=False)
    measured_on = DayField(label=pgettext_lazy("result", "Measured on"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["parameter"].choices = [
            (one.key, name_in(one.names)) for one in parameters().values()
        ]
        fields["unit"].choices = [(one, one or "–") for one in KNOWN]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=100)


class TellForm(forms.Form):
    """How and when the result was told."""

    how = forms.ChoiceField(
        label=pgettext_lazy("result letter", "How it was told"),
        choices=ToldHow.choices,
        widget=forms.RadioSelect,
    )
    told_on = DayField(label=_("Day"))
