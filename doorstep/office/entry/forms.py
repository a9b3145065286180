"""The forms of coming in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from doorstep.entry.choices import Deployer
from doorstep.entry.rules import PIN_DIGITS
from doorstep.people.choices import Language, PlaceKind, Role
from doorstep.people.models import Account, place_code

CODE_HELP = _("Small letters, digits and hyphens, for example its name in pinyin.")
PASSWORD = {"autocomplete": "new-password"}


class NewPassword(forms.Form):
    """A password of one's own, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters. Four words that do not belong together are good."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=PASSWORD),
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=PASSWORD),
    )

    def owner(self) -> Account:
        """Whose password it will be: it may not look like the login or the name."""
        given = self.cleaned_data
        return Account(login=given.get("login", ""), name=given.get("name", ""))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("password") and given.get("again"):
            if given["password"] != given["again"]:
                self.add_error("again", _("The two passwords differ; type both once more."))
            else:
                try:
                    validate_password(given["password"], self.owner())
                except forms.ValidationError as error:
                    self.add_error("password", error)
        return given


class RenewForm(NewPassword):
    """Another password for an account there is."""

    def __init__(self, *args: Any, account: Account, **given: Any) -> None:
        super().__init__(*args, **given)
        self.account = account

    def owner(self) -> Account:
        return self.account


class JoinForm(NewPassword):
    """A login name and a password, for who was invited."""

    field_order: tuple[str, ...] = ("login", "password", "again")
    login = forms.CharField(
        label=_("Login name"),
        help_text=_("What you type to sign in: letters, digits, dot and hyphen."),
        max_length=60,
        validators=[RegexValidator(r"^[\w.-]+$")],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )


class SetUpForm(JoinForm):
    """The first day, on one page."""

    field_order = (
        "deployer", "county_name", "county_code", "town_name", "town_code", "village_name",
        "village_code", "name", "login", "password", "again", "coordinates",
    )  # fmt: skip
    deployer = forms.ChoiceField(
        label=_("Who runs this instance?"), choices=Deployer.choices, widget=forms.RadioSelect
    )
    county_name = forms.CharField(label=_("County"), max_length=100, required=False)
    county_code = forms.CharField(
        label=_("Code of the county"),
        help_text=CODE_HELP,
        max_length=60,
        required=False,
        validators=[place_code],
    )
    town_name = forms.CharField(label=_("Town"), max_length=100, required=False)
    town_code = forms.CharField(
        label=_("Code of the town"),
        help_text=CODE_HELP,
        max_length=60,
        required=False,
        validators=[place_code],
    )
    village_name = forms.CharField(label=_("Village"), max_length=100, required=False)
    village_code = forms.CharField(
        label=_("Code of the village"),
        help_text=CODE_HELP,
        max_length=60,
        required=False,
        validators=[place_code],
    )
    name = forms.CharField(label=_("Your name"), max_length=100)
    coordinates = forms.ChoiceField(
        label=_("Who coordinates the village?"),
        help_text=_("The coordinator brings in the ledger and sees every household there."),
        choices=[("me", _("I do, too")), ("other", _("Somebody else, whom I invite next"))],
        widget=forms.RadioSelect(attrs={"class": "long"}),
        required=False,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["deployer"].widget.attrs["class"] = "long"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for kind in PlaceKind.values:
            if given.get(f"{kind}_name") and not given.get(f"{kind}_code"):
                self.add_error(f"{kind}_code", _("This place needs a code."))
        if not any(given.get(f"{kind}_name") for kind in PlaceKind.values):
            self.add_error("village_name", _("Name at least one place."))
        if given.get("coordinates") == "me" and not given.get("village_name"):
            self.add_error("coordinates", _("Name the village that you coordinate."))
        if given.get("village_name") and not given.get("coordinates"):
            self.add_error("coordinates", _("Say who coordinates the village."))
        return given


class InviteForm(forms.Form):
    """Whom to let in, and to what."""

    helper: Any = forms.ModelChoiceField(
        None,
        label=_("A helper of the team"),
        help_text=_("Only those who have no account yet."),
        required=False,
        empty_label=_("nobody of the list"),
    )
    place: Any = forms.ModelChoiceField(
        None, label=_("Or somebody else, at this place"), required=False, empty_label="–"
    )
    name = forms.CharField(label=_("Name of the person"), max_length=100, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_(
            "None for a mediator, a second decider or a safeguarding person: once the link was "
            "used, give the duty on that person's page under People."
        ),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Language of the slip and the screens"), choices=Language.choices
    )

    def __init__(self, *args: Any, helpers: Any, places: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["helper"].queryset = helpers
        fields["place"].queryset = places
        if not places:
            for name in ("place", "name", "roles"):
                del self.fields[name]
            fields["helper"].required = True

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "place" in self.fields and not given.get("helper"):
            for name in ("place", "name"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose a helper of the team."))
        return given


class PlaceForm(forms.Form):
    """A town or village below another place."""

    parent: Any = forms.ModelChoiceField(None, label=_("Belongs to"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Kind of place"),
        choices=[(one.value, one.label) for one in (PlaceKind.VILLAGE, PlaceKind.TOWN)],
        initial=PlaceKind.VILLAGE,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the place"), max_length=100)
    code = forms.CharField(
        label=_("Code of the place"),
        help_text=CODE_HELP,
        max_length=60,
        validators=[place_code],
    )

    def __init__(self, *args: Any, above: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["parent"].queryset = above


class LostForm(forms.Form):
    """A fresh link for who cannot sign in any more."""

    clears_factors = forms.BooleanField(
        label=_("The second factor is lost, too: take it away"), required=False
    )


class InstanceForm(forms.Form):
    """How this instance is run."""

    deployer = forms.ChoiceField(
        label=_("Who runs this instance?"), choices=Deployer.choices, widget=forms.RadioSelect
    )
    asks_second_factor = forms.BooleanField(
        label=_("Ask for a second factor"),
        help_text=_(
            "Of administrators, auditors, town and county, and of who releases the export of the "
            "register. It counts from their next sign-in."
        ),
        required=False,
    )
    lock_minutes = forms.IntegerField(
        label=_("Shared computers lock after so many minutes without use"),
        min_value=1,
        max_value=120,
    )
    has_field_page = forms.BooleanField(
        label=_("Helpers may use the field page or ODK Collect on their phones"),
        help_text=_(
            "Off until somebody switches it on. By the rules of 25 January 2026 for government "
            "apps, units below the county do not build apps of their own; a village or town asks "
            "the county first. Paper and the office computer do everything without it."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["deployer"].widget.attrs["class"] = "long"


DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": PIN_DIGITS}


class NewPinForm(forms.Form):
    """Six digits."""

    pin = forms.CharField(
        label=_("PIN of six digits"), max_length=6, widget=forms.PasswordInput(attrs=DIGITS)
    )


class PinForm(NewPinForm):
    """Who switches in, and their PIN."""

    field_order = ("who", "pin")
    who = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["who"].choices = people
        self.fields["who"].widget.attrs["class"] = "long"


class UnlockForm(forms.Form):
    """The PIN or the password, with where to go on and what was sent."""

    secret = forms.CharField(
        label=_("PIN or password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
