"""How a helper stands to a household on a day: what every visit asks, in one query, which also
keeps others off the household until the transaction ends; rows that name it may be written."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from doorstep.kit.prepared import Slot
from doorstep.method.queries import version_followed
from doorstep.people.choices import Role
from doorstep.people.models import AccountRole, Helper, live_on
from doorstep.register.models import Access, Declined, Household

HOUSEHOLD, HELPER, ACCOUNT = (Slot(one, UUIDField()) for one in ("household", "helper", "account"))
DAY = Slot("day", DateField())


@dataclass(frozen=True)
class Standing:
    """What holds between the two on the day. `household` is the row as the database has it."""

    household: Household
    helper: Helper
    day: date
    last_day: date | None  # see last_day_with_helper
    is_on_list: bool
    is_in_team: bool  # of the household's village
    is_declined: bool  # see is_declined
    version_id: UUID | None  # of the method that the village follows


def standing_rows() -> QuerySet[Household]:
    """The household, locked, with what makes up a Standing; to be prepared, its slots are
    `household`, `helper`, `account` (the helper's) and `day`."""
    held = Access.objects.filter(household=OuterRef("pk"), helper=HELPER, from_on__lte=DAY)
    until = Coalesce("until_on", Value(date.max))
    declined = Declined.objects.filter(
        Q(end_on=None) | Q(end_on__gt=DAY), household=OuterRef("pk"), helper=HELPER
    )
    in_team = Helper.objects.filter(
        live_on(DAY),  # type: ignore[arg-type]
        pk=HELPER,
        team__place=OuterRef("village"),
    )
    here = Q(place=OuterRef("village")) | Q(place=OuterRef("village__parent"))
    coordinates = AccountRole.objects.filter(
        here | Q(place=OuterRef("village__parent__parent")),
        live_on(DAY),  # type: ignore[arg-type]
        account=ACCOUNT,
        role=Role.COORDINATOR,
    )
    return (
        Household.objects.filter(pk=HOUSEHOLD)
        .select_for_update(of=("self",), no_key=True)
        .order_by()
        .annotate(
            held_until=Subquery(held.order_by(until.desc()).values(last=until)[:1]),
            coordinates=Exists(coordinates),
            goes_there=Exists(in_team),
            declines=Exists(declined),
            method_version=version_followed("village", DAY),
        )
    )


def standing_fields(row: Any, helper: Helper, day: date) -> dict[str, Any]:
    """A Standing's fields, from a row of `standing_rows`."""
    is_on_list = row.held_until is not None and row.held_until > day
    last_day = row.held_until and row.held_until - timedelta(days=1)
    return {
        "household": row,
        "helper": helper,
        "day": day,
        "last_day": day if row.coordinates or is_on_list else last_day,
        "is_on_list": is_on_list,
        "is_in_team": row.goes_there,
        "is_declined": row.declines,
        "version_id": row.method_version,
    }
