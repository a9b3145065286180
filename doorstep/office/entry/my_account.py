"""One's own account: language, password, second factors, where one is signed in, the PIN."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.entry.actions.pins import drop_pin, set_pin
from doorstep.entry.actions.sign_ins import end_sign_in, end_sign_ins
from doorstep.entry.queries import get_sign_in_for, live_pins, live_sign_ins
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.entry.browsers import mark_shared, shared_browser, stay_awake
from doorstep.office.entry.forms import NewPinForm
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.people.queries import helper_of

PAGE = "office:my-account"


@screen
def my_account(request: HttpRequest) -> HttpResponse:
    """Everything one may change about oneself."""
    account, today = asker(request), clock.today()
    factors = Authenticator.objects.filter(user=account)
    browser = shared_browser(request)
    pins = live_pins(browser, today).filter(account=account) if browser else []
    context = {
        "account": account,
        "kinds": {row.type for row in factors},
        "passkeys": sum(row.type == Authenticator.Type.WEBAUTHN for row in factors),
        "sign_ins": live_sign_ins(account, today),
        "here": request.session["sign_in"],
        "is_shared": bool(browser),
        "has_pin": bool(pins),
        "may_set_pin": may_set_pin(request),
        "goes_out": helper_of(account, today) is not None,
    }
    return render(request, "office/entry/my_account.html", context)


@screen
@require_POST
def sign_in_end(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Signs one browser out."""
    account, today = asker(request), clock.today()
    sign_in = get_sign_in_for(account, sign_in_id, today)
    return do(
        request,
        lambda: end_sign_in(sign_in, by=account, on=today),
        done=_("That computer is signed out."),
        back=reverse(PAGE),
    )


@screen
@require_POST
def sign_ins_end(request: HttpRequest) -> HttpResponse:
    """Signs every other browser out."""
    account, today = asker(request), clock.today()
    return do(
        request,
        lambda: end_sign_ins(account, by=account, on=today, but=request.session["sign_in"]),
        done=_("Every other computer is signed out."),
        back=reverse(PAGE),
    )


@screen
@require_POST
def browser_shared(request: HttpRequest) -> HttpResponse:
    """Marks this browser as shared, or takes the mark and the PIN away."""
    account, today = asker(request), clock.today()
    is_shared = request.POST.get("shared") == "yes"
    browser = shared_browser(request)
    if browser and not is_shared:
        drop_pin(account, browser, by=account, on=today)
    say_done(request, _("Saved."))
    answer = redirect(PAGE)
    mark_shared(request, answer, is_shared)
    stay_awake(answer, request.session["sign_in"])
    return answer


@screen
def pin_new(request: HttpRequest) -> HttpResponse:
    """Sets a PIN for this shared browser, for who signed in whole today."""
    account, today = asker(request), clock.today()
    browser = shared_browser(request)
    if not browser or not may_set_pin(request):
        return redirect(PAGE)
    return fill(
        request,
        NewPinForm(request.POST or None),
        lambda given: set_pin(account, browser, given["pin"], by=account, on=today),
        heading=_("PIN for this computer"),
        lead=_("It opens your account on this computer alone, until the end of today."),
        act=_("Set the PIN"),
        done=_("The PIN holds until the end of today."),
        back=reverse(PAGE),
        trail=[(_("My account"), reverse(PAGE))],
    )


@screen
@require_POST
def pin_drop(request: HttpRequest) -> HttpResponse:
    """Forgets the PIN."""
    account, today = asker(request), clock.today()
    return do(
        request,
        lambda: drop_pin(account, shared_browser(request), by=account, on=today),
        done=_("The PIN is forgotten."),
        back=reverse(PAGE),
    )


def may_set_pin(request: HttpRequest) -> bool:
    """Whether this session began today with a password or passkey, not with a PIN."""
    return bool(request.session.get("whole_on") == f"{clock.today()}")
