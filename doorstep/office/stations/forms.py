"""Forms about a station itself: name, hours, posts, rota, teams."""

import re
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.office.rendering import DayField
from doorstep.people.models import Helper, Place
from doorstep.stations.actions import WEEKDAY_NAMES
from doorstep.stations.choices import ResponseKind
from doorstep.stations.models import Station
from doorstep.stations.queries import helpers_to_ask

_HOURS = re.compile(r"(\d{1,2})[:：](\d\d)\s*[-–—~～－至到]\s*(\d{1,2})[:：](\d\d)")


class StationForm(forms.Form):
    """What a station is called, where it stands, its own phone."""

    name = forms.CharField(label=pgettext_lazy("station", "Name"), max_length=60)
    where = forms.CharField(label=pgettext_lazy("station", "Where it stands"), max_length=100)
    phone = forms.CharField(
        label=pgettext_lazy("station", "The station's own phone"),
        help_text=pgettext_lazy("station", "It stands on public boards: no one's private number."),
        max_length=40,
        required=False,
    )

    until_on = DayField(
        label=pgettext_lazy("station", "Open until"),
        help_text=pgettext_lazy("station", "The last day of the season; empty for all year."),
        required=False,
    )

    @staticmethod
    def values_of(station: Station) -> dict[str, Any]:
        """What stands there now."""
        told = {"name": station.name, "where": station.where, "phone": station.phone}
        return told | {"until_on": last_day(station)}


def last_day(station: Station) -> date | None:
    """The last day on which a station is open, where one is known."""
    return station.end_on - timedelta(days=1) if station.end_on is not None else None


class HoursField(forms.CharField):
    """From when to when, as 9:00-18:30; empty where it is closed."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        found = _HOURS.fullmatch(text)
        try:
            first, minute, last, end = (int(part) for part in found.groups()) if found else ()
            return time(first, minute), time(last, end)
        except ValueError:
            raise forms.ValidationError(
                _("Write it as 9:00-18:30, or leave it empty for a day on which it is closed.")
            ) from None


class HoursForm(forms.Form):
    """Opening hours by day of the week."""

    def __init__(self, data: Any = None, *, station: Station) -> None:
        kept = {
            f"day_{row.weekday}": f"{row.opens_at:%H:%M}-{row.closes_at:%H:%M}"
            for row in station.hours.all()
        }
        super().__init__(data, initial=kept)
        for weekday, name in WEEKDAY_NAMES.items():
            self.fields[f"day_{weekday}"] = HoursField(label=name, required=False)

    def hours(self) -> dict[int, tuple[time, time]]:
        """By day of the week, without the days on which it is closed."""
        found = {day: self.cleaned_data[f"day_{day}"] for day in WEEKDAY_NAMES}
        return {day: given for day, given in found.items() if given is not None}


class PostForm(forms.Form):
    """What is staffed."""

    name = forms.CharField(label=pgettext_lazy("station", "Name of the post"), max_length=60)


class TeamForm(forms.Form):
    """A response team: what it goes out for, its name and its own phone."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("station", "What it goes out for"),
        choices=ResponseKind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=pgettext_lazy("station", "Name of the team"), max_length=60)
    phone = forms.CharField(
        label=pgettext_lazy("station", "The team's own phone"), max_length=40, required=False
    )


class HelperForm(forms.Form):
    """Which helper, and the day on which that helper agreed."""

    helper: Any = forms.ModelChoiceField(
        Helper.objects.none(), label=gettext_lazy("Helper"), empty_label=None
    )
    agreed_on = DayField(
        label=pgettext_lazy("station", "Agreed on"),
        help_text=pgettext_lazy("station", "The day on which the helper said yes."),
    )

    def __init__(self, data: Any = None, *, place: Place, today: date) -> None:
        super().__init__(data, initial={"agreed_on": today})
        fields: dict[str, Any] = self.fields
        fields["helper"].queryset = helpers_to_ask(place, today)


class ShiftForm(HelperForm):
    """Also on which days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("station", "Days of the week"),
        choices=list(WEEKDAY_NAMES.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
