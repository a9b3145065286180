"""Shared computers: the locked page, switching by PIN, and a form that was sent while locked.

Such a form is sealed into the locked page itself: neither the database nor the page holds it in
the clear, and only the account that sent it gets it back.
"""

import json
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import login as sign_in_to_session
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from doorstep.entry.actions.pins import try_pin
from doorstep.entry.queries import live_pins
from doorstep.entry.rules import KEPT_FORM, is_pin
from doorstep.kit import clock, vault
from doorstep.office.doors import asker, screen
from doorstep.office.entry.browsers import shared_browser, stay_awake
from doorstep.office.entry.forms import PinForm, UnlockForm
from doorstep.office.signing_in import end_own_sign_in
from doorstep.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VAULT_OWNER = "locked-forms"
LOCKED = 423
WITH_SECRETS = ("/account/", "/my-account/")


def locked_answer(request: HttpRequest) -> HttpResponse:
    """What a locked session is answered: the page to unlock it, keeping a form that was sent."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=LOCKED)
        answer["HX-Redirect"] = unlock_url(request.headers.get("HX-Current-URL", "/"))
        return answer
    if request.method == "POST":
        return _locked_page(request, UnlockForm(initial={"kept": kept_form(request)}), LOCKED)
    return redirect(unlock_url(request.get_full_path()))


def unlock_url(after: str) -> str:
    """The page to unlock, which leads on to `after`."""
    return f"{reverse('office:unlock')}?{urlencode({'next': after})}"


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Locks this session at once."""
    request.session["locked"] = True
    if request.headers.get("X-Stay"):
        return HttpResponse(status=204)
    here = request.POST.get("next") or request.headers.get("Referer", "")
    return redirect(unlock_url(_inside(request, here)))


@screen
def awake(request: HttpRequest) -> HttpResponse:
    """Asked by the page's own script while somebody types: the computer is being used."""
    return HttpResponse(status=204)


@never_cache
def unlock(request: HttpRequest) -> HttpResponse:
    """Opens a locked session with the PIN or the password, and shows again what was sent."""
    after = _inside(request, request.POST.get("next") or request.GET.get("next", ""))
    if "locked" not in request.session:
        return HttpResponseRedirect(after)
    form = UnlockForm(request.POST or None, initial={"next": after})
    if not form.is_valid():
        return _locked_page(request, form, 422 if form.is_bound else 200)
    problem = _problem(request, form.cleaned_data["secret"])
    if problem:
        form.add_error("secret", problem)
        return _locked_page(request, form, 422)
    del request.session["locked"]
    request.session.cycle_key()
    kept = opened_form(request, form.cleaned_data["kept"])
    if request.headers.get("X-Stay"):
        answer = HttpResponse(status=204)
    elif kept:
        answer = render(request, "office/entry/again.html", {"kept": kept})
    else:
        answer = HttpResponseRedirect(after)
    stay_awake(answer, request.session["sign_in"])
    return answer


@login_not_required
@never_cache
def switch(request: HttpRequest) -> HttpResponse:
    """To another person of this shared browser, by their PIN of today."""
    browser, today = shared_browser(request), clock.today()
    others = [
        (f"{row.account_id}", str(row.account))
        for row in (live_pins(browser, today) if browser else [])
        if row.account_id != getattr(request.user, "pk", None)
    ]
    if not others:
        return redirect("/")
    chosen = request.GET.get("who", others[0][0])
    form = PinForm(request.POST or None, people=others, initial={"who": chosen})
    if form.is_valid():
        given = form.cleaned_data
        account = try_pin(given["who"], browser, given["pin"], on=today)
        if account is not None:
            return _switched(request, account)
        form.add_error("pin", _("The PIN does not fit, or was tried too often. Use the password."))
    return render(
        request,
        "office/entry/switch.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


def _switched(request: HttpRequest, account: Account) -> HttpResponse:
    """The session of who was here ends; the other's begins."""
    if request.user.is_authenticated:
        end_own_sign_in(request, request.user)
    sign_in_to_session(request, account, backend=BACKEND)
    return redirect("/")


def _problem(request: HttpRequest, secret: str) -> str:
    """Why a PIN or password does not unlock; "" where it does."""
    account, browser = asker(request), shared_browser(request)
    if is_pin(secret):
        opened = try_pin(account.pk, browser, secret, on=clock.today()) if browser else None
        words = _("The PIN does not fit, or was tried too often. Use the password.")
        return "" if opened else words
    try:
        found = get_adapter(request).authenticate(request, username=account.login, password=secret)
    except ValidationError as error:
        return " ".join(error.messages)
    return "" if found and found.pk == account.pk else _("The password does not fit.")


def kept_form(request: HttpRequest) -> str:
    """What was sent, sealed; "" for pages of signing in, whose passwords are not kept."""
    if request.path.startswith(WITH_SECRETS):
        return ""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    kept = {
        "account": f"{request.user.pk}",
        "path": request.get_full_path(),
        "at": clock.now().isoformat(),
        "pairs": pairs,
        "has_files": bool(request.FILES),
    }
    return vault.seal(VAULT_OWNER, json.dumps(kept))


def opened_form(request: HttpRequest, sealed: str) -> dict[str, Any] | None:
    """What `kept_form` sealed, for the same account and within the hour."""
    if not sealed:
        return None
    try:
        kept: dict[str, Any] = json.loads(vault.unseal(VAULT_OWNER, sealed))
    except (vault.SealBroken, vault.KeyDestroyed):
        return None
    is_late = clock.now() - datetime.fromisoformat(kept["at"]) > KEPT_FORM
    return None if is_late or kept["account"] != f"{request.user.pk}" else kept


def _locked_page(request: HttpRequest, form: UnlockForm, status: int) -> HttpResponse:
    has_kept = bool(form["kept"].value())
    browser = shared_browser(request)
    pins = list(live_pins(browser, clock.today())) if browser else []
    context = {
        "form": form,
        "has_kept": has_kept,
        "has_pin": any(row.account_id == request.user.pk for row in pins),
        "others": [row.account for row in pins if row.account_id != request.user.pk],
    }
    return render(request, "office/entry/locked.html", context, status=status)


def _inside(request: HttpRequest, asked: str) -> str:
    """An address of this office; htmx names it whole."""
    is_inside = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_inside else "/"
