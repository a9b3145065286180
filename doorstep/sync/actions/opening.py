"""Who reads what a device sent is told in the trail."""

from datetime import date

from django.db import transaction

from doorstep.people.actions import audit
from doorstep.people.models import Account, AuditEntry
from doorstep.register.actions import clean_reason, look_at_household
from doorstep.register.actions.sealing import NotLetIn
from doorstep.sync.models import Submission
from doorstep.sync.queries.held import may_open_sent


def open_submission(submission: Submission, *, by: Account, on: date) -> None:
    """Tells the trail that an account read what was sent: as a look at its household, else by
    itself; once a day."""
    if submission.household is not None:
        look_at_household(submission.household, by=by, on=on)
        return
    told = AuditEntry.objects.filter(act="open_submission", subject_id=str(submission.pk), by=by)
    if not told.filter(on=on).exists():
        _tell("open_submission", submission, by, on, {})


@transaction.atomic
def open_sent_words(submission: Submission, *, reason: str, by: Account, on: date) -> None:
    """Lets an account read the sealed words of what was sent; the reason goes to the trail, where
    the household reads it. NotLetIn, ReasonForOpeningMissing."""
    reason = clean_reason(reason)
    if not may_open_sent(by, submission, on):
        raise NotLetIn
    _tell("open_sent_words", submission, by, on, {"reason": reason})


def _tell(act: str, submission: Submission, by: Account, on: date, detail: dict[str, str]) -> None:
    audit(
        act,
        submission,
        by=by,
        on=on,
        household_id=submission.household_id,
        place=submission.place_id,
        detail=detail,
    )
