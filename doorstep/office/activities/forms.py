"""The form of an activity, with who came ticked by group."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.choices import ActivityKind
from doorstep.activities.models import Activity
from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.register.models import Household


class ActivityForm(forms.Form):
    """What was held, when and where, and who came; fields as the actions take them."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("activity", "What kind"),
        choices=ActivityKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=pgettext_lazy("activity", "What it was about"), max_length=150)
    held_on = DayField(label=_("Day"))
    where = forms.CharField(
        label=pgettext_lazy("activity", "Where"), max_length=100, required=False
    )
    led_by = forms.ModelChoiceField(
        Helper.objects.none(),
        label=pgettext_lazy("activity", "Led by"),
        empty_label=_("somebody else"),
        required=False,
    )
    households = forms.MultipleChoiceField(
        label=_("Which households came"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others_count = forms.IntegerField(
        label=_("How many others came"), min_value=0, max_value=100_000, required=False
    )
    others_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, households: Iterable[Household], helpers: Any, **given: Any
    ) -> None:
        """`households` with group and `head_name`, in the order of the groups."""
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["led_by"].queryset = helpers
        self.rows = {str(one.pk): one for one in households}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, one in self.rows.items():
            name = getattr(one, "head_name", "") or ""
            groups.setdefault(one.group.name if one.group else "", []).append(
                (key, f"{name} {one.code}".strip())
            )
        fields["households"].choices = [
            (name or _("without a group"), rows) for name, rows in groups.items()
        ]

    def values(self) -> dict[str, Any]:
        """The fields as `change_activity` takes them; without the others where nobody changed their
        number: who came in by the door meanwhile is counted."""
        values = dict(self.cleaned_data)
        values["others_count"] = values["others_count"] or 0
        if values.pop("others_seen") == values["others_count"]:
            del values["others_count"]
        values["households"] = [self.rows[key] for key in values["households"]]
        return values

    @staticmethod
    def values_of(activity: Activity) -> dict[str, Any]:
        """What stands there now."""
        names = ("kind", "title", "where", "led_by", "others_count", "note")
        came = activity.attendees.values_list("household", flat=True)
        return {name: getattr(activity, name) for name in names} | {
            "held_on": activity.on,
            "others_seen": activity.others_count,
            "households": [str(pk) for pk in came],
        }
