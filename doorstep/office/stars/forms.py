"""Forms of criteria, applications, and what follows them."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from doorstep.meetings.models import Meeting
from doorstep.office.rendering import DayField
from doorstep.register.models import Member
from doorstep.stars.actions import NewCriterion, Said, Terms
from doorstep.stars.actions.sets import BOUNDS
from doorstep.stars.choices import AskedHow, CommentKind, StarError

LINES = forms.Textarea(attrs={"rows": 4})
BETWEEN = re.compile(r"[：:]")


class StarSetForm(forms.Form):
    """Criteria to publish."""

    name = forms.CharField(label=_("What the star is called"), max_length=40)
    about = forms.CharField(
        label=_("What it is for, in a sentence"), max_length=300, required=False
    )
    criteria = forms.CharField(
        label=_("Criteria, one a line: name: what it means"),
        help_text=_(
            "Everybody reads them, and they cannot be changed later. Each is met or not; none "
            "asks about faith, petitions or complaints, illness, help from the office or quarrels."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
    )
    from_on = DayField(label=_("One can apply from"))
    valid_months = forms.IntegerField(label=_("Months that it holds"), initial=12)
    answer_days = forms.IntegerField(label=_("Working days until the answer"), initial=30)
    notice_days = forms.IntegerField(label=_("Days on the notice board"), initial=7)
    objection_days = forms.IntegerField(label=_("Working days for an objection"), initial=10)
    again_days = forms.IntegerField(
        label=_("Days until one may apply again"),
        help_text=_("After an answer that not all criteria are met."),
        initial=90,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        for name, (least, most) in BOUNDS.items():
            fields[name].min_value, fields[name].max_value = least, most
            fields[name].widget.attrs |= {"min": least, "max": most}

    def clean_criteria(self) -> list[NewCriterion]:
        """The criteria; a line without a name or words is named by its number."""
        told = self.cleaned_data["criteria"].splitlines()
        made, errors = [], []
        for number, line in enumerate((one for one in told if one.strip()), 1):
            name, *words = BETWEEN.split(line.strip(), maxsplit=1)
            if not words or not name.strip() or not words[0].strip():
                errors.append(
                    gettext("Line %(number)s: write a name, a colon, and what it means.")
                    % {"number": number}
                )
                continue
            made.append(NewCriterion(name.strip(), words[0].strip()))
        if errors:
            raise forms.ValidationError(errors)
        return made

    def values(self) -> dict[str, Any]:
        """What `publish_star_set` takes."""
        given = dict(self.cleaned_data)
        terms = Terms(**{name: given.pop(name) for name in BOUNDS})
        return given | {"terms": terms}


class EndSetForm(forms.Form):
    """From when nobody applies."""

    until_on = DayField(label=_("First day on which nobody applies by them"))


class ApplyForm(forms.Form):
    """Who asked for the household, when and how."""

    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Who asked"),
        help_text=_("Somebody grown up, for the own household. Nobody is put forward by others."),
        empty_label="–",
    )
    how = forms.ChoiceField(
        label=pgettext_lazy("star", "How it was asked for"),
        choices=AskedHow.choices,
        widget=forms.RadioSelect,
    )
    asked_on = DayField(label=_("Asked on"))

    def __init__(self, *args: Any, members: QuerySet[Member], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = members
        fields["member"].label_from_instance = lambda one: f"{one.household.code} {one.name}"


class VillageApplyForm(forms.Form):
    """When a village asked, and how."""

    how = forms.ChoiceField(
        label=pgettext_lazy("star", "How it was asked for"),
        choices=[one for one in AskedHow.choices if one[0] != AskedHow.HELPER],
        widget=forms.RadioSelect,
    )
    asked_on = DayField(label=_("Asked on"))


class HearForm(forms.Form):
    """At which meeting neighbours were heard, and what they said."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=pgettext_lazy("star", "Meeting"),
        help_text=_("One that was held since they assessed themselves."),
        empty_label=None,
    )
    spoke_for = forms.CharField(
        label=_("Said for it, one a line"),
        help_text=_("Without who said it, and without names of others."),
        widget=LINES,
        max_length=4000,
        required=False,
    )
    neutral = forms.CharField(
        label=_("Said beside it, one a line"), widget=LINES, max_length=4000, required=False
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], told: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["meeting"].queryset = meetings
        fields["meeting"].label_from_instance = told

    def said(self) -> list[Said]:
        """What was said, as `hear_neighbours` takes it."""
        given = self.cleaned_data
        kinds = ((CommentKind.FOR, "spoke_for"), (CommentKind.NEUTRAL, "neutral"))
        return [
            Said(kind, line)
            for kind, name in kinds
            for line in given[name].splitlines()
            if line.strip()
        ]


class ObjectStarForm(forms.Form):
    """Why they do not agree."""

    text = forms.CharField(label=_("What they say"), widget=LINES, max_length=500)
    made_on = DayField(label=_("Objected on"))


class PlaqueForm(forms.Form):
    """When the plaque was handed over."""

    handed_on = DayField(label=_("Handed over on"))


class ErrorForm(forms.Form):
    """What went wrong."""

    error = forms.ChoiceField(
        label=pgettext_lazy("star", "What went wrong"),
        choices=StarError.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"), help_text=_("They get it in writing."), widget=LINES, max_length=300
    )
