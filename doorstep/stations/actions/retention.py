"""Letting go of what names somebody who asked for help or borrowed something."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account, Place
from doorstep.stations.choices import Condition, HelpState
from doorstep.stations.models import HelpRequest, Loan, LoanItem
from doorstep.stations.queries.retention import borrowers_past, visitors_past


@transaction.atomic
def forget_visitors(before: date, *, by: Account, on: date, place: Place | None = None) -> int:
    """Empties what names the asker in requests closed before a day, and lets those lapse that
    nobody closed since; how many requests. Of one village where one is named."""
    found = visitors_past(before, place)
    counts = Counter[UUID | None](found.values_list("station__place", flat=True).order_by())
    keys = list(found.values_list("pk", flat=True))
    some = HelpRequest.objects.filter(pk__in=keys)
    some.filter(closed_on=None).update(state=HelpState.LAPSED, closed_on=on, asked_at=None)
    some.update(who="", reach="", where="", text="", reason="", agreed="")
    return audit_counts("forget_visitors", counts, by=by, on=on)


@transaction.atomic
def forget_borrowers(before: date, *, by: Account, on: date, place: Place | None = None) -> int:
    """Empties who borrowed what came back before a day; what never came back long after it was due
    is lost, and leaves what there is to lend. How many loans; of one village where one is named."""
    held = LoanItem.objects.select_for_update(no_key=True).order_by("pk")
    items = {one.pk: one for one in held.filter(loans__in=borrowers_past(before, place))}
    found = list(borrowers_past(before, place).filter(item__in=items))
    for loan in found:
        if loan.back_on is None:
            loan.back_on, loan.condition = on, Condition.LOST
            items[loan.item_id].pieces -= loan.pieces
        loan.borrower = loan.reach = loan.note = ""
    Loan.objects.bulk_update(found, ["back_on", "condition", "borrower", "reach", "note"])
    LoanItem.objects.bulk_update(items.values(), ["pieces"])
    places = LoanItem.objects.filter(pk__in=items).values_list("pk", "station__place")
    place_of = dict(places)
    counts = Counter[UUID | None](place_of[loan.item_id] for loan in found)
    return audit_counts("forget_borrowers", counts, by=by, on=on)
