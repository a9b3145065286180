"""What a night empties of jobs; what is counted stays."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.jobs.queries.leaving import offers_with_old_contacts, wishes_with_old_words
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account


@transaction.atomic
def empty_old_wishes(before: date, *, by: Account, on: date) -> int:
    """Empties the own words of wishes that were over before a day; how many rows."""
    rows = wishes_with_old_words(before).order_by()
    counts: Counter[UUID | None] = Counter(rows.values_list("household__village", flat=True))
    rows.update(text="")
    return audit_counts("empty_old_wishes", counts, by=by, on=on)


@transaction.atomic
def empty_old_contacts(before: date, *, by: Account, on: date) -> int:
    """Deletes whom to reach from offers that ran out before a day; how many rows."""
    rows = offers_with_old_contacts(before).order_by()
    counts: Counter[UUID | None] = Counter(rows.values_list("place", flat=True))
    rows.update(contact_name="", contact_at="")
    return audit_counts("empty_old_contacts", counts, by=by, on=on)
