"""How somebody signs in: with a login name and a password, or a passkey; nobody can sign up.

Wrong passwords are counted for each browser that knows the login, and for all strangers together:
who guesses uses up the strangers' tries and locks nobody out of a computer of their own.
"""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.entry.actions.sign_ins import end_sign_in, end_sign_ins, note_factors
from doorstep.entry.queries import find_sign_in
from doorstep.kit import clock, vault
from doorstep.office.entry import browsers
from doorstep.people.actions import set_password
from doorstep.people.models import Account

FACTOR_CHANGES = {
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
    "recovery_codes_generated",
}
VAULT_OWNER = "second-factors"
log = logging.getLogger(__name__)


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by invitation, at set-up and by `doorstep create-user` alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Login name and password do not fit together. Capitals count in the password."
        ),
        "too_many_login_attempts": _(
            "There were too many wrong passwords. Wait five minutes, or sign in at a computer on "
            "which you signed in before, or add a code of your second factor below."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Takes one try of the right budget, given back by a right password."""
        login = str(credentials.get("username", ""))
        action, key = budget_of(request, login, str(credentials.get("code", "")))
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action=action, key=key
        )
        if not self._login_failed_rl_usage:
            # no login name: the log's lines carry an hour, which is nobody's business
            log.warning("Too many wrong passwords for one login name (%s)", action)
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: Account, **given: Any) -> HttpResponse:
        """The browser is known to the login from now on, and shared where that was ticked."""
        response: HttpResponse = super().post_login(request, user, **given)
        browsers.know(request, response, user.login)
        is_shared = request.session.pop("shared", None)
        if is_shared is not None:
            browsers.mark_shared(request, response, is_shared)
        request.session["whole_on"] = f"{clock.today()}"
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            end_own_sign_in(request, request.user)
        super().logout(request)

    def set_password(self, user: Account, password: str) -> None:
        """A changed password ends the other sign-ins and every PIN."""
        today = clock.today()
        set_password(user, password=password, by=user, on=today)
        end_sign_ins(user, by=user, on=today, but=self.request.session.get("sign_in"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("office:my-account")

    def send_notification_mail(self, template_prefix: str, user: Account, *_a: Any, **_k: Any):  # type: ignore[no-untyped-def]
        """There is no mail; a changed second factor is written to the trail instead."""
        change = template_prefix.rpartition("/")[2]
        if change in FACTOR_CHANGES:
            note_factors(user, change, by=user, on=clock.today())


class SecondFactors(DefaultMFAAdapter):
    """Secrets of second factors are sealed under a key that lies outside the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit, or it is too old. Type the one shown now."),
    }

    def encrypt(self, text: str) -> str:
        return vault.seal(VAULT_OWNER, text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(VAULT_OWNER, encrypted_text)

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


class SignIn(LoginForm):
    """Login name and password; no mail is sent for a forgotten one, the coordinator helps."""

    shared = forms.BooleanField(
        label=_("Other people use this computer, too"),
        help_text=_("Then it locks by itself, and you can switch with a PIN."),
        required=False,
        initial=True,
    )
    code = forms.CharField(
        label=_("Code of your second factor"),
        help_text=_("From the app, or a recovery code. You give it once more in the next step."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        self.fields["password"].help_text = ""
        if self.request is not None and browsers.knows_anybody(self.request):
            self.fields["shared"].initial = bool(browsers.shared_browser(self.request))
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def user_credentials(self) -> dict[str, Any]:
        found: dict[str, Any] = super().user_credentials()
        return found | {"code": self.cleaned_data.get("code", "")}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session["shared"] = self.cleaned_data["shared"]
        response: HttpResponse = super().login(request, redirect_url)
        return response


def budget_of(request: HttpRequest, login: str, code: str) -> tuple[str, str]:
    """Which limit of ACCOUNT_RATE_LIMITS a try counts for, and under which name.

    The same steps are taken for a login that does not exist.
    """
    name = login.strip().lower()
    user = request.user
    if user.is_authenticated and user.login.lower() == name:
        return "login_known", f"{name}:signed-in:{user.pk}"
    if nonce := browsers.known_nonce(request, name):
        return "login_known", f"{name}:{nonce}"
    if code and has_code(name, code):
        return "login_known", f"{name}:code"
    return "login_strange", name


def has_code(login: str, code: str) -> bool:
    """Whether a code is one of the account's second factor; it is not used up by asking."""
    for row in Authenticator.objects.filter(user__login__iexact=login):
        if row.type == Authenticator.Type.TOTP and validate_totp_code(
            decrypt(row.data["secret"]), code
        ):
            return True
        if row.type == Authenticator.Type.RECOVERY_CODES:
            unused = row.wrap().get_unused_codes()
            if code.strip() in unused:
                return True
    return False


def end_own_sign_in(request: HttpRequest, account: Account) -> None:
    """Ends the sign-in of this browser before its session goes."""
    kept = request.session.get("sign_in")
    sign_in = find_sign_in(kept, account) if kept else None
    if sign_in is not None:
        end_sign_in(sign_in, by=account, on=clock.today())
