"""What is kept of forms beyond its time."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.stations.choices import HelpState
from doorstep.stations.models import HelpRequest, Loan
from doorstep.sync.choices import SubmissionState
from doorstep.sync.models import EMPTIED, Attachment, RegisterProposal, Submission
from doorstep.sync.rules import COUNTER_FORMS


def forms_with_old_words(before: date) -> QuerySet[Submission]:
    """Forms that came before a day and wait for nobody, whose body is still kept."""
    came = Submission.objects.filter(received_on__lt=before).exclude(state=SubmissionState.HELD)
    return came.exclude(content__in=("", EMPTIED))


def counter_forms_past(before: date) -> QuerySet[Submission]:
    """Forms of a counter that came before a day and wait for nobody, whose body is still kept
    though what they tell of has ended before that day: who asked or borrowed stands in them."""
    own = {"pk": OuterRef("pk")}
    waits = Q(closed_on=None, asked_on__gte=before)
    late = Q(closed_on__gte=before) & ~Q(state=HelpState.LAPSED)  # who lapsed is forgotten at once
    asked = HelpRequest.objects.filter(waits | late, **own)
    lent = Loan.objects.filter(Q(back_on=None) | Q(back_on__gte=before), **own)
    return forms_with_old_words(before).filter(
        ~Exists(asked), ~Exists(lent), form__in=COUNTER_FORMS
    )


def old_files(before: date) -> QuerySet[Attachment]:
    """Files that came before a day with such forms."""
    came = Attachment.objects.filter(received_on__lt=before)
    return came.exclude(submission__state=SubmissionState.HELD)


def answers_with_old_words(before: date) -> QuerySet[RegisterProposal]:
    """Proposals that were answered before a day, with why still kept."""
    return RegisterProposal.objects.filter(settled_on__lt=before).exclude(settled_why="")
