"""Forms of schemes, rules and the shop."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.meetings.models import Decision
from doorstep.office.rendering import DayField
from doorstep.office.wording import day_text
from doorstep.points.actions.guards import MOST_POINTS, MOST_TIMES
from doorstep.points.actions.schemes import MOST_DAYS, MOST_MONTHS
from doorstep.points.choices import Per
from doorstep.stations.models import StockItem


class TimesForm(forms.Form):
    """How long an award counts, and in how many working days a dispute is answered."""

    lapse_months = forms.IntegerField(
        label=_("An award lapses after so many months"),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=12,
    )
    answer_days = forms.IntegerField(
        label=_("A dispute is answered within so many working days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=10,
    )


class SchemeForm(TimesForm):
    """A new scheme."""

    name = forms.CharField(label=pgettext_lazy("points", "Name of the scheme"), max_length=60)

    field_order = ("name", "lapse_months", "answer_days")


class RuleForm(forms.Form):
    """A rule: what for, how many, and at most how often."""

    text = forms.CharField(
        label=pgettext_lazy("points", "What points are given for"),
        help_text=_(
            "Something that is done together: a clean-up, a training, help for a neighbour."
        ),
        max_length=120,
    )
    points = forms.IntegerField(
        label=_("Points each time"), min_value=1, max_value=MOST_POINTS, initial=1
    )
    most = forms.IntegerField(
        label=_("At most so often"), min_value=1, max_value=MOST_TIMES, initial=1
    )
    per = forms.ChoiceField(
        label=pgettext_lazy("points", "In one"), choices=Per.choices, widget=forms.RadioSelect
    )


class VoteForm(forms.Form):
    """Which decision of which meeting."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Voted by"),
        help_text=_("A decision of a meeting that is on record as held."),
        empty_label=None,
    )

    def __init__(self, *args: Any, votes: QuerySet[Decision], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["decision"].queryset = votes
        fields["decision"].label_from_instance = lambda one: (
            f"{day_text(one.meeting.on)} · {one.text}"
        )


class ShowForm(forms.Form):
    """From when the rules hang, and where."""

    shown_on = DayField(label=_("They hang since"))
    shown_where = forms.CharField(
        label=pgettext_lazy("points", "Where the rules hang"), max_length=100
    )


class ShopStockForm(forms.Form):
    """What came in for the shop."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # pressed twice it is one batch
    name = forms.CharField(label=pgettext_lazy("goods", "What came in"), max_length=60)
    unit = forms.CharField(
        label=pgettext_lazy("goods", "Counted in"),
        help_text=_("bottles, boxes, pieces"),
        max_length=20,
    )
    quantity = forms.IntegerField(label=_("How many"), min_value=1)
    expires_on = DayField(label=pgettext_lazy("goods", "Good until"), required=False)


class PriceForm(forms.Form):
    """What a piece costs."""

    item = forms.ModelChoiceField(
        StockItem.objects.none(),
        label=pgettext_lazy("shop", "Goods"),
        help_text=_("What the village keeps itself, and what was bought for activities."),
        empty_label=None,
    )
    points = forms.IntegerField(
        label=_("Points for a piece"), min_value=1, max_value=MOST_POINTS, initial=1
    )

    def __init__(self, *args: Any, items: QuerySet[StockItem], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["item"].queryset = items
