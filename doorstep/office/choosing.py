"""The place of a screen as a choice, for those who stand in several."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import reach_of, village_ids_for


@dataclass(frozen=True)
class Choice:
    """A place one may turn to, and where that leads."""

    code: str
    name: str
    url: str


def offer_places(request: HttpRequest, places: Iterable[UUID], *, page: str) -> None:
    """Lets the frame offer other places than the villages of the team; `page` is the URL name of
    the screen that a page about one single row leads to."""
    request.offered = frozenset(places), page  # type: ignore[attr-defined]


def only_for_coordinators(request: HttpRequest) -> None:
    """The screen exists for the villages that the account coordinates alone."""
    request.only_for_coordinators = True  # type: ignore[attr-defined]


def choices_for(request: HttpRequest, account: Account, on: date) -> list[Choice]:
    """The places the account may turn to, by code; none where there are fewer than two: then
    nothing is asked of the database."""
    ids, page = getattr(request, "offered", None) or (
        village_ids_for(account, on),
        "office:this-week",
    )
    if len(ids) < 2:
        return []
    stays = _stays(request, account, ids, on)
    rows = Place.objects.filter(pk__in=ids).order_by("code").values_list("pk", "code", "name")
    return [
        Choice(code, name, f"{request.path if pk in stays else reverse(page)}?place={code}")
        for pk, code, name in rows
    ]


def _stays(
    request: HttpRequest, account: Account, ids: frozenset[UUID], on: date
) -> frozenset[UUID]:
    """The places for which this page exists."""
    if not stays_on(request):
        return frozenset()
    if not getattr(request, "only_for_coordinators", False):
        return ids
    return reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())


def stays_on(request: HttpRequest) -> bool:
    """Whether the same page exists for another place: a list does, one row's own page does not."""
    found = request.resolver_match
    return request.method == "GET" and found is not None and not found.kwargs and not found.args
