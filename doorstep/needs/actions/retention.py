"""Words of needs that were closed long ago: emptied; what is counted stays."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.needs.queries import needs_with_old_words, steps_with_old_words
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account


@transaction.atomic
def empty_old_needs(before: date, *, by: Account, on: date) -> int:
    """Empties the words of needs closed before a day, and of their steps; how many rows."""
    counts: Counter[UUID | None] = Counter()
    steps = steps_with_old_words(before).order_by()
    counts.update(steps.values_list("need__place", flat=True))
    steps.update(text="", sealed_text="")
    needs = needs_with_old_words(before).order_by()
    counts.update(needs.values_list("place", flat=True))
    needs.update(text="", sealed_text="")
    return audit_counts("empty_old_needs", counts, by=by, on=on)
