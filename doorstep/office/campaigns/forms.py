"""Forms of campaigns; their fields are named as the acts take them."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.campaigns.choices import Because, CampaignKind, Pace, UnitKind, UnitState
from doorstep.campaigns.rules import ALL_YEAR, OLDEST, ListRule
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField
from doorstep.people.models import Place

RULE_FIELDS = (
    "villages", "groups", "lives", "people_from", "people_to", "age_from", "age_to",
)  # fmt: skip
STATES = (
    ("left", pgettext_lazy("campaign", "left")),
    (UnitState.BUILT.value, pgettext_lazy("campaign", "built, to be accepted")),
    (UnitState.ACCEPTED.value, UnitState.ACCEPTED.label),
    (UnitState.EXCUSED.value, UnitState.EXCUSED.label),
    ("all", _("All")),
)


class CampaignForm(forms.Form):
    """A campaign, and the rule or the workbook that makes its list."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("campaign", "What kind"),
        choices=CampaignKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=pgettext_lazy("campaign", "What it is called"), max_length=100)
    text = forms.CharField(
        label=_("What counts as built, what as accepted"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    unit_kind = forms.ChoiceField(
        label=pgettext_lazy("campaign", "Who stands on the list"),
        choices=UnitKind.choices,
        widget=forms.RadioSelect,
    )
    pace = forms.ChoiceField(
        label=pgettext_lazy("campaign", "How often"), choices=Pace.choices, widget=forms.RadioSelect
    )
    start_on = DayField(label=_("From"))
    deadline_on = DayField(
        label=pgettext_lazy("campaign", "Everyone by"),
        required=False,
        help_text=_("Empty where it comes again."),
    )
    pay = YuanField(
        label=_("Paid for each that is accepted, in yuan"),
        required=False,
        help_text=_("Empty where nothing is paid."),
    )
    villages = forms.MultipleChoiceField(
        label=_("Villages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    lives = forms.ChoiceField(
        label=_("Where they live"),
        choices=[("", _("All")), (ALL_YEAR, _("in one home all the year"))],
        required=False,
        widget=forms.RadioSelect,
    )
    people_from = forms.IntegerField(
        label=_("At least so many live there"), min_value=0, max_value=99, required=False
    )
    people_to = forms.IntegerField(
        label=_("At most so many live there"), min_value=0, max_value=99, required=False
    )
    age_from = forms.IntegerField(
        label=_("Persons: from this age"), min_value=0, max_value=OLDEST, required=False
    )
    age_to = forms.IntegerField(
        label=_("Persons: up to this age"), min_value=0, max_value=OLDEST, required=False
    )
    file = forms.FileField(
        label=_("Or the list as a workbook"),
        required=False,
        help_text=_(
            "xlsx, xls or CSV with the columns 户编号, at a town 行政村 beside it, for persons "
            "姓名 too; nothing else is read. It takes the place of the rule."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what was counted

    def __init__(
        self, *args: Any, villages: Iterable[Place], groups: Iterable[str], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["villages"].choices = [(one.code, one.name) for one in villages]
        fields["groups"].choices = [(name, name) for name in groups]
        if len(fields["villages"].choices) < 2:
            del fields["villages"]
        if not fields["groups"].choices:
            del fields["groups"]

    def rule(self) -> ListRule:
        """The rule that was typed."""
        told: dict[str, Any] = {name: self.cleaned_data.get(name) for name in RULE_FIELDS}
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in told.items()
            if value not in (None, "", [])
        }
        return ListRule(**fields)

    def counted(self, found: int) -> str:
        """What somebody saw before the campaign begins: the rule, and how many it finds."""
        told = {"found": found, "unit_kind": self.cleaned_data["unit_kind"]}
        return json.dumps(self.rule().as_json() | told, ensure_ascii=False, sort_keys=True)

    def fields_of_campaign(self) -> dict[str, Any]:
        """The rest, as `begin_campaign` takes it."""
        names = ("kind", "title", "text", "unit_kind", "pace", "start_on", "deadline_on")
        return {name: self.cleaned_data[name] for name in names} | {
            "pay": self.cleaned_data["pay"] or 0
        }


class WordsForm(forms.Form):
    """What can change of a campaign."""

    title = forms.CharField(label=pgettext_lazy("campaign", "What it is called"), max_length=100)
    text = forms.CharField(
        label=_("What counts as built, what as accepted"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    deadline_on = DayField(label=pgettext_lazy("campaign", "Everyone by"), required=False)


class EndForm(forms.Form):
    """The last day of a campaign."""

    last_on = DayField(label=_("Last day"))


class MoveForm(forms.Form):
    """What was done with a unit; only what can follow is offered."""

    act = forms.ChoiceField(label=_("What was done"), widget=forms.RadioSelect)
    done_on = DayField(label=_("Day"))
    because = forms.ChoiceField(
        label=_("Why"),
        choices=[("", "–"), *Because.choices],
        required=False,
        help_text=_("Asked for where it is sent back, excused or still left."),
    )
    note = forms.CharField(
        label=_("In words"),
        max_length=200,
        required=False,
        help_text=_("Read in the village alone; the town reads the reason."),
    )

    def __init__(self, *args: Any, acts: Iterable[tuple[str, Any]], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["act"].choices = list(acts)


class ManyForm(forms.Form):
    """Several units at once."""

    units = forms.MultipleChoiceField(
        label=pgettext_lazy("campaign", "Which of them"), widget=forms.CheckboxSelectMultiple
    )
    done_on = DayField(label=_("Day"))

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["units"].choices = list(choices)


class TurnForm(forms.Form):
    """A turn of a village; trips and kilograms where the campaign counts trips."""

    done_on = DayField(label=_("Day"))
    trips = forms.IntegerField(
        label=_("How many trips"), min_value=1, max_value=100, initial=1, required=False
    )
    kilograms = forms.IntegerField(
        label=_("Kilograms in all"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty where nothing was weighed."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, counts_trips: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not counts_trips:
            del self.fields["trips"], self.fields["kilograms"]


class StatesFileForm(forms.Form):
    """A workbook of states."""

    file = forms.FileField(
        label=_("The workbook"),
        help_text=_(
            "xlsx, xls or CSV with the columns 户编号, at a town 行政村, for persons 姓名, then "
            "状态 (未动工, 完工, 验收, 返工, 免建), 日期 and, where you have it, 原因 and 备注."
        ),
    )


class Narrowing(forms.Form):
    """What narrows the list of units."""

    state = forms.ChoiceField(label=_("Stands"), choices=STATES, required=False)
    village = forms.ChoiceField(label=_("Village"), required=False)

    def __init__(self, data: Any, *, villages: Iterable[Place]) -> None:
        super().__init__(data, auto_id="by-%s", label_suffix="")
        fields: dict[str, Any] = self.fields
        fields["village"].choices = [("", _("All")), *((one.code, one.name) for one in villages)]
        if len(fields["village"].choices) < 3:
            del fields["village"]

    def chosen(self) -> dict[str, str]:
        """The valid values by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
