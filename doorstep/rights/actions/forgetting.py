"""Our own papers and old households, gone in their time."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.kit.periods import Period
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account, Place
from doorstep.rights.actions.erasing import erase_household
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


def erase_old_households(
    on: date, *, by: Account, also: Callable[[Place], Iterable[Period]] = lambda place: ()
) -> int:
    """Erases the households past their retention, one after the other and each in a transaction of
    its own; how many. `also` names windows of a place whose numbers are kept as well."""
    old = list(households_past_retention(on).select_related("village"))
    for household in old:
        erase_household(household, by=by, on=on, also=also(household.village))
    return len(old)
