"""Words of proposals done with long ago: emptied; what was proposed and decided stays."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.categories.models import Proposal
from doorstep.categories.queries import proposals_with_old_words
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account


@transaction.atomic
def empty_old_proposals(before: date, *, by: Account, on: date) -> int:
    """Empties the words of proposals done with before a day; how many proposals."""
    rows = proposals_with_old_words(before).order_by().values_list("pk", "household__village")
    found = dict(rows)
    Proposal.objects.filter(pk__in=found).update(note="", decision_note="")
    counts = Counter[UUID | None](found.values())
    return audit_counts("empty_old_proposals", counts, by=by, on=on)
