"""The log of a station."""

from datetime import date

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account
from doorstep.stations.models import Station, StationIncident
from doorstep.stations.queries.reach import stations_for


def incidents_of(station: Station) -> QuerySet[StationIncident]:
    """What happened at a station, the latest day first."""
    return StationIncident.objects.filter(station=station).order_by("-on", "part", "pk")


def get_incident_for(account: Account, incident_id: object, on: date) -> StationIncident:
    """A line of the log of a station that opens to the account; else NotVisible."""
    stations = stations_for(account, on).values("pk")
    found = StationIncident.objects.filter(station__in=stations, pk=incident_id)
    incident = found.select_related("station__place").first()
    if incident is None:
        raise NotVisible
    return incident
