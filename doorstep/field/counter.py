"""The counter of a station on a phone: what it fetches there, and the steps of a request, which are
taken with a network alone; docs/field.md tells the shapes."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from doorstep.field.devices import for_device, is_open
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.people.actions import system_account, told_on
from doorstep.stations import actions
from doorstep.stations.models import HelpRequest, ResponseTeam
from doorstep.sync.models import Device
from doorstep.sync.queries import counters_of, helped_by

COMPACT = {"ensure_ascii": False, "separators": (",", ":")}
MOST_BYTES = 2_000


class NoTeamChosen(Refused):
    message = gettext_lazy("Choose one of the station's teams; nothing was changed.")


@require_GET
@gzip_page
@for_device
def counter(request: HttpRequest, device: Device) -> HttpResponse:
    """The stations where the device's helper stands; 204 where it has seen them so (`?seen=`)."""
    if device.is_shut_out:
        return JsonResponse({"wipe": device.must_wipe}, status=403)
    return _told(device, request.GET.get("seen", ""))


@require_POST
@for_device
def help_step(
    request: HttpRequest, device: Device, help_request_id: UUID, step: str
) -> HttpResponse:
    """One step of a request; answers the counters as they stand then. 404 for another station's,
    409 with words where it has gone on meanwhile."""
    if device.is_shut_out:
        return JsonResponse({"wipe": device.must_wipe}, status=403)
    if not is_open(request):  # in an envelope a token leaves records and does nothing
        return JsonResponse({}, status=401)
    today, by = clock.today(), device.helper.account or system_account()
    asked = helped_by(device.helper, today).filter(pk=help_request_id).first()
    if asked is None:
        raise Http404
    how: dict[str, Any] = {"by": by, "on": today}
    acts: dict[str, Callable[[], None]] = {
        "alerted": lambda: actions.alert_team(asked, _team_of(request, asked), **how),
        "coming": lambda: actions.set_out(asked, **how),
        "helped": lambda: actions.note_help(asked, at=clock.now(), **how),
    }
    try:
        with told_on(today):
            acts[step]()
    except Refused as refused:
        return JsonResponse({"words": str(refused)}, status=409)
    return _told(device, "")


def _told(device: Device, seen: str) -> HttpResponse:
    found = counters_of(device.helper, clock.today(), clock.now())
    if found.seen == seen:
        return HttpResponse(status=204)
    return JsonResponse({"seen": found.seen, "stations": found.stations}, json_dumps_params=COMPACT)


def _team_of(request: HttpRequest, asked: HelpRequest) -> ResponseTeam:
    """The team of a tap, of the request's own station. NoTeamChosen."""
    try:
        key = UUID(str(json.loads(request.body[:MOST_BYTES])["team"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoTeamChosen from error
    team = ResponseTeam.objects.filter(station=asked.station_id, pk=key).first()
    if team is None:
        raise NoTeamChosen
    return team
