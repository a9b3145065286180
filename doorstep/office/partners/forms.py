"""Forms about partners."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.models import Programme
from doorstep.kit.names import name_in
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField
from doorstep.partners.choices import EnergyKind, JointActKind
from doorstep.partners.factors import factor_sets
from doorstep.people.models import Account

LINES = forms.Textarea(attrs={"rows": 3})


class PartnerChangeForm(forms.Form):
    """Name, contact and note of a partner."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=100)
    contact_name = forms.CharField(
        label=_("Whom to reach there"),
        help_text=_("Somebody at work; nothing private."),
        max_length=60,
        required=False,
    )
    contact_at = forms.CharField(
        label=_("Telephone or mail at work"), max_length=100, required=False
    )
    note = forms.CharField(label=_("Note"), widget=LINES, max_length=300, required=False)


class PartnerForm(PartnerChangeForm):
    """A new partner."""

    since_on = DayField(label=pgettext_lazy("partner", "Partner since"))


class BackForm(forms.Form):
    """A programme that the partner backs."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label="–"
    )
    since_on = DayField(label=_("Since"))

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes


class JointActForm(forms.Form):
    """What was done together."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("partner", "What it was"),
        choices=JointActKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("In a few words"), max_length=150)
    done_on = DayField(label=_("Day"))
    where = forms.CharField(label=pgettext_lazy("partner", "Where"), max_length=100, required=False)
    of_office = forms.ModelChoiceField(
        Account.objects.none(), label=_("Who of the office"), empty_label=None
    )
    people_count = forms.IntegerField(
        label=_("How many took part"),
        help_text=_("Only the number. For jobs: how many graduates got one."),
        min_value=0,
        initial=0,
    )
    household_count = forms.IntegerField(
        label=_("How many households it reached"), min_value=0, initial=0, required=False
    )
    village_count = forms.IntegerField(
        label=_("How many villages"), min_value=0, initial=0, required=False
    )
    amount = YuanField(
        label=_("For how much, in yuan"),
        help_text=_("For a purchase of local produce alone."),
        required=False,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=pgettext_lazy("money", "Programme"),
        empty_label="–",
        required=False,
    )
    seen = forms.CharField(label=_("What was seen"), widget=LINES, max_length=500, required=False)
    agreed = forms.CharField(
        label=_("What was agreed"), widget=LINES, max_length=500, required=False
    )

    def __init__(
        self,
        *args: Any,
        staff: QuerySet[Account],
        programmes: QuerySet[Programme],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["of_office"].queryset = staff
        fields["of_office"].label_from_instance = lambda one: one.name
        fields["programme"].queryset = programmes

    def clean_household_count(self) -> int:
        return self.cleaned_data["household_count"] or 0

    def clean_village_count(self) -> int:
        return self.cleaned_data["village_count"] or 0


class PlantForm(forms.Form):
    """A plant as the partner states it."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("energy", "Power from"),
        choices=EnergyKind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=pgettext_lazy("energy", "Name"), max_length=100)
    where = forms.CharField(label=pgettext_lazy("partner", "Where"), max_length=100, required=False)
    capacity_kw = forms.IntegerField(label=_("Capacity in kW"), min_value=1)
    yearly_kwh = forms.IntegerField(label=_("Power expected in a year, in kWh"), min_value=1)
    factors = forms.ChoiceField(
        label=_("Factors"), help_text=_("What a kWh saves, by source and year.")
    )
    document = forms.CharField(
        label=_("In which document"),
        help_text=_("Its title and number, so that somebody can look it up."),
        max_length=200,
    )
    stated_on = DayField(label=_("Stated on"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["factors"].choices = [
            (key, name_in(one.names)) for key, one in factor_sets().items()
        ]


class BuiltForm(forms.Form):
    """Since when a plant makes power."""

    built_on = DayField(label=_("Makes power since"))
