"""What is kept of forms beyond its time."""

from datetime import date

from django.db.models import QuerySet

from doorstep.sync.choices import SubmissionState
from doorstep.sync.models import EMPTIED, Attachment, RegisterProposal, Submission


def forms_with_old_words(before: date) -> QuerySet[Submission]:
    """Forms that came before a day and wait for nobody, whose body is still kept."""
    came = Submission.objects.filter(received_on__lt=before).exclude(state=SubmissionState.HELD)
    return came.exclude(content__in=("", EMPTIED))


def old_files(before: date) -> QuerySet[Attachment]:
    """Files that came before a day with such forms."""
    came = Attachment.objects.filter(received_on__lt=before)
    return came.exclude(submission__state=SubmissionState.HELD)


def answers_with_old_words(before: date) -> QuerySet[RegisterProposal]:
    """Proposals that were answered before a day, with why still kept."""
    return RegisterProposal.objects.filter(settled_on__lt=before).exclude(settled_why="")
