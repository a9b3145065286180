"""How somebody signs in: with a login name and a password; nobody can sign up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by `doorstep create-user` alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
