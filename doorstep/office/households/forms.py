"""The forms that change a household; their fields are named as the actions take them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstep.method.choices import STATED_FACTS, CadenceKind, Every, FactKind
from doorstep.office.rendering import DayField
from doorstep.people.choices import SpokenLanguage
from doorstep.people.models import Group, Place
from doorstep.register.choices import (
    NOT_USED,
    ClosedBecause,
    Relation,
    Season,
    Sex,
)
from doorstep.register.models import Household, Member
from doorstep.register.queries import groups_in_order
from doorstep.register.rules import is_of_age

BLANK = ("", "–")
SOURCES = [("yes", _("yes")), ("no", _("no"))]


class HouseholdForm(forms.Form):
    """What can be changed at any time."""

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Group"), required=False)
    new_group = forms.CharField(
        label=_("Or a new group"),
        help_text=_("Only where the group is not in the list above."),
        max_length=60,
        required=False,
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken at home"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    best_time = forms.CharField(label=_("Best time for a visit"), max_length=100, required=False)
    resident_count = forms.IntegerField(
        label=_("How many live here"), min_value=0, max_value=99, required=False
    )
    helpers_wanted = forms.TypedChoiceField(
        label=_("How many helpers they ask for"),
        choices=[(number, number) for number in range(4)],
        coerce=int,
    )
    review_on = DayField(label=_("Look again on"), required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For those who go there. No health, religion, politics or disputes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, village: Place, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["group"].queryset = groups_in_order(village)
        fields["group"].empty_label = "–"

    @staticmethod
    def values_of(household: Household) -> dict[str, Any]:
        """What stands there now."""
        names = ("phone", "languages", "best_time", "resident_count", "review_on", "note")
        values = {name: getattr(household, name) for name in names}
        return values | {
            "group": household.group_id,
            "helpers_wanted": household.helpers_wanted,
        }


class NewHouseholdForm(HouseholdForm):
    """A household that joins the register."""

    code = forms.CharField(
        label=_("Household code"), help_text=_("As it stands in the ledger."), max_length=40
    )
    head = forms.CharField(label=_("Head (contact person)"), max_length=100)

    field_order = ("code", "head", "group", "new_group")


class AwayForm(forms.Form):
    """Away until a day."""

    until_on = DayField(label=_("The day they come back"))


class HomeForm(forms.Form):
    """Where they live in a season."""

    season = forms.ChoiceField(label=_("Season"), choices=Season.choices, widget=forms.RadioSelect)
    lat = forms.DecimalField(
        label=_("Latitude (north)"), help_text=_("For example 29.882"), min_value=-90, max_value=90
    )
    lon = forms.DecimalField(
        label=_("Longitude (east)"), help_text=_("For example 91.643"), min_value=-180,
        max_value=180,
    )  # fmt: skip


class MemberForm(forms.Form):
    """Somebody of the household."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("A child under 14 reads 孩子1; the own name is kept sealed, or not at all."),
        max_length=100,
    )
    relation = forms.ChoiceField(
        label=_("Head or member"), choices=Relation.choices, widget=forms.RadioSelect
    )
    relation_word = forms.CharField(label=_("Relation to the head"), max_length=40, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[BLANK, *Sex.choices], required=False)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1900, max_value=2100, required=False
    )
    birth_month = forms.IntegerField(
        label=_("Month of birth"), min_value=1, max_value=12, required=False
    )
    at_school = forms.TypedChoiceField(
        label=_("At school"), choices=[BLANK, *SOURCES], required=False,
        coerce=lambda word: word == "yes", empty_value=None,
    )  # fmt: skip
    able_to_work = forms.TypedChoiceField(
        label=_("Able to work"), choices=[BLANK, *SOURCES], required=False,
        coerce=lambda word: word == "yes", empty_value=None,
    )  # fmt: skip

    @staticmethod
    def values_of(member: Member) -> dict[str, Any]:
        """What stands there now."""
        words = {True: "yes", False: "no", None: ""}
        names = ("name", "relation", "relation_word", "sex", "birth_year", "birth_month")
        return {name: getattr(member, name) for name in names} | {
            "at_school": words[member.at_school],
            "able_to_work": words[member.able_to_work],
        }


class CircumstanceForm(forms.Form):
    """Something that happened, as the household said it."""

    fact = forms.ChoiceField(
        label=_("What has happened"),
        choices=[(fact.value, fact.label) for fact in FactKind if fact in STATED_FACTS],
        widget=forms.RadioSelect,
    )
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Whom"), required=False)
    since_on = DayField(label=_("Since"))
    private = forms.BooleanField(label=_("Not for others of the household"), required=False)

    def __init__(self, *args: Any, household: Household, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["fact"].widget.attrs["class"] = "long"
        fields["member"].queryset = household.members.filter(left_on=None)
        fields["member"].empty_label = _("the whole household")


class CadenceForm(forms.Form):
    """How often the household itself wants to be asked and visited."""

    kind = forms.ChoiceField(label=_("What"), choices=CadenceKind.choices, widget=forms.RadioSelect)
    every = forms.ChoiceField(
        label=_("How often"),
        choices=[("", _("as the method says")), *Every.choices],
        required=False,
    )
    reason = forms.CharField(
        label=_("In their words"), help_text=_("No reason has to be given."), max_length=200,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["kind"].widget.attrs["class"] = "long"


class ClosingForm(forms.Form):
    """Why a household leaves the register."""

    because = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, one.label) for one in ClosedBecause if one not in NOT_USED],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["because"].widget.attrs["class"] = "long"


class PrintForm(forms.Form):
    """For whom a copy is made, and in which language."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("For"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    large = forms.BooleanField(label=_("Large print"), required=False)

    def __init__(self, *args: Any, adults: Any, languages: Any, **given: Any) -> None:
        super().__init__(*args, auto_id="copy-%s", label_suffix="", **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = adults
        fields["member"].empty_label = None
        fields["language"].choices = languages


def is_adult(member: Member, today: date) -> bool:
    """Of age, or of no known year."""
    return is_of_age(member.birth_year, today)
