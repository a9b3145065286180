"""Opening, changing and closing a station, and its hours."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Place, live_on
from doorstep.stations.actions.kinds import begin_kinds
from doorstep.stations.actions.text import cleaned, end_row, guard_open
from doorstep.stations.models import OpeningHours, Station

FIELDS = {
    "name": (pgettext_lazy("station", "Name"), 60, True),
    "where": (pgettext_lazy("station", "Where it stands"), 100, True),
    "phone": (pgettext_lazy("station", "The station's own phone"), 40, False),
}


class StationNameTaken(Refused):
    message = _("There is a station “%(name)s” here already; give this one another name.")


class LastDayIsOver(Refused):
    message = _("%(day)s is over; a station is open until today or a later day.")


class HoursRefused(Refused):
    message = _("%(day)s: the station cannot close at %(closes)s when it opens at %(opens)s.")


@transaction.atomic
def open_station(
    place: Place,
    *,
    name: str,
    where: str,
    by: Account,
    on: date,
    phone: str = "",
    until_on: date | None = None,
) -> Station:
    """Opens a station of a village from a day on, until a last day where it is one of a season.
    TextMissing, TextTooLong, IdentityNumberRefused, StationNameTaken, LastDayIsOver."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click opens one
    texts = cleaned({"name": name, "where": where, "phone": phone}, FIELDS)
    station = Station(place=place, start_on=on, end_on=_day_after(until_on, on), **texts)
    _guard_name(station)
    station.save(force_insert=True)
    with told_together():
        audit("open_station", station, by=by, on=on, place=place)
        begin_kinds(place, by=by, on=on)
    return station


@transaction.atomic
def change_station(
    station: Station,
    *,
    name: str,
    where: str,
    phone: str,
    by: Account,
    on: date,
    until_on: date | None = None,
) -> None:
    """Writes name, place, phone and last day anew. Refuses as `open_station`; StationClosed."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    for field, text in cleaned({"name": name, "where": where, "phone": phone}, FIELDS).items():
        setattr(station, field, text)
    _guard_name(station)
    station.end_on = _day_after(until_on, on)
    station.save(update_fields=["name", "where", "phone", "end_on"])
    detail = {"fields": ["end_on", "name", "phone", "where"]}
    audit("change_station", station, by=by, on=on, place=station.place_id, detail=detail)


@transaction.atomic
def set_hours(
    station: Station, hours: Mapping[int, tuple[time, time]], *, by: Account, on: date
) -> None:
    """Sets from when to when it is open, by day of the week (1 is Monday); a day left out is
    closed. StationClosed, HoursRefused; KeyError for a day that no week has."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    rows = []
    for weekday, (opens, closes) in sorted(hours.items()):
        day = WEEKDAY_NAMES[weekday]
        if closes <= opens:
            raise HoursRefused(day=day, opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
        rows.append(
            OpeningHours(station=station, weekday=weekday, opens_at=opens, closes_at=closes)
        )
    station.hours.all().delete()
    OpeningHours.objects.bulk_create(rows)
    detail = {"days": sorted(hours)}
    audit("set_hours", station, by=by, on=on, place=station.place_id, detail=detail)


@transaction.atomic
def close_station(station: Station, *, by: Account, on: date) -> None:
    """Closes a station from a day on; with it end its posts, its rota and its teams. EndedAlready,
    EndsBeforeItBegan."""
    station.refresh_from_db(from_queryset=Station.objects.select_for_update(no_key=True))
    end_row(station, on)
    for post in station.posts.filter(end_on=None):
        post.shifts.filter(end_on=None).update(end_on=on)
    station.posts.filter(end_on=None).update(end_on=on)
    for team in station.response_teams.filter(end_on=None):
        team.responders.filter(end_on=None).update(end_on=on)
    station.response_teams.filter(end_on=None).update(end_on=on)
    audit("close_station", station, by=by, on=on, place=station.place_id)


def _day_after(until_on: date | None, on: date) -> date | None:
    """The first day on which a station is no longer open."""
    if until_on is None:
        return None
    if until_on < on:
        raise LastDayIsOver(day=until_on)
    return until_on + timedelta(days=1)


def _guard_name(station: Station) -> None:
    same = Station.objects.filter(
        live_on(station.start_on), place=station.place_id, name=station.name
    )
    if same.exclude(pk=station.pk).exists():
        raise StationNameTaken(name=station.name)


WEEKDAY_NAMES = {
    1: pgettext_lazy("weekday", "Monday"),
    2: pgettext_lazy("weekday", "Tuesday"),
    3: pgettext_lazy("weekday", "Wednesday"),
    4: pgettext_lazy("weekday", "Thursday"),
    5: pgettext_lazy("weekday", "Friday"),
    6: pgettext_lazy("weekday", "Saturday"),
    7: pgettext_lazy("weekday", "Sunday"),
}
