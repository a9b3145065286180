"""What has come to the end of its time: deleted, with its number in the trail."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.register.queries import (
    ended_access,
    ended_circumstances,
    ended_declined,
    withdrawn_consents,
)


@transaction.atomic
def forget_ended(before: date, *, by: Account, on: date) -> int:
    """Deletes access, circumstances and wishes not to meet that ended before a day; how many."""
    counts: Counter[UUID | None] = Counter()
    for rows in (ended_access(before), ended_circumstances(before), ended_declined(before)):
        counts.update(rows.order_by().values_list("household__village", flat=True))
        rows.delete()
    return audit_counts("forget_ended", counts, by=by, on=on)


@transaction.atomic
def forget_withdrawn(before: date, *, by: Account, on: date) -> int:
    """Deletes consents that were withdrawn before a day; how many."""
    rows = withdrawn_consents(before)
    villages = rows.order_by().values_list("household__village", flat=True)
    counts = Counter[UUID | None](villages)
    rows.delete()
    return audit_counts("forget_withdrawn", counts, by=by, on=on)
