"""Our own papers, gone in their time; and old households, by whoever erases them."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.rights.queries.retention import (
    households_past_retention,
    old_incidents,
    replaced_assessments,
)


@transaction.atomic
def forget_assessments(before: date, *, by: Account, on: date) -> int:
    """Deletes versions in whose place a newer one was dated before a day; how many."""
    rows = replaced_assessments(before).order_by()
    counts = Counter[UUID | None](rows.values_list("place", flat=True))
    rows.delete()
    return audit_counts("forget_assessments", counts, by=by, on=on)


@transaction.atomic
def forget_incidents(before: date, *, by: Account, on: date) -> int:
    """Deletes incidents closed before a day, with whom they concerned; how many."""
    rows = old_incidents(before).order_by()
    counts = Counter[UUID | None](rows.values_list("place", flat=True))
    rows.delete()
    return audit_counts("forget_incidents", counts, by=by, on=on)


def erase_old_households(on: date, *, by: Account, erase: Callable[..., Any]) -> int:
    """Lets `erase(household_id, by=, on=)` erase each household past its retention, one after the
    other and each in a transaction of its own; how many there were."""
    ids = list(households_past_retention(on).values_list("pk", flat=True))
    for household_id in ids:
        erase(household_id, by=by, on=on)
    return len(ids)
