"""What came in about a household, and what mergers kept of it, goes when it is erased."""

from django.db.models import Q

from doorstep.register.models import Household
from doorstep.sync.choices import Settling, SubmissionState
from doorstep.sync.models import (
    Attachment,
    HouseholdMerge,
    ImportedChange,
    KeptApart,
    RegisterProposal,
    Submission,
)


def erase_rows(household: Household) -> int:
    """Deletes what would be put back by an undo, and what was said of it as a double; empties what
    devices sent: of that stays that something came. How many rows. A merger of which one side is
    gone cannot be undone any more."""
    gone = ImportedChange.objects.filter(household_id=household.pk).delete()[0]
    mergers = HouseholdMerge.objects.filter(Q(gone=household) | Q(kept=household))
    said = KeptApart.objects.filter(Q(first=household) | Q(second=household))
    gone += mergers.delete()[0] + said.delete()[0]
    gone += RegisterProposal.objects.filter(household=household).delete()[0]
    sent = Submission.objects.filter(household=household)
    gone += Attachment.objects.filter(submission__in=sent).delete()[0]
    waiting = sent.filter(state=SubmissionState.HELD)  # nobody can mend it any more
    waiting.update(state=SubmissionState.SETTLED, settled=Settling.DISCARDED)
    return gone + sent.update(content="", mended="", params={}, settled_why="", household=None)
