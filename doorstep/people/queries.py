"""Who holds which role and duty where, on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import (
    Account,
    AccountDuty,
    AccountRole,
    AuditEntry,
    Helper,
    Place,
    live_on,
)


@dataclass(frozen=True)
class Scope:
    """A place and all villages in it: what figures and lists are asked for."""

    place: Place
    village_ids: tuple[UUID, ...]


def villages_below(place: Place) -> tuple[UUID, ...]:
    """Ids of the villages inside a place; a village is inside itself."""
    if place.kind == PlaceKind.VILLAGE:
        return (place.pk,)
    inside = Q(parent=place) | Q(parent__parent=place)
    rows = Place.objects.filter(inside, kind=PlaceKind.VILLAGE)
    return tuple(rows.values_list("pk", flat=True))


def scope_of(place: Place) -> Scope:
    """The scope of a place."""
    return Scope(place=place, village_ids=villages_below(place))


def places_with_role(account: Account, role: Role, on: date) -> QuerySet[Place]:
    """The places at which the account holds a role on a day."""
    held = AccountRole.objects.filter(live_on(on), account=account, role=role)
    return Place.objects.filter(pk__in=held.values("place"))


def places_with_duty(account: Account, duty: Duty, on: date) -> QuerySet[Place]:
    """The places at which the account holds a duty on a day."""
    held = AccountDuty.objects.filter(live_on(on), account=account, duty=duty)
    return Place.objects.filter(pk__in=held.values("place"))


def roles_of(account: Account, on: date) -> frozenset[Role]:
    """The roles of an account on a day, wherever held."""
    held = AccountRole.objects.filter(live_on(on), account=account)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def villages_with_role(account: Account, role: Role, on: date) -> QuerySet[Place]:
    """Villages in which the account holds a role, there or at a place above."""
    held = places_with_role(account, role, on).values("pk")
    above = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    return Place.objects.filter(above, kind=PlaceKind.VILLAGE)


def villages_with_duty(account: Account, duty: Duty, on: date) -> QuerySet[Place]:
    """Villages in which the account holds a duty, there or at a place above."""
    held = places_with_duty(account, duty, on).values("pk")
    above = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    return Place.objects.filter(above, kind=PlaceKind.VILLAGE)


def at_or_above(place: Place) -> QuerySet[Place]:
    """A place and the areas above it."""
    inside = Q(pk=place.pk) | Q(children=place.pk) | Q(children__children=place.pk)
    return Place.objects.filter(inside)


def has_role(account: Account, role: Role, place: Place, on: date) -> bool:
    """Whether the account holds a role at the place or above it."""
    held = AccountRole.objects.filter(live_on(on), account=account, role=role)
    return held.filter(place__in=at_or_above(place).values("pk")).exists()


def holders_of(role: Role, village: Place, on: date) -> QuerySet[Account]:
    """The accounts that hold a role at the village or above it, by name."""
    held = AccountRole.objects.filter(live_on(on), role=role, account__is_active=True)
    at = held.filter(place__in=at_or_above(village).values("pk"))
    return Account.objects.filter(pk__in=at.values("account")).order_by("name", "login")


def has_duty(account: Account, duty: Duty, place: Place, on: date) -> bool:
    """Whether the account holds a duty at the place or above it."""
    held = AccountDuty.objects.filter(live_on(on), account=account, duty=duty)
    return held.filter(place__in=at_or_above(place).values("pk")).exists()


def helper_of(account: Account, on: date) -> Helper | None:
    """The helper behind an account, while active."""
    return Helper.objects.filter(live_on(on), account=account).select_related("team").first()


def villages_for(account: Account, on: date) -> QuerySet[Place]:
    """Villages whose team the account belongs to: as coordinator, as helper, or by a duty."""
    coordinates = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    helps = Helper.objects.filter(live_on(on), account=account).values("team__place")
    decides = villages_with_duty(account, Duty.DECIDES_CATEGORIES, on).values("pk")
    return Place.objects.filter(Q(pk__in=coordinates) | Q(pk__in=helps) | Q(pk__in=decides))


def get_village_for(account: Account, code: str | None, on: date) -> Place:
    """A village of the account's own team by its code (None: the first); else NotVisible."""
    villages = villages_for(account, on)
    village = villages.filter(code=code).first() if code else villages.first()
    if village is None:
        raise NotVisible
    return village


def helpers_at(village: Place, on: date) -> QuerySet[Helper]:
    """The active helpers of a village's teams."""
    return Helper.objects.filter(live_on(on), team__place=village)


def get_helper_for(account: Account, helper_id: object, on: date) -> Helper:
    """A helper as the coordinator of that village, or oneself; else NotVisible."""
    coordinates = villages_with_role(account, Role.COORDINATOR, on)
    mine = Q(team__place__in=coordinates) | Q(account=account)
    helper = Helper.objects.filter(mine, pk=helper_id).select_related("team", "seat").first()
    if helper is None:
        raise NotVisible
    return helper


def audit_entries_for(account: Account, on: date) -> QuerySet[AuditEntry]:
    """The trail, without content, of the places an auditor holds the role at and of those below,
    and of what belongs to no place: accounts, methods, the calendar. Nobody else has it."""
    held = places_with_role(account, Role.AUDITOR, on)
    if not held.exists():
        return AuditEntry.objects.none()
    ids = held.values("pk")
    below = Q(pk__in=ids) | Q(parent__in=ids) | Q(parent__parent__in=ids)
    places = Place.objects.filter(below).values("pk")
    return AuditEntry.objects.filter(Q(place__in=places) | Q(place=None))
