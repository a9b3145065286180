"""Forms about offers and wishes; their fields are named as the acts take them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.jobs.choices import Craft, WagePer
from doorstep.jobs.rules import OfferFields
from doorstep.needs.choices import PlacementKind
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField
from doorstep.register.models import Member

LINES = forms.Textarea(attrs={"rows": 2})


def crafts_field(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    """Any of the crafts."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=Craft.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class OfferForm(forms.Form):
    """An offer as the employer told it."""

    employer = forms.CharField(label=pgettext_lazy("job", "Employer"), max_length=100)
    title = forms.CharField(label=pgettext_lazy("job", "Work"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind of work"), choices=PlacementKind.choices, widget=forms.RadioSelect
    )
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=999, initial=1)
    where = forms.CharField(label=pgettext_lazy("job", "Place of work"), max_length=100)
    km = forms.IntegerField(
        label=_("Km from the village"),
        help_text=_("By road; used where the point below is empty."),
        min_value=0,
        max_value=9_999,
        required=False,
    )
    lat = forms.DecimalField(label=_("Latitude"), max_digits=9, required=False)
    lon = forms.DecimalField(label=_("Longitude"), max_digits=9, required=False)
    start_on = DayField(label=pgettext_lazy("job", "First day"))
    end_on = DayField(label=pgettext_lazy("job", "Last day, where known"), required=False)
    wage = YuanField(label=_("Wage in yuan"), help_text=_("Empty: to be agreed."), required=False)
    wage_most = YuanField(label=_("Up to, where a range was told"), required=False)
    wage_per = forms.ChoiceField(
        label=_("Paid for"), choices=[("", "–"), *WagePer.choices], required=False
    )
    crafts = crafts_field(
        pgettext_lazy("job", "Skills"), _("Only what the work cannot do without.")
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("job", "Whom to reach"),
        help_text=_("Somebody at work; deleted when the offer is closed."),
        max_length=60,
        required=False,
    )
    contact_at = forms.CharField(
        label=pgettext_lazy("job", "Telephone"), max_length=100, required=False
    )
    note = forms.CharField(
        label=pgettext_lazy("job", "Note"), widget=LINES, max_length=300, required=False
    )
    open_until = DayField(label=pgettext_lazy("job", "Open until"))

    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what stood there

    def told(self) -> OfferFields:
        """What was typed, as the acts take it."""
        given = dict(self.cleaned_data)
        del given["seen"]
        return OfferFields(**given | {"crafts": tuple(given["crafts"])})


class WishForm(forms.Form):
    """What somebody wishes for."""

    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=pgettext_lazy("job wish", "Who"),
        help_text=_("Sixteen or older, by the year and month of birth on the register."),
        empty_label="–",
    )
    said_on = DayField(label=pgettext_lazy("job wish", "Said on"))
    text = forms.CharField(
        label=pgettext_lazy("job wish", "In their own words"),
        help_text=_("Only about work; no illness."),
        widget=LINES,
        max_length=300,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kind of work"),
        help_text=_("None: any."),
        choices=PlacementKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    crafts = crafts_field(pgettext_lazy("job", "Skills"), _("What they can do."))
    most_km = forms.IntegerField(
        label=_("How far, in km"),
        help_text=_("By road; empty: anywhere."),
        min_value=1,
        max_value=9_999,
        required=False,
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, members: QuerySet[Member], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = members
        fields["member"].label_from_instance = lambda one: f"{one.household.code} {one.name}"


class RenewForm(forms.Form):
    """On which day it was said again."""

    asked_on = DayField(label=pgettext_lazy("job wish", "Said again on"))


class OffersFileForm(forms.Form):
    """An employer's or a county's file."""

    file = forms.FileField(
        label=_("The file of offers"),
        help_text=_(
            "xlsx, xls or CSV with the columns 用人单位, 岗位, 工作地点, 上岗时间 and 人数; "
            "用工性质, 距离, 工资, 技能要求, 截止日期, 联系人, 联系电话 and 备注 are read where "
            "they are there."
        ),
    )
