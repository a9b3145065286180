"""The log of a station: what happened on a day, and what was done; nobody is named in it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.stations.actions.text import clean, guard_open, helper_named_in
from doorstep.stations.choices import DayPart, IncidentKind
from doorstep.stations.models import Station, StationIncident

DONE = pgettext_lazy("station incident", "What happened and what was done")


class NamesSomebody(Refused):
    message = _(
        "The log names nobody, but “%(name)s” stands in it. Write what was done instead of who it "
        "was: “a driver”, “the team”. If it is the name of a place, tick that below."
    )


class IncidentToCome(Refused):
    message = _("%(day)s is still to come; write the day on which it happened.")


@transaction.atomic
def log_incident(
    station: Station,
    *,
    happened_on: date,
    part: DayPart | str,
    kind: IncidentKind | str,
    done: str,
    by: Account,
    on: date,
    is_place_name: bool = False,
) -> StationIncident:
    """A line of the log; the same line once more is the same. StationClosed for a day before it
    opened or after it closed, IncidentToCome, TextMissing, TextTooLong, IdentityNumberRefused,
    NamesSomebody."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)  # a double click logs once
    text = _nameless(station, done, is_place_name=is_place_name)
    if happened_on > on:
        raise IncidentToCome(day=happened_on)
    guard_open(station, happened_on)
    line = {"on": happened_on, "part": DayPart(part), "kind": IncidentKind(kind), "done": text}
    if (same := StationIncident.objects.filter(station=station, **line).first()) is not None:
        return same
    incident = StationIncident.objects.create(station=station, **line)
    detail: dict[str, Any] = {"kind": incident.kind}
    audit("log_incident", incident, by=by, on=on, place=station.place_id, detail=detail)
    return incident


@transaction.atomic
def mend_incident(
    incident: StationIncident, *, done: str, by: Account, on: date, is_place_name: bool = False
) -> None:
    """Writes anew what happened and what was done. Refuses as `log_incident`."""
    incident.refresh_from_db(from_queryset=StationIncident.objects.select_for_update(no_key=True))
    incident.done = _nameless(incident.station, done, is_place_name=is_place_name)
    incident.save(update_fields=["done"])
    audit("mend_incident", incident, by=by, on=on, place=incident.station.place_id)


def _nameless(station: Station, done: str, *, is_place_name: bool) -> str:
    """The text, if it names no helper of the village."""
    text = clean(done, DONE, most=300)
    if (named := helper_named_in(station, text, is_place_name=is_place_name)) is not None:
        raise NamesSomebody(name=named.name)
    return text
