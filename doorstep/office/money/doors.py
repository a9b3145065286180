"""What every screen about money begins with: whose money it is, and the pages beside it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.funds.queries import get_money_place_for, keeps_money, money_reach
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.choosing import offer_places
from doorstep.office.doors import asker, village_of
from doorstep.people.models import Place


def money_place(request: HttpRequest) -> Place:
    """The place whose money the screen is about: `?place=`, else the village the other screens are
    about, else the first of those whose money the account keeps. NotVisible for anybody else."""
    account, today = asker(request), clock.today()
    kept = money_reach(account, today).kept
    offer_places(request, kept, page="office:money")
    asked = request.GET.get("place") or request.POST.get("place")
    if asked:
        return get_money_place_for(account, asked, today)
    try:
        village = village_of(request)
    except NotVisible:
        village = None
    if village is not None and village.pk in kept:
        return village
    return get_money_place_for(account, None, today)


def must_keep_money(request: HttpRequest, place: Place) -> None:
    """NotVisible unless the account keeps the money of the place."""
    if not keeps_money(asker(request), place, clock.today()):
        raise NotVisible


def frame(place: Place, current: str, *, has_tabs: bool = True, **more: Any) -> dict[str, Any]:
    """The place, the day, and the tabs of money with the current one."""
    today: date = clock.today()
    pages = {
        "office:money": pgettext("money", "Programmes"),
        "office:payments": _("Payments"),
        "office:claims": pgettext("money", "Claims"),
        "office:posts": _("Posts"),
        "office:projects": pgettext("money", "Projects"),
        "office:cooperatives": _("Cooperatives"),
        "office:ledger": pgettext("money", "Ledger"),
        "office:bank": pgettext("money", "Bank"),
    }
    tabs = [(words, reverse(name)) for name, words in pages.items()] if has_tabs else []
    return {"place": place, "today": today, "tabs": tabs, "tab": reverse(current), **more}


def above_programme() -> list[tuple[str, str]]:
    """The way back to the list of programmes."""
    return [(_("Money"), reverse("office:money"))]


def above_posts() -> list[tuple[str, str]]:
    """The way back to the list of posts."""
    return [*above_programme(), (_("Posts"), reverse("office:posts"))]


def above_projects(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list of projects, and to one of them."""
    return [*above_programme(), (pgettext("money", "Projects"), reverse("office:projects")), *more]


def above_cooperatives(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list of cooperatives, and to one of them."""
    return [*above_programme(), (_("Cooperatives"), reverse("office:cooperatives")), *more]


def above_claims(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list of claims, and to one of them."""
    return [(pgettext("money", "Claims"), reverse("office:claims")), *more]


def above_ledger() -> list[tuple[str, str]]:
    """The way back to the ledger."""
    return [*above_programme(), (pgettext("money", "Ledger"), reverse("office:ledger"))]


def above_bank() -> list[tuple[str, str]]:
    """The way back to the bank's files."""
    return [*above_programme(), (pgettext("money", "Bank"), reverse("office:bank"))]
