"""Words of forms that came long ago: emptied; that something came, and when, stays and counts."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.sync.models import EMPTIED, Submission
from doorstep.sync.queries.retention import (
    answers_with_old_words,
    counter_forms_past,
    forms_with_old_words,
    old_files,
)


@transaction.atomic
def empty_old_forms(before: date, *, by: Account, on: date) -> int:
    """Empties the bodies of forms that came before a day and wait for nobody, deletes their files,
    and empties why changes were declined; how many."""
    counts: Counter[UUID | None] = Counter()
    files = old_files(before)
    counts.update(files.values_list("submission__place", flat=True))
    files.delete()
    answers = answers_with_old_words(before)
    counts.update(answers.values_list("submission__place", flat=True))
    answers.update(settled_why="")
    forms = forms_with_old_words(before)
    counts.update(forms.values_list("place", flat=True))
    forms.update(content=EMPTIED, mended="", params={}, settled_why="")
    return audit_counts("empty_old_forms", counts, by=by, on=on)


@transaction.atomic
def empty_counter_forms(before: date, *, by: Account, on: date) -> int:
    """Empties the bodies of forms of a counter whose request or loan has ended before a day, for
    they name who asked or borrowed; how many."""
    forms = counter_forms_past(before)
    counts = Counter[UUID | None](forms.values_list("place", flat=True).order_by())
    keys = list(forms.values_list("pk", flat=True))
    Submission.objects.filter(pk__in=keys).update(
        content=EMPTIED, mended="", params={}, settled_why=""
    )
    return audit_counts("empty_counter_forms", counts, by=by, on=on)
