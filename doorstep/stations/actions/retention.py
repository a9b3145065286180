"""Letting go of what names somebody who asked for help or borrowed something."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.stations.choices import HelpState
from doorstep.stations.models import HelpRequest, Loan
from doorstep.stations.queries.retention import borrowers_past, visitors_past


@transaction.atomic
def forget_visitors(before: date, *, by: Account, on: date) -> int:
    """Empties what names the asker in requests closed before a day, and lets those lapse that
    nobody closed since; how many requests."""
    found = visitors_past(before)
    counts = Counter[UUID | None](found.values_list("station__place", flat=True).order_by())
    keys = list(found.values_list("pk", flat=True))
    some = HelpRequest.objects.filter(pk__in=keys)
    some.filter(closed_on=None).update(state=HelpState.LAPSED, closed_on=on, asked_at=None)
    some.update(who="", reach="", where="", text="", reason="")
    return audit_counts("forget_visitors", counts, by=by, on=on)


@transaction.atomic
def forget_borrowers(before: date, *, by: Account, on: date) -> int:
    """Empties who borrowed what came back before a day; how many loans."""
    found = borrowers_past(before)
    counts = Counter[UUID | None](found.values_list("item__station__place", flat=True).order_by())
    keys = list(found.values_list("pk", flat=True))
    Loan.objects.filter(pk__in=keys).update(borrower="", reach="", note="")
    return audit_counts("forget_borrowers", counts, by=by, on=on)
