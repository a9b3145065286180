"""The forms of second factors, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm, SetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "code": _("The six figures, or a recovery code"),
    "name": _("Name of the passkey"),
    "oldpassword": _("The present password"),
    "password": _("Password"),
    "password1": _("The new password"),
    "password2": _("The new password again"),
    "passwordless": _("It opens the account alone, without the password"),
}
HINTS = {
    "name": _("For example the device on which it lies."),
    "passwordless": _("The device then asks for a finger, a face or its own PIN."),
}


def speak(form: forms.Form) -> None:
    """Gives the fields our labels and hints, and no grey example inside."""
    for name, field in form.fields.items():
        field.label = LABELS.get(name, field.label)
        field.help_text = HINTS.get(name, "")
        field.widget.attrs.pop("placeholder", None)


class ActivateApp(ActivateTOTPForm):
    """The first code of an app."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)
        self.fields["code"].label = _("The six figures the app shows")


class CodeAtSignIn(AuthenticateForm):
    """The second step."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class CodeOnceMore(ReauthenticateByCodeForm):
    """Before something about signing in is changed: a code."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class PasswordOnceMore(ReauthenticateForm):
    """Before something about signing in is changed: the password."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class AddPasskey(AddWebAuthnForm):
    """A passkey and its name."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class RenamePasskey(EditWebAuthnForm):
    """Another name."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class ChangePassword(ChangePasswordForm):
    """The present password and the new one twice."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)


class SetPassword(SetPasswordForm):
    """A first password, twice."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        speak(self)
