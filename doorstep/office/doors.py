"""What every screen's view begins and ends with: who asks, for which village, what was refused."""

import logging
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.vault import KeyDestroyed, SealBroken
from doorstep.method.queries import NoMethodAdopted
from doorstep.office.choosing import only_for_coordinators
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import (
    get_village_for,
    has_role,
    helper_at,
    keep_reach,
    roles_of,
    villages_for,
)

UNREADABLE = _(
    "What is sealed here does not open: its key is gone, or it was changed. Whoever runs this "
    "instance learns more from: doorstep audit verify"
)
log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def asker(request: HttpRequest) -> Account:
    """The account that is signed in; only behind `screen` and `act`."""
    account = cast(Account, request.user)
    keep_reach(account)
    return account


def village_of(request: HttpRequest) -> Place:
    """The village a screen is about: `?place=`, else the one of this session, else the first.

    NotVisible for one whose team the account does not belong to. Asked for once a request.
    """
    found: Place | None = getattr(request, "village", None)
    if found is None:
        found = _village_of(request)
        request.village = found  # type: ignore[attr-defined]
    return found


def _village_of(request: HttpRequest) -> Place:
    on = clock.today()
    asked = request.GET.get("place") or request.POST.get("place")
    if asked:
        village = get_village_for(asker(request), asked, on)
        request.session["place"] = village.code
        return village
    kept = request.session.get("place")
    if kept:
        try:
            return get_village_for(asker(request), kept, on)
        except NotVisible:
            del request.session["place"]
    return get_village_for(asker(request), None, on)


def heading_place(request: HttpRequest, places: QuerySet[Place]) -> Place:
    """What heads a list of several places: the village of the other screens where it is one of
    them, else the first of them. NotVisible where there is none."""
    try:
        village = village_of(request)
    except NotVisible:
        village = None
    found = (village and places.filter(pk=village.pk).first()) or places.first()
    if found is None:
        raise NotVisible
    return found


def must_coordinate(request: HttpRequest, village: Place) -> None:
    """NotVisible unless the account is the village's coordinator today."""
    only_for_coordinators(request)
    if not has_role(asker(request), Role.COORDINATOR, village, clock.today()):
        raise NotVisible


def goes_out(account: Account, village: Place, on: date) -> bool:
    """Whether the account coordinates the village or goes to its households: visits are theirs."""
    coordinates = has_role(account, Role.COORDINATOR, village, on)
    return coordinates or helper_at(account, village, on) is not None


def screen(view: View) -> View:
    """A page for somebody signed in; where it cannot be shown, why (no method is followed yet)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            context = {"words": str(refused), "lacks_method": isinstance(refused, NoMethodAdopted)}
            return render(request, "office/refused.html", context, status=409)
        except (SealBroken, KeyDestroyed):
            log.exception("what is sealed does not open")
            return render(request, "office/refused.html", {"words": UNREADABLE}, status=409)

    return login_required(answer)


def team_screen(view: View) -> View:
    """A page of exact numbers and their rows, for the place's own team: town and county are led to
    their page, which shows figures after disclosure control."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account, today = asker(request), clock.today()
        is_above = roles_of(account, today) & {Role.TOWN, Role.COUNTY}
        if is_above and not villages_for(account, today).exists():
            return redirect("office:town")
        return view(request, *args, **kwargs)

    return screen(answer)
