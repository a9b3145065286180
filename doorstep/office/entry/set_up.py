"""The first page of a new instance: who runs it, the first place, the first account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from doorstep.entry.actions.set_up import FirstPlace, set_up
from doorstep.entry.choices import Deployer
from doorstep.entry.models import SetUpLink
from doorstep.entry.queries import get_set_up_link
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.method.queries import newest_version
from doorstep.office.entry.forms import SetUpForm
from doorstep.office.entry.links import tells_no_address
from doorstep.office.notices import say_done
from doorstep.people.actions import system_account
from doorstep.people.choices import Language, PlaceKind
from doorstep.people.models import Place
from doorstep.sync.actions import follow_newest


@login_not_required
@never_cache
@tells_no_address
def set_up_page(request: HttpRequest, token: str) -> HttpResponse:
    """Not found without the token `doorstep serve` printed, and for ever once it was used."""
    link = get_set_up_link(token, clock.now())
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            begin(link, given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("Doorstep is set up. Sign in with the login name you chose."))
            return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "office/entry/set_up.html", {"form": form}, status=status)


@transaction.atomic
def begin(link: SetUpLink, given: dict[str, Any]) -> None:
    """Sets the instance up; a village follows the newest method that was loaded, as one made by an
    import does."""
    today = clock.today()
    account = set_up(
        link,
        deployer=Deployer(given["deployer"]),
        places=first_places(given),
        login=given["login"],
        name=given["name"],
        password=given["password"],
        coordinates=given["coordinates"] == "me",
        language=get_language() or Language.ZH,
        by=system_account(),
        on=today,
    )
    village = Place.objects.filter(kind=PlaceKind.VILLAGE, code=given["village_code"]).first()
    if village is not None and newest_version() is not None:
        follow_newest(village, by=account, on=today)


def first_places(given: dict[str, Any]) -> list[FirstPlace]:
    """The places of the form, from the largest down."""
    kinds = (PlaceKind.COUNTY, PlaceKind.TOWN, PlaceKind.VILLAGE)
    return [FirstPlace(kind, given[f"{kind}_name"], given[f"{kind}_code"]) for kind in kinds]
