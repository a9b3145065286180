"""Who asked and who borrowed, of what came to its end before a day."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from doorstep.people.models import Place
from doorstep.stations.models import HelpRequest, Loan
from doorstep.stations.rules import LOST_DAYS


def visitors_past(before: date, place: Place | None = None) -> QuerySet[HelpRequest]:
    """Requests closed before a day that still say something of the asker, and those asked before it
    that nobody closed; of one village where one is named."""
    said = ~Q(who="", reach="", where="", text="", reason="", agreed="")
    closed = Q(closed_on__lt=before) & said
    found = HelpRequest.objects.filter(closed | Q(closed_on=None, asked_on__lt=before))
    return found if place is None else found.filter(station__place=place)


def borrowers_past(before: date, place: Place | None = None) -> QuerySet[Loan]:
    """Loans back before a day that still name the borrower, and those that nobody brought back
    `LOST_DAYS` after they were due; of one village where one is named."""
    named = ~Q(borrower="", reach="", note="")
    lost = Q(back_on=None, due_on__lt=before - timedelta(days=LOST_DAYS))
    found = Loan.objects.filter(Q(back_on__lt=before) & named | lost)
    return found if place is None else found.filter(item__station__place=place)
