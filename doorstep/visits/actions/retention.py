"""Words of visits made long ago: emptied; that a visit was made, and when, stays and counts."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.visits.queries import (
    ended_wishes_with_reason,
    old_weekly_notes,
    visit_plans_over,
    visits_with_old_words,
)


@transaction.atomic
def empty_old_visits(before: date, *, by: Account, on: date) -> int:
    """Empties the notes of visits made before a day and what was answered to the method's own
    questions, and deletes the weekly notes; how many."""
    counts: Counter[UUID | None] = Counter()
    visits = visits_with_old_words(before).order_by()
    counts.update(visits.values_list("household__village", flat=True))
    visits.update(note="", answers={})
    notes = old_weekly_notes(before)
    counts.update(notes.values_list("helper__team__place", flat=True))
    notes.delete()
    return audit_counts("empty_old_visits", counts, by=by, on=on)


@transaction.atomic
def empty_ended_wishes(before: date, *, by: Account, on: date) -> int:
    """Empties why fewer visits were wished for, where the wish ended before a day; how many."""
    wishes = ended_wishes_with_reason(before)
    counts = Counter[UUID | None](wishes.values_list("household__village", flat=True))
    wishes.update(reason="")
    return audit_counts("empty_ended_wishes", counts, by=by, on=on)


@transaction.atomic
def forget_visit_plans(before: date, *, by: Account, on: date) -> int:
    """Deletes plans that were over before a day, with their routes; how many plans."""
    plans = visit_plans_over(before).order_by()
    counts = Counter[UUID | None](plans.values_list("place", flat=True))
    plans.delete()
    return audit_counts("forget_visit_plans", counts, by=by, on=on)
