"""Where each door stands."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from django.urls import include, path

# Of allauth's pages only these: the others ask for mail addresses, which nobody here gives.
ACCOUNT = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path(  # of who signs in by passkey alone; whoever has a password is led to changing it
        "password/set/",
        reauthentication_required(account.password_set),
        name="account_set_password",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("account/", include(ACCOUNT)),
    path("field/", include("doorstep.field.urls")),
    path("odk/", include("doorstep.api.urls")),
    path("", include("doorstep.office.urls")),
]
