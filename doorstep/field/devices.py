"""Which device calls, and whether it may."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from doorstep.entry.queries import instance
from doorstep.kit import clock
from doorstep.kit.trouble import MAY_BE_TROUBLE, trouble_of
from doorstep.sync.actions import see_device
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.queries import TOKEN, find_caller, opened

View = Callable[..., HttpResponse]
OPEN, SEALED = "Bearer ", "Sealed "


def only_if_on(view: View) -> View:
    """Not found while the field page is switched off; nobody signs in here with a password."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not instance().has_field_page:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(answer)


def for_device(view: View) -> View:
    """A view of a device that sends its token: 401 without one that is known, 503 or 507 where
    nothing can be taken in just now. The token is no
    cookie, so no other site can make a browser send it. Who sends may give the token in an
    envelope: that much a phone keeps outside its PIN, and nothing can be fetched with it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _answer(view, request, *args, **kwargs)
        except MAY_BE_TROUBLE as error:
            trouble = trouble_of(error)
            response = JsonResponse({"words": str(trouble.words)}, status=trouble.status)
        response.headers["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(login_not_required(answer))


def is_open(request: HttpRequest) -> bool:
    """Whether the token came as it is, so that the device is unlocked."""
    return request.headers.get("Authorization", "").startswith(OPEN)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    today = clock.today()
    device: Any = _device_of(request, today)
    if not (instance().has_field_page if device is None else device.is_let_in):
        raise Http404
    if device is None:
        return JsonResponse({}, status=401)
    see_device(device, today)
    return view(request, device, *args, **kwargs)


def _device_of(request: HttpRequest, today: date) -> Device | None:
    told = request.headers.get("Authorization", "")
    token: str | None = None
    if told.startswith(OPEN):
        token = told.removeprefix(OPEN)
    elif told.startswith(SEALED) and request.method == "POST":
        token = opened(TOKEN, told.removeprefix(SEALED))
    return find_caller(token, DeviceKind.FIELD, today) if token else None
