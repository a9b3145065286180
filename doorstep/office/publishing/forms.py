"""The form of a list for the notice board: one household a line."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.figures.actions import NewLine
from doorstep.figures.choices import NoticeColumn
from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.register.models import Household

BETWEEN = re.compile(r"[\t ,，、;；]+")


class NoticeForm(forms.Form):
    """What hangs, in which columns, until when. A line: code, item, sum, as copied from a sheet."""

    title = forms.CharField(label=pgettext_lazy("notice", "What it is about"), max_length=100)
    who = forms.ChoiceField(
        label=gettext_lazy("Households stand there by"),
        choices=[
            ("name", gettext_lazy("the masked name of the head")),
            ("code", gettext_lazy("their code")),
        ],
        widget=forms.RadioSelect,
        initial="name",
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns beside it"),
        choices=NoticeColumn.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[NoticeColumn.GROUP, NoticeColumn.ITEM, NoticeColumn.SUM],
        required=False,
    )
    lines = forms.CharField(
        label=gettext_lazy("Households, one a line: code, item, sum"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50_000,
    )
    take_down_on = DayField(label=gettext_lazy("Comes down on"))

    def __init__(self, *args: Any, village: Place, today: date, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)
        self.village, self.today = village, today

    def clean_lines(self) -> list[NewLine]:
        """The lines with their households; what cannot be read is named with its line."""
        told = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        split = [BETWEEN.split(line) for line in told]
        rows = Household.objects.filter(village=self.village).active_on(self.today)
        households = {one.code: one for one in rows.filter(code__in=[one[0] for one in split])}
        lines, errors = [], []
        for number, (code, *rest) in enumerate(split, 1):
            if code not in households:
                words = _("Line %(number)s: there is no household %(code)s here.")
                errors.append(words % {"number": number, "code": code})
                continue
            amount = _amount(rest[-1]) if rest else None
            item = " ".join(rest if amount is None else rest[:-1])
            lines.append(NewLine(households[code], item, amount))
        if errors:
            raise forms.ValidationError(errors)
        return lines

    def values(self) -> dict[str, Any]:
        """The fields as `make_notice` takes them."""
        values = dict(self.cleaned_data)
        values["shows_names"] = values.pop("who") == "name"
        return values


def _amount(text: str) -> Decimal | None:
    """A sum, with or without 元; None for what is none."""
    try:
        amount = Decimal(text.removesuffix("元"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
