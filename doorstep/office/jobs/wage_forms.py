"""Forms about answers, placements and wages."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.jobs.choices import JobAnswer, SaidBy, WageState
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField


class AnswerForm(forms.Form):
    """What somebody said to an offer."""

    answer = forms.ChoiceField(
        label=_("What they said"),
        help_text=_("Nobody has to say why."),
        choices=[(one.value, one.label) for one in JobAnswer if one != JobAnswer.NONE],
        widget=forms.RadioSelect,
    )
    answered_on = DayField(label=_("Day"))


class PlaceForm(forms.Form):
    """When the work begins and ends."""

    start_on = DayField(label=pgettext_lazy("job", "First day"))
    end_on = DayField(
        label=pgettext_lazy("job", "Last day, where known"),
        help_text=_("Empty: as the offer says."),
        required=False,
    )


class EndForm(forms.Form):
    """The day on which the work was over."""

    on = DayField(label=pgettext_lazy("job", "Over since"))

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(now("This day is still to come."))
        return on


class MonthField(forms.CharField):
    """A month, typed as 2026-03 or chosen; its value is the first day, None where it is empty."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"})
        super().__init__(max_length=10, required=False, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(20\d\d)-(\d{1,2})", text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise forms.ValidationError(now("Write a month as 2026-03."))
        return date(int(found[1]), int(found[2]), 1)


class CorrectWageForm(forms.Form):
    """What was said of a wage, in the place of a report."""

    state = forms.ChoiceField(
        label=pgettext_lazy("wage", "What was said"),
        choices=WageState.choices,
        widget=forms.RadioSelect,
    )
    amount = YuanField(
        label=_("Amount in yuan"),
        help_text=_("What was paid; or, where it is known, what is owed."),
        required=False,
    )
    said_by = forms.ChoiceField(
        label=pgettext_lazy("wage", "Who said it"),
        choices=SaidBy.choices,
        widget=forms.RadioSelect,
    )
    said_on = DayField(label=pgettext_lazy("wage", "Said on"))


class WageForm(CorrectWageForm):
    """A report of a wage."""

    month = MonthField(label=_("Month"), help_text=_("Empty: the whole work."))
    field_order = ("month", "state", "amount", "said_by", "said_on")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [
            (one.value, one.label) for one in WageState if one != WageState.VOID
        ]
