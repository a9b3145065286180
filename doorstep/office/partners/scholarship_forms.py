"""Forms of scholarships, applications and appeals."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.models import Programme
from doorstep.office.asking import relative_field
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField
from doorstep.register.models import Member

LINES = forms.Textarea(attrs={"rows": 4})
OUTCOMES = [
    (True, pgettext_lazy("scholarship", "granted")),
    (False, pgettext_lazy("scholarship", "refused")),
]


def yes(said: Any) -> bool:
    """What a choice of True and False means, from a form or from code."""
    return str(said) == "True"


class ScholarshipForm(forms.Form):
    """A scholarship to publish."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label=None
    )
    name = forms.CharField(label=pgettext_lazy("scholarship", "Name"), max_length=100)
    criteria = forms.CharField(
        label=_("Criteria"),
        help_text=_("Who gets it: everybody reads this. It cannot be changed later."),
        widget=LINES,
        max_length=1000,
    )
    amount = YuanField(label=_("To each, in yuan"))
    year = forms.IntegerField(label=_("Year"))
    apply_until = DayField(label=_("Applications until"))
    appeal_days = forms.IntegerField(
        label=_("Working days for an appeal"), min_value=1, max_value=60, initial=10
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes


class ApplicationForm(forms.Form):
    """Who applies, and how the criteria are met."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Who applies"), empty_label="–")
    meets = forms.CharField(
        label=_("How the criteria are met"),
        help_text=_("One by one, as the paper shows them; no illness."),
        widget=LINES,
        max_length=500,
    )
    applied_on = DayField(label=_("Applied on"))

    def __init__(self, *args: Any, members: QuerySet[Member], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = members
        fields["member"].label_from_instance = lambda one: f"{one.household.code} {one.name}"


class _Deciding(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=pgettext_lazy("scholarship", "Decision"),
        choices=OUTCOMES,
        coerce=yes,
        widget=forms.RadioSelect,
    )
    is_relative = relative_field()


class DecideApplicationForm(_Deciding):
    """What a second person decides."""

    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("A refusal needs them; the applicant gets them in writing."),
        widget=LINES,
        max_length=500,
        required=False,
    )


class AppealForm(forms.Form):
    """Why the applicant does not agree."""

    text = forms.CharField(label=_("What the applicant says"), widget=LINES, max_length=500)
    made_on = DayField(label=_("Appealed on"))


class AnswerForm(_Deciding):
    """The answer to an appeal."""

    answer = forms.CharField(label=_("Answer in writing"), widget=LINES, max_length=500)


class PayScholarshipForm(forms.Form):
    """When it was paid."""

    paid_on = DayField(label=_("Paid on"))
    reference = forms.CharField(label=_("Reference at the bank"), max_length=60, required=False)
