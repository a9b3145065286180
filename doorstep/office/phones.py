"""The short way of what phones ask: nobody signs in there, so nothing of a sign-in is looked for.

A visit that is sent passed a dozen layers that serve browsers alone, which took a seventh of the
processor's time of all that is done with it.
"""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from doorstep.kit import clock
from doorstep.office.middleware import Answer, NoNulls, language_of
from doorstep.people.actions import told_on

DOORS = ("/odk/", "/field/api/")
SHOWS = ("GET", "HEAD")


class ShortWay:
    """Answers at the doors of phones at once, in the language they ask for; with the headers that
    every other answer has, and with the guards that concern them: the host, NUL characters, the
    day of what is told.

    Only a view that needs no sign-in and bears a token of its own in each request is answered so;
    whatever else stands behind these doors, and what is not there, goes the whole way.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.nulls = NoNulls(get_response)
        self.answer = cast(Answer, convert_exception_to_response(self._answer))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _found(request.path_info) if request.path_info.startswith(DOORS) else None
        # who sends to what only shows something goes the whole way, where the body is measured
        if found is None or not (request.method in SHOWS or _reads_own_body(found)):
            return self.get_response(request)
        request.resolver_match, request.user = found, AnonymousUser()
        with translation.override(language_of(request)), told_on(clock.today()):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.answer(request)
        headers = response.headers
        headers.setdefault("Content-Language", request.LANGUAGE_CODE or "")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        headers.setdefault("X-Frame-Options", "DENY")
        if not response.streaming:
            headers.setdefault("Content-Length", f"{len(response.content)}")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # DisallowedHost
        found = request.resolver_match or resolve(request.path_info)
        refused = self.nulls.process_view(request, found.func, found.args, found.kwargs)
        return refused or found.func(request, *found.args, **found.kwargs)


def _reads_own_body(found: ResolverMatch) -> bool:
    return bool(getattr(found.func, "reads_own_body", False))


def _found(path: str) -> ResolverMatch | None:
    """The view of a phone at a path."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    view = found.func
    is_of_phones = not getattr(view, "login_required", True) and getattr(view, "csrf_exempt", False)
    return found if is_of_phones else None
