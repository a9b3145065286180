"""How somebody signs in: with a login name and a password; nobody can sign up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest
from django.urls import reverse

from doorstep.kit import clock
from doorstep.people.actions import set_password
from doorstep.people.models import Account


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by `doorstep create-user` alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Account, password: str) -> None:
        set_password(user, password=password, by=user, on=clock.today())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("office:this-week")


class SignIn(LoginForm):
    """Login name and password; no mail is sent for a forgotten one, the coordinator helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
