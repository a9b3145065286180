"""The log of a station."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.stations.frame import fill_at, frame_of
from doorstep.office.stations.stock_forms import IncidentForm, MendForm
from doorstep.stations import actions
from doorstep.stations.queries import get_incident_for, get_station_for, incidents_of

PAGE = 50


@screen
def station_incidents(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """What happened, the latest day first."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    page = Paginator(incidents_of(station), PAGE).get_page(request.GET.get("page"))
    context = frame_of(account, station, today) | {"page": page}
    return render(request, "office/stations/incidents.html", context)


@screen
def station_incident_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """A line of the log."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        IncidentForm(request.POST or None, today=today),
        lambda given: actions.log_incident(station, by=account, on=today, **given),
        heading=_("Write into the log"),
        act=pgettext("log", "Enter it"),
        done=_("It stands in the log."),
        back=reverse("office:station-incidents", args=[station.pk]),
    )


@screen
def station_incident_change(request: HttpRequest, station_incident_id: UUID) -> HttpResponse:
    """Mends the words of a line."""
    account, today = asker(request), clock.today()
    incident = get_incident_for(account, station_incident_id, today)
    return fill_at(
        incident.station,
        request,
        MendForm(request.POST or None, initial={"done": incident.done}),
        lambda given: actions.mend_incident(incident, by=account, on=today, **given),
        heading=_("Mend the log"),
        act=_("Save the changes"),
        done=_("The log is mended."),
        back=reverse("office:station-incidents", args=[incident.station_id]),
    )
