"""The form of a helper."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from doorstep.people.choices import SpokenLanguage
from doorstep.people.models import Group, Helper, Place, Seat, Skill
from doorstep.register.queries import groups_in_order


class HelperForm(forms.Form):
    """Who it is and what they can take on; the seat's and skills' names come from the method."""

    name = forms.CharField(label=_("Name"), max_length=100)
    seat = forms.ModelChoiceField(
        Seat.objects, label=_("Seat in the team"), required=False, empty_label="–"
    )
    group = forms.ModelChoiceField(Group.objects, label=_("Group"), required=False, empty_label="–")
    skills = forms.ModelMultipleChoiceField(
        Skill.objects, label=_("Good at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=SpokenLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weekly_hours = forms.DecimalField(
        label=_("Hours a week"), min_value=0, max_value=80, decimal_places=1, required=False
    )
    most_households = forms.IntegerField(
        label=_("At most so many households"), min_value=0, max_value=99
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1920, max_value=2020, required=False
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, village: Place, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)
        fields: dict[str, Any] = self.fields
        fields["group"].queryset = groups_in_order(village)
        language = get_language() or "zh-hans"
        for name in ("seat", "skills"):
            fields[name].label_from_instance = lambda row: named(row, language)

    def clean_languages(self) -> list[str]:
        """Ticks have no order: those held keep theirs, the better one first; new ones follow."""
        ticked: list[str] = self.cleaned_data["languages"]
        held = [code for code in self.initial.get("languages", ()) if code in ticked]
        return held + [code for code in ticked if code not in held]

    @staticmethod
    def values_of(helper: Helper) -> dict[str, Any]:
        """What the form of a helper shows first."""
        fields = ("name", "seat", "group", "languages", "weekly_hours", "most_households",
                  "birth_year", "phone")  # fmt: skip
        return {name: getattr(helper, name) for name in fields} | {"skills": helper.skills.all()}


def named(row: Seat | Skill, language: str) -> str:
    """The name of a seat or skill in a language, else in Chinese, else its key."""
    names: dict[str, str] = row.names
    return names.get(language) or names.get("zh-hans") or row.key
