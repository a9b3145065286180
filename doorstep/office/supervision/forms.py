"""Forms of supervision; their fields are named as the acts take them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.supervision.choices import CheckKind

WORDS: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 2}), "max_length": 300}


class OfPlace(forms.Form):
    """A form about one of the places that the account supervises."""

    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), to_field_name="code", empty_label=None
    )

    def __init__(self, *args: Any, places: QuerySet[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = places


class PostForm(OfPlace):
    """A post of an office."""

    title = forms.CharField(label=pgettext_lazy("supervision", "Post"), max_length=60)
    holder = forms.CharField(label=_("Who holds it"), max_length=60)
    start_on = DayField(label=_("From"))


class EndPostForm(forms.Form):
    """The first day on which it is no longer held."""

    end_on = DayField(label=_("First day without it"))


class ReviewForm(forms.Form):
    """A review of a post's risks."""

    reviewed_on = DayField(label=_("Day"))
    risks = forms.CharField(label=_("What could be misused"), **WORDS)
    guards = forms.CharField(label=_("What is done against it"), **WORDS)
    again_on = DayField(label=_("Review again by"))


class CheckForm(OfPlace):
    """A check that was carried out."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("supervision", "What was looked at"),
        choices=CheckKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=pgettext_lazy("supervision", "What it was about"), max_length=100)
    checked_on = DayField(label=_("Day"))
    found = forms.CharField(
        label=pgettext_lazy("supervision", "What was found"),
        help_text=_("In words; what is to be corrected is entered next, each by itself."),
        required=False,
        **WORDS,
    )


class ProblemForm(forms.Form):
    """What is to be corrected."""

    text = forms.CharField(label=_("What is to be corrected"), **WORDS)
    deadline_on = DayField(label=_("Until"))


class CorrectForm(forms.Form):
    """How it was corrected."""

    correction = forms.CharField(label=_("How it was corrected"), **WORDS)
    corrected_on = DayField(label=_("Day"))


class CloseForm(forms.Form):
    """What was seen when somebody else looked."""

    is_corrected = forms.ChoiceField(
        label=_("Is it corrected?"),
        choices=[("yes", _("Yes: close it")), ("no", _("No: it is open again"))],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=_("What was seen"),
        help_text=_("Needed where it is open again."),
        required=False,
        **WORDS,
    )
