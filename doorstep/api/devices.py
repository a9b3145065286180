"""Which phone calls, and whether it may: the token stands in the address, as Collect has no other
place for it that asks nobody for a password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from doorstep.api.answers import VERSION, said
from doorstep.entry.queries import instance
from doorstep.kit import clock
from doorstep.kit.trouble import MAY_BE_TROUBLE, trouble_of
from doorstep.sync.actions import see_device
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.queries import find_caller, find_device

View = Callable[..., HttpResponse]


def for_device(view: View) -> View:
    """A view of a phone with its token: 403 without one that was given, 404 while phones are
    switched off, 503 or 507 where nothing can be taken in just now. A HEAD, which comes before
    every submission, reads the token's row alone."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            device = _device_of(request, token)
            if device is None:
                response = said(_("This address is not known here. Ask the coordinator."), 403)
            else:
                response = view(request, device, *args, **kwargs)
        except MAY_BE_TROUBLE as error:
            trouble = trouble_of(error)
            response = said(str(trouble.words), trouble.status)
        response.headers[VERSION[0]] = VERSION[1]
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(login_not_required(answer))


def _device_of(request: HttpRequest, token: str) -> Device | None:
    """None for a token never given. Http404 while phones are switched off."""
    if request.method == "HEAD":
        return find_device(token, DeviceKind.COLLECT)
    today = clock.today()
    device: Any = find_caller(token, DeviceKind.COLLECT, today)
    if not (instance().has_field_page if device is None else device.is_let_in):
        raise Http404
    if device is not None:
        see_device(device, today)
    return device


def unless_shut_out(view: View) -> View:
    """What a phone fetches: nothing any more once it was shut out."""

    @wraps(view)
    def answer(request: HttpRequest, device: Device, *args: Any, **kwargs: Any) -> HttpResponse:
        if device.is_shut_out:
            return said(_("This phone was shut out. What is finished on it can be sent."), 403)
        return view(request, device, *args, **kwargs)

    return answer
