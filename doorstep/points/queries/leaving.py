"""What is nobody's any more, and words that are long done with."""

from datetime import date

from django.db.models import QuerySet

from doorstep.points.models import Award, Dispute, Swap


def withdrawn_awards(before: date) -> QuerySet[Award]:
    """Awards of people who withdrew before a day."""
    return Award.objects.filter(consent__withdrawn_on__lt=before)


def withdrawn_swaps(before: date) -> QuerySet[Swap]:
    """Swaps of people who withdrew before a day."""
    return Swap.objects.filter(consent__withdrawn_on__lt=before)


def withdrawn_disputes(before: date) -> QuerySet[Dispute]:
    """Disputes of people who withdrew before a day."""
    return Dispute.objects.filter(consent__withdrawn_on__lt=before)


def awards_with_old_words(before: date) -> QuerySet[Award]:
    """Awards of before a day that still say in words what they were for."""
    return Award.objects.filter(on__lt=before).exclude(words="")


def disputes_with_old_words(before: date) -> QuerySet[Dispute]:
    """Disputes answered before a day that still hold their words."""
    rows = Dispute.objects.filter(answered_on__lt=before)
    return rows.exclude(text="", answer="")


def swaps_with_old_words(before: date) -> QuerySet[Swap]:
    """Swaps taken back before a day that still say why."""
    return Swap.objects.filter(undone_on__lt=before).exclude(undone_why="")
