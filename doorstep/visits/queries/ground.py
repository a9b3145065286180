"""What a visit stands on: how its helper stands to the household, and whether it is recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, QuerySet, UUIDField

from doorstep.kit.prepared import Prepared, Slot
from doorstep.people.models import Helper
from doorstep.register.models import Household
from doorstep.register.queries import Standing, standing_fields, standing_rows
from doorstep.visits.models import Visit


@dataclass(frozen=True)
class Ground(Standing):
    """A Standing on the visit's day, and whether its id is taken."""

    is_recorded: bool


def ground_rows() -> QuerySet[Household]:
    """As `standing_rows`, with the slot `visit`."""
    recorded = Visit.objects.filter(pk=Slot("visit", UUIDField()))
    return standing_rows().annotate(visit_recorded=Exists(recorded))


_ground = Prepared(ground_rows)


def ground_of(household: Household, helper: Helper, visit_id: UUID, day: date) -> Ground:
    """Locks the household until the transaction ends, and asks then: a statement that waits for a
    lock sees what stood before it waited, and of a visit pressed twice the second would be new.
    (`receive` asks once, and asks all of it again where the second finds its id taken.)"""
    Household.objects.select_for_update(no_key=True).only("pk").filter(pk=household.pk).first()
    row: Any = _ground.first(
        household=household.pk, helper=helper.pk, account=helper.account_id, day=day, visit=visit_id
    )
    if row is None:
        raise Household.DoesNotExist
    return Ground(**standing_fields(row, helper, day), is_recorded=row.visit_recorded)
