"""What the field page fetches and sends; docs/field.md tells the shapes."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from doorstep.field.devices import for_device
from doorstep.kit import clock
from doorstep.kit.trouble import forget
from doorstep.people.actions import system_account, told_on
from doorstep.sync.actions import Incoming, Receipt, receive
from doorstep.sync.models import Device
from doorstep.sync.queries import (
    RECORD,
    caseload_of,
    cursor_of,
    form_choices,
    has_room,
    key_for_devices,
    opened,
)
from doorstep.visits.choices import Channel

MOST_RECORDS = 50  # one answer stays well below two seconds
MOST_BYTES = 2_000_000
MOST_MINUTES = 24 * 60
# An envelope that our key does not open: the device asks its helper, and sends the text itself.
UNOPENED = {"id": "", "digest": "", "status": 422, "state": "", "because": "", "words": ""}


@require_GET
@gzip_page
@for_device
def caseload(request: HttpRequest, device: Device) -> HttpResponse:
    """The caseload as it stands; 204 where the device has it (`?cursor=`). A device that was shut
    out gets none and is told whether to wipe what it has."""
    if device.is_shut_out:
        return JsonResponse({"wipe": device.must_wipe}, status=403)
    helper, today = device.helper, clock.today()
    if request.GET.get("cursor") == cursor_of(helper, today):
        return HttpResponse(status=204)
    found = caseload_of(helper, today)
    village = helper.team.place
    return JsonResponse(
        {
            "cursor": found.cursor,
            "full": True,
            "day": f"{today}",
            "helper": helper.name,
            "place": village.name,
            "is_invented": village.is_invented,
            "key": key_for_devices(),
            "home": [float(helper.home_lat), float(helper.home_lon)]
            if helper.home_lat is not None and helper.home_lon is not None
            else None,
            "households": found.households,
            "choices": form_choices(village, today),
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


@require_POST
@for_device
def records(request: HttpRequest, device: Device) -> HttpResponse:
    """Takes in up to fifty records, each the text a form was kept as on the device, plain or in an
    envelope, and answers each by itself: one that cannot be applied holds up none of the others.
    A device that left too much today is told to come again, and keeps what it has."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        forget(request.read)
        return JsonResponse({"words": _("Send fewer at once.")}, status=413)
    try:
        told_by = json.loads(request.body)
        bodies = [_body(one) for one in told_by["records"]]
        moments = _moments(told_by.get("waited"), len(bodies))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"words": _("This cannot be read.")}, status=400)
    if len(bodies) > MOST_RECORDS:
        return JsonResponse({"words": _("Send fewer at once.")}, status=413)
    today, by = clock.today(), device.helper.account or system_account()
    wipe = {"wipe": device.must_wipe} if device.is_shut_out else {}
    if not has_room(device, [body for body in bodies if body is not None]):
        words = _("Enough for today. What is on the device stays there; send it tomorrow.")
        wait = f"{clock.seconds_left()}"
        return JsonResponse({"words": words} | wipe, status=429, headers={"Retry-After": wait})
    with told_on(today):
        answers = [
            _answer(receive(Incoming(device, body, Channel.FIELD, at=at), by=by, today=today))
            if body is not None
            else UNOPENED
            for body, at in zip(bodies, moments, strict=True)
        ]
    told: dict[str, Any] = {"answers": answers}
    return JsonResponse(told | wipe)


records.reads_own_body = True  # type: ignore[attr-defined]  # whatever type it says it is of


def _body(sent: Any) -> bytes | None:
    """The bytes of a record; None where it came in an envelope that does not open."""
    if isinstance(sent, dict):
        text = opened(RECORD, sent["sealed"])
        return None if text is None else text.encode()
    return bytes(sent.encode("utf-8", "surrogatepass"))  # half a character spoils one record alone


def _moments(waited: Any, count: int) -> list[datetime | None]:
    """When each record was written, by how many minutes it waited on the device: beside the record
    and in none, for only what waits at a counter keeps a moment."""
    if not isinstance(waited, list) or len(waited) != count:
        return [None] * count
    now = clock.now()
    return [
        now - timedelta(minutes=one) if type(one) is int and 0 <= one <= MOST_MINUTES else None
        for one in waited
    ]


def _answer(receipt: Receipt) -> dict[str, Any]:
    status = 409 if receipt.is_conflict else 201 if receipt.is_new else 200
    return {
        "id": str(receipt.id),
        "digest": receipt.digest,
        "status": status,
        "state": str(receipt.state),
        "because": receipt.because,
        "words": receipt.words,
    }
