"""Who keeps the money of which place, and whose payments an account sees."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import (
    at_or_above,
    places_with_role,
    reach_of,
    villages_below,
)


@dataclass(frozen=True)
class MoneyReach:
    """Ids of places: whose money an account keeps, and whose payments it sees; `whole` are those
    whose payees it may know."""

    kept: frozenset[UUID]
    seen: frozenset[UUID]
    whole: frozenset[UUID]


def money_reach(account: Account, on: date) -> MoneyReach:
    """A coordinator keeps the village's money, the town its own; the town sees what its villages
    were paid and not who there was paid. Nobody else sees money."""
    villages = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    towns = places_with_role(account, Role.TOWN, on).filter(kind=PlaceKind.TOWN)
    kept, below = set(villages), set()
    for town in towns:
        kept.add(town.pk)
        below |= set(villages_below(town))
    own = frozenset(kept)
    return MoneyReach(kept=own, seen=own | below, whole=own)


def keeps_money(account: Account, place: Place, on: date) -> bool:
    """Whether the account enters the money of a place; one that was closed enters nothing."""
    return account.is_active and place.pk in money_reach(account, on).kept


def get_money_place_for(account: Account, code: str | None, on: date) -> Place:
    """A place whose money the account keeps, by its code (None: the first, a village before a
    town); else NotVisible."""
    places = money_places(account, on)
    found = places.filter(code=code).first() if code else None
    if found is None and not code:
        found = places.order_by("-kind", "code").first()
    if found is None:
        raise NotVisible
    return found


def money_places(account: Account, on: date) -> QuerySet[Place]:
    """The places whose money an account keeps."""
    kept = money_reach(account, on).kept
    return Place.objects.filter(pk__in=kept).select_related("parent__parent")


def above(place_ids: frozenset[UUID]) -> QuerySet[Place]:
    """The places of some ids and all above them."""
    found: set[UUID] = set()
    for place in Place.objects.filter(pk__in=place_ids):
        found |= set(at_or_above(place).values_list("pk", flat=True))
    return Place.objects.filter(pk__in=found)
