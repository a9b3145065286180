"""/look/: every part of the office on one page, with invented values; with debugging on alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.office import look_samples as samples

View = Callable[..., HttpResponse]


def only_debug(view: View) -> View:
    """Not found unless DOORSTEP_DEBUG is on."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, **arguments)

    return guarded


@only_debug
def look(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    return render(request, "office/look.html", samples.parts(request))


@only_debug
def look_print(request: HttpRequest, sheet: str) -> HttpResponse:
    """A sheet of paper: a household upright, or the round as it is printed, lying."""
    if sheet == "lying":
        return render(request, "office/rounds/sheet.html", samples.round_on_paper(request))
    if sheet != "upright":
        raise Http404
    return render(request, "office/look_upright.html", samples.paper(request))


@only_debug
def look_error(request: HttpRequest, code: str) -> HttpResponse:
    """What people read when something went wrong."""
    if code not in ("400", "403", "403_csrf", "404", "500"):
        raise Http404
    return render(request, f"{code}.html", status=int(code[:3]))
