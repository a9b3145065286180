"""What is asked about rounds: whose and when, in which language, and a row as it is keyed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from doorstep.kit.weeks import Week
from doorstep.office.rendering import DayField
from doorstep.office.wording import week_text
from doorstep.people.choices import Language
from doorstep.people.models import Helper
from doorstep.visits.choices import PartOfDay

ALL = ""


class LanguageForm(forms.Form):
    """The language of a sheet; else that of whoever prints it."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    chosen = ""

    @classmethod
    def asked(cls, request: HttpRequest) -> "LanguageForm":
        own = get_language() or Language.ZH.value
        language = request.GET.get("language", "")
        chosen = language if language in Language.values else own
        form = cls({"language": chosen}, label_suffix="", auto_id="by-%s")
        form.chosen = str(chosen)
        return form


class MakeForm(forms.Form):
    """Whose sheets, for which week."""

    helper = forms.ChoiceField(label=_("Helper"), required=False)
    week = forms.ChoiceField(label=_("Week"))

    def __init__(self, data: Any, *, helpers: Sequence[Helper], today: date) -> None:
        super().__init__(data, label_suffix="", auto_id="make-%s")
        fields: dict[str, Any] = self.fields
        names = [(str(helper.pk), helper.name) for helper in helpers]
        fields["helper"].choices = [(ALL, _("All helpers, one after the other")), *names]
        this = Week.of(today)
        fields["week"].choices = [(str(week), week_text(week)) for week in (this, this.shift(1))]
        if not helpers:
            del fields["helper"]


class KeyForm(forms.Form):
    """A row as it is typed, and the day and part of the day that hold for the rows that follow."""

    on = DayField(label=_("Day"))
    part = forms.ChoiceField(
        label=_("Part of the day"), choices=[("", "–"), *PartOfDay.choices], required=False
    )
    row = forms.CharField(
        label=_("Row and letters"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        """The cursor stands in the line, or on the day as long as there is none."""
        super().__init__(data, label_suffix="", **given)
        has_day = self.is_bound or self.initial.get("on")
        self.fields["row" if has_day else "on"].widget.attrs["autofocus"] = True
