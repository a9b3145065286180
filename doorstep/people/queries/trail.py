"""The audit trail as people may read it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from doorstep.people.choices import Role
from doorstep.people.models import Account, AuditEntry, Place
from doorstep.people.queries.reach import places_with_role
from doorstep.people.rules import LOOK, OPENINGS, clock_times_from


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


def entries_with_old_times(today: date) -> QuerySet[AuditEntry]:
    """The entries whose clock time is kept no longer."""
    return AuditEntry.objects.filter(at__lt=clock_times_from(today))


def looked_at(household_id: UUID, account: Account, on: date) -> bool:
    """Whether the trail tells already that an account looked at a household on a day."""
    looks = AuditEntry.objects.filter(household_id=household_id, act=LOOK, on=on)
    return looks.filter(by=account).exists()


@dataclass(frozen=True)
class Look:
    """Somebody who looked at a household, by which right, and on which days, the latest first."""

    who: str
    via: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Opening:
    """Somebody opened something sealed of a household, on a day and for a reason."""

    who: str
    on: date
    reason: str


def last_act_on(household_id: UUID) -> date | None:
    """The latest day on which anything was done to a household's rows; looking does not count."""
    entries = AuditEntry.objects.filter(household_id=household_id).exclude(act=LOOK)
    return entries.aggregate(last=Max("on"))["last"]


def openings_of(household_id: UUID) -> list[Opening]:
    """What sealed of a household was opened by whom and why, the latest first; not what it was."""
    entries = AuditEntry.objects.filter(household_id=household_id, act__in=OPENINGS)
    columns = ("by__login", "by__name", "on", "detail")
    return [
        Opening(name or login, on, detail.get("reason", ""))
        for login, name, on, detail in entries.order_by("-on", "by__name").values_list(*columns)
    ]


def looks_at(household_id: UUID) -> list[Look]:
    """Who looked at a household and on which days, the latest first; never a clock time."""
    entries = AuditEntry.objects.filter(household_id=household_id, act=LOOK)
    columns = ("by__pk", "by__login", "by__name", "detail", "on")
    found: dict[tuple[UUID, str], tuple[str, list[date]]] = {}
    for pk, login, name, detail, on in entries.order_by("-on", "by__name").values_list(*columns):
        found.setdefault((pk, detail.get("via", "")), (name or login, []))[1].append(on)
    return [Look(who, via, tuple(days)) for (_pk, via), (who, days) in found.items()]
