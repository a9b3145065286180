"""The stations of a village, and one of them: hours, posts with their rota, response teams."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.stations.forms import StationForm, last_day
from doorstep.office.stations.frame import frame_of
from doorstep.people.choices import Role
from doorstep.people.queries import has_role, reach_of
from doorstep.stations.actions import WEEKDAY_NAMES, open_station
from doorstep.stations.queries import get_station_for, station_page, stations_for


@screen
def stations(request: HttpRequest) -> HttpResponse:
    """Every station of the village that opens to the reader, those open first."""
    account, today, village = asker(request), clock.today(), village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    found = list(stations_for(account, today).filter(place=village).order_by("start_on", "pk"))
    if not (coordinates or found):
        raise NotVisible
    context = {
        "place": village,
        "today": today,
        "open": [one for one in found if one.end_on is None or one.end_on > today],
        "closed": [one for one in found if one.end_on is not None and one.end_on <= today],
        "coordinates": coordinates,
    }
    return render(request, "office/stations/list.html", context)


@screen
def station_about(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """When it is open, who staffs which post on which days, who goes out."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    shown = station_page(station, today)
    context = frame_of(account, station, today) | {
        "last_day": last_day(station),
        "hours": [(WEEKDAY_NAMES[day], row) for day, row in shown.hours],
        "posts": shown.posts,
        "teams": shown.teams,
        "weekdays": {str(day): name for day, name in WEEKDAY_NAMES.items()},
        "mine": reach_of(account, today).helpers,
    }
    return render(request, "office/stations/about.html", context)


@screen
def station_new(request: HttpRequest) -> HttpResponse:
    """Opens a station in a village one coordinates."""
    village, today = village_of(request), clock.today()
    if not has_role(asker(request), Role.COORDINATOR, village, today):
        raise NotVisible
    return fill(
        request,
        StationForm(request.POST or None),
        lambda given: open_station(village, by=asker(request), on=today, **given),
        heading=_("Open a station"),
        act=_("Open the station"),
        done=_("The station is open from today. Set its hours and its posts next."),
        back="office:stations",
        trail=[],
        place=village,
    )
