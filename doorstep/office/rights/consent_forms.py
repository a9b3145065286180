"""The forms of consents: what was agreed to, and the texts that are told before."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.office.rendering import DayField
from doorstep.register.choices import ConsentHow, ConsentPurpose
from doorstep.register.models import Household, Member
from doorstep.register.rules import is_child, is_of_age

MOST_LETTERS = 3000


class ConsentForm(forms.Form):
    """What was agreed to, how, by whom; for a child's name its guardian agrees."""

    purpose = forms.ChoiceField(label=_("To what"), choices=ConsentPurpose.choices)
    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("By whom"),
        required=False,
        empty_label=_("the whole household"),
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=ConsentHow.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    witness = forms.CharField(
        label=_("Name of the witness"),
        help_text=_("Only where it was spoken."),
        max_length=100,
        required=False,
    )
    given_on = DayField(label=_("Given on"))
    child = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("For which child"),
        help_text=_("Only for showing a child's name; its guardian agrees."),
        required=False,
        empty_label="–",
    )
    guardian = forms.CharField(
        label=_("Name of the guardian"),
        help_text=_(
            "For a child, where no adult of the household agrees; for points, where the person is "
            "under 18."
        ),
        max_length=100,
        required=False,
    )

    def __init__(
        self, *args: Any, household: Household, today: date, has_points: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        here = household.members.filter(left_on=None)
        left_out = set() if has_points else {ConsentPurpose.POINTS}
        small = [one.pk for one in here if is_child(one.birth_year, one.birth_month, today)]
        fields["member"].queryset = here.exclude(pk__in=small)
        fields["child"].queryset = here.filter(pk__in=small)
        if not small:
            del fields["child"]
            left_out.add(ConsentPurpose.CHILD_NAME)
        if not (small or (has_points and _has_minors(here, today))):
            del fields["guardian"]
        fields["purpose"].choices = [
            (one.value, one.label) for one in ConsentPurpose if one not in left_out
        ]


def _has_minors(members: QuerySet[Member], today: date) -> bool:
    return any(not is_of_age(one.birth_year, today) for one in members)


class ConsentTextForm(forms.Form):
    """The text in three languages; the Tibetan is a draft, printed beside the Chinese."""

    zh = forms.CharField(
        label=_("In Chinese"),
        help_text=_("Who asks, why, what is kept, how long, the rights, and whom to ask."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    bo = forms.CharField(
        label=_("In Tibetan (a draft)"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "bo"}),
        required=False,
    )
    en = forms.CharField(
        label=_("In English"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "en"}),
        required=False,
    )
    from_on = DayField(label=_("Holds from"))

    def values(self) -> dict[str, Any]:
        """What `publish_consent_text` takes."""
        given = self.cleaned_data
        texts = {"zh-hans": given["zh"], "bo": given["bo"], "en": given["en"]}
        return {"texts": texts, "from_on": given["from_on"]}
