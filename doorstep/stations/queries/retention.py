"""Who asked and who borrowed, of what came to its end before a day."""

from datetime import date

from django.db.models import Q, QuerySet

from doorstep.stations.models import HelpRequest, Loan


def visitors_past(before: date) -> QuerySet[HelpRequest]:
    """Requests closed before a day that still say something of the asker, and those asked before it
    that nobody closed."""
    said = ~Q(who="", reach="", where="", text="", reason="")
    closed = Q(closed_on__lt=before) & said
    return HelpRequest.objects.filter(closed | Q(closed_on=None, asked_on__lt=before))


def borrowers_past(before: date) -> QuerySet[Loan]:
    """Loans back before a day that still name the borrower."""
    return Loan.objects.filter(back_on__lt=before).exclude(borrower="", reach="", note="")
