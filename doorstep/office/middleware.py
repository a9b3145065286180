"""What every request of the office goes through."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.people.actions import told_on

Answer = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
NOT_SAVED = _(
    "This address only saves something and shows nothing. Nothing was saved: go back to the screen "
    "you were on, and do it there once more."
)


class KnownMethods:
    """Refuses methods no screen has; a view would take TRACE or PUT for a GET."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class LanguageOfPerson:
    """Speaks the account's language; before signing in the cookie's, else the browser's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or "")
        if not request.user.is_authenticated:
            response.headers["Vary"] = "Accept-Language, Cookie"
        return response


class KeptNowhere:
    """Forbids browsers and proxies to keep what was shown to somebody: computers are shared.

    At signing out the browser is told to drop what it kept all the same; its cookies stay, which
    say that it is known here.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_somebody = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated or was_somebody:
            response.headers["Cache-Control"] = "private, no-store"
        if was_somebody and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class NotTooLarge:
    """Refuses what is larger than any form, before it is read and fills the disk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.REQUEST_MOST_BYTES:
            return render(request, "413.html", status=413)
        return self.get_response(request)


class NoNulls:
    """Refuses what holds a NUL character: no keyboard writes one, and PostgreSQL stores none.

    A view with `reads_own_body` is given its body unread.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        sent = [request.GET]
        if not getattr(view, "reads_own_body", False):
            sent.append(request.POST)
        for fields in sent:
            if any("\0" in text for texts in fields.lists() for text in (texts[0], *texts[1])):
                return render(request, "400.html", status=400)
        return None


class ToldToday:
    """Dates what the audit trail is told by the day of the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with told_on(clock.today()):
            return self.get_response(request)


class NotVisibleIsNotFound:
    """Answers "not found" where a room says that the asker may not see the object."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception


class NothingToShow:
    """Leads back from an address that only saves: who is asked to sign in on the way there comes
    to it without what was sent, and a browser shows an empty answer as a fault of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = request.resolver_match
        is_empty_screen = (
            response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
            and request.method == "GET"
            and request.user.is_authenticated
            and found is not None
            and found.app_name == "office"
        )
        if is_empty_screen:
            response.content = render(request, "office/refused.html", {"words": NOT_SAVED}).content
        return response


def language_of(request: HttpRequest) -> str:
    """The code of the language to answer in: one of `settings.LANGUAGES`."""
    if request.user.is_authenticated:
        return request.user.language
    known = [code for code, _name in settings.LANGUAGES]
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in known:
        return cookie
    return translation.get_language_from_request(request)
