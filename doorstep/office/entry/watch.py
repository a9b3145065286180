"""What every page of somebody signed in goes through: does the sign-in still hold, is the computer
locked, is a second factor owed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from doorstep.entry.actions.sign_ins import open_sign_in, see_sign_in
from doorstep.entry.queries import find_sign_in, instance, needs_second_factor
from doorstep.entry.rules import is_over
from doorstep.kit import clock
from doorstep.office.entry.browsers import is_awake, shared_browser, stay_awake
from doorstep.office.entry.locking import locked_answer
from doorstep.people.models import Account

Answer = Callable[[HttpRequest], HttpResponse]
WHILE_LOCKED = {
    "account_logout",
    "office:language",
    "office:lock",
    "office:switch",
    "office:unlock",
}
UNATTENDED = {"office:station-requests"}  # what a page asks for by itself keeps nobody awake
RENEWING = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
WHILE_OWING = ("account_", "mfa_", "office:my-account", "office:pin", "office:sign-in")


class Watch:
    """Holds a sign-in to what was decided about it since its last page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if is_confirmed(request, response):
            session.cycle_key()
        match = request.resolver_match
        is_by_hand = match is None or match.view_name not in UNATTENDED
        is_on = "sign_in" in session and "locked" not in session
        if is_by_hand and is_on and shared_browser(request):
            stay_awake(response, session["sign_in"])
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        account, session = request.user, request.session
        is_new = "sign_in" not in session
        if not holds(request, account, clock.today()):
            logout(request)
            return redirect_to_login(request.get_full_path())
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in WHILE_LOCKED:
            return None
        minutes = session["lock_minutes"]
        is_watched = not is_new and shared_browser(request)
        if is_watched and not is_awake(request, session["sign_in"], minutes):
            session["locked"] = True
        if "locked" in session:
            return locked_answer(request)
        if "owes_factor" in session and not name.startswith(WHILE_OWING):
            return lead_to_factor(request, account)
        return None


def is_confirmed(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer took a password or code once more: the session gets another key then."""
    match = request.resolver_match
    is_asked = match is not None and match.view_name in RENEWING
    return is_asked and request.method == "POST" and response.status_code == 302


def holds(request: HttpRequest, account: Account, today: date) -> bool:
    """Whether the sign-in was not ended; the first page of a session opens it."""
    kept = request.session.get("sign_in")
    if kept is None:
        start(request, account, today)
        return True
    sign_in = find_sign_in(kept, account)
    if sign_in is None or is_over(sign_in.first_on, today):
        return False
    see_sign_in(sign_in, by=account, on=today)
    return True


def start(request: HttpRequest, account: Account, today: date) -> None:
    """Opens the sign-in of a new session."""
    agent = request.headers.get("User-Agent", "")
    sign_in = open_sign_in(account, user_agent=agent, by=account, on=today)
    session = request.session
    session["sign_in"] = f"{sign_in.pk}"
    session["lock_minutes"] = instance().lock_minutes
    if needs_second_factor(account, today):
        session["owes_factor"] = True


def lead_to_factor(request: HttpRequest, account: Account) -> HttpResponse | None:
    """To the page where a second factor is set up, until there is one."""
    if is_mfa_enabled(account):
        del request.session["owes_factor"]
        return None
    messages.warning(
        request,
        _("Your role here asks for a second factor. Set one up first; then everything opens."),
    )
    return redirect("office:my-account")
