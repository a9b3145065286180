"""A person settles what was held: corrects it, applies it, chooses between two, or discards it.

What was sent is never changed; a corrected body is kept beside it. Every act locks the row first:
pressed twice it does its work once, and of two people the second is told who was first.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper
from doorstep.register.models import Household
from doorstep.sync.actions.counter import hold_station
from doorstep.sync.actions.receiving import apply, hold
from doorstep.sync.actions.replacing import replace_by
from doorstep.sync.choices import Settling, SubmissionState
from doorstep.sync.models import Submission, sealed, unsealed
from doorstep.sync.queries.forms import is_known_form
from doorstep.sync.queries.held import former_contents, other_content_of, was_applied
from doorstep.sync.rules import COUNTER_FORMS, Unreadable, head_of

FEWEST_LETTERS_OF_A_REASON = 5
MOST_LETTERS_OF_A_REASON = 300
APPLYING = (Settling.APPLIED, Settling.MENDED)


class SettledAlready(Refused):
    message = _("%(name)s settled this on %(day)s already: %(how)s.")


class ReasonForDiscardingMissing(Refused):
    message = _("Say in %(fewest)s to %(most)s characters why it is discarded.")


class CannotBeApplied(Refused):
    message = _(
        "This cannot be applied here: its form is not known or cannot be read. Write what it says "
        "where it belongs, then discard it."
    )


class TwoToChooseFrom(Refused):
    message = _("It was sent twice, with different content. Choose which of the two counts.")


class ReplacedSince(Refused):
    message = _(
        "What this corrects was replaced by something else since. Correct the visit itself, then "
        "discard this."
    )


@transaction.atomic
def mend(
    submission: Submission,
    body: bytes,
    *,
    by: Account,
    on: date,
    helper: Helper | None = None,
) -> bool:
    """Keeps a corrected body beside the one that was sent, and applies it; whether that worked. If
    not, it is still held, with the new reason. `helper`: whose paper it was after all.
    SettledAlready, CannotBeApplied, TwoToChooseFrom."""
    if not _lock(submission, APPLYING, by):
        return True
    _must_be_alone(submission)
    _must_be_known(submission)
    head = head_of(body)
    if submission.form in COUNTER_FORMS:
        hold_station(submission.place, head.said)
    else:
        here = Household.objects.filter(pk=head.household_id, village=submission.place_id)
        _move(submission, here.first())
    submission.on = head.on
    is_anothers = helper is not None and helper.pk != submission.helper_id
    if is_anothers:
        submission.helper = helper
    submission.mended = sealed(submission.owner, body)
    submission.save(update_fields=["household", "helper", "content", "on", "mended"])
    _tell("mend_submission", submission, by, on, {"fields": "helper"} if is_anothers else {})
    return _apply(submission, Settling.MENDED, by, on)


@transaction.atomic
def apply_again(submission: Submission, *, by: Account, on: date) -> bool:
    """Applies it as it stands, corrected or as it was sent, for a person has looked at it; whether
    that worked. SettledAlready, CannotBeApplied, TwoToChooseFrom."""
    if not _lock(submission, APPLYING, by):
        return True
    _must_be_alone(submission)
    _must_be_known(submission)
    return _apply(submission, Settling.MENDED if submission.mended else Settling.APPLIED, by, on)


@transaction.atomic
def discard(submission: Submission, *, why: str, by: Account, on: date) -> None:
    """It is not applied, and stays on record with the reason. SettledAlready,
    ReasonForDiscardingMissing."""
    why = why.strip()
    if not FEWEST_LETTERS_OF_A_REASON <= len(why) <= MOST_LETTERS_OF_A_REASON:
        raise ReasonForDiscardingMissing(
            fewest=FEWEST_LETTERS_OF_A_REASON, most=MOST_LETTERS_OF_A_REASON
        )
    if _lock(submission, (Settling.DISCARDED,), by):
        _settle(submission, Settling.DISCARDED, by, on, why=why)


@transaction.atomic
def choose_first(other: Submission, *, by: Account, on: date) -> bool:
    """Of two contents under one id, what came first counts: it stands, or is applied now if it
    waited itself; whether that worked. SettledAlready, CannotBeApplied."""
    first = _first_of(other)
    if not _lock(other, (Settling.DISCARDED,), by):
        return True
    if _lock_if_held(first):
        _must_be_known(first)
        how = Settling.MENDED if first.mended else Settling.APPLIED
        if not _apply(first, how, by, on):
            return False
    _settle(other, Settling.DISCARDED, by, on, why=str(_why_not(first)))
    return True


def _why_not(first: Submission) -> object:
    """What became of the first, for the record of the other: it may count no more itself."""
    if first.settled == Settling.REPLACED:
        return _("What was sent first counted; something else has replaced it since.")
    if first.settled == Settling.DISCARDED:
        return _("What was sent first was discarded itself, so neither of the two counts.")
    return _("What was sent first counts.")


@transaction.atomic
def choose_other(other: Submission, *, by: Account, on: date) -> bool:
    """Of two contents under one id, the second counts: what the first wrote is replaced by it, as
    a correction, and stays on record; whether that worked. SettledAlready, CannotBeApplied,
    ReplacedSince, and what keeps the first from being replaced."""
    first = _first_of(other)
    if not _lock(other, APPLYING, by):
        return True
    _must_be_known(other)
    return _let_count(other, [first], by, on)


@transaction.atomic
def choose_correction(correction: Submission, *, by: Account, on: date) -> bool:
    """A correction that came from a phone counts: what it corrects is replaced by it and stays on
    record, with what else waits between the two; whether that worked. SettledAlready,
    CannotBeApplied, ReplacedSince, and what keeps the former from being replaced."""
    former = former_contents(correction)
    if not former:
        raise TypeError("only what corrects something that came in is chosen so")
    if not _lock(correction, APPLYING, by):
        return True
    _must_be_known(correction)
    return _let_count(correction, former, by, on)


def _let_count(other: Submission, former: list[Submission], by: Account, on: date) -> bool:
    """Lets a content count in place of the former ones, of which the last counts, if any was
    applied; whether that worked. Refused, it stays one to choose from. ReplacedSince."""
    because, first = other.because, former[-1]
    gone = [one for one in former if _lock_if_held(one)]
    if first.settled == Settling.REPLACED:  # asked under its lock: of two only one replaces it
        raise ReplacedSince
    if was_applied(first):
        other.was_given_up = first.was_given_up
        try:
            with transaction.atomic():
                replace_by(first, other, by=by, on=on)
        except Refused as refused:
            hold(other, refused)
            other.because = because
            other.save(update_fields=["because", "refusal", "params"])
            return False
        _settle(other, Settling.APPLIED, by, on)
        gone.append(first)
    elif not _apply(other, Settling.APPLIED, by, on, because=because):
        return False
    elif other.same_as_id is not None and not gone:
        gone.append(first)
    for one in gone:
        _settle(one, Settling.REPLACED, by, on)
    return True


def _lock(submission: Submission, same: tuple[Settling, ...], by: Account) -> bool:
    """Reads the row anew and locks it. False: the same person did the same already. SettledAlready
    where anything else was done with it."""
    submission.refresh_from_db(from_queryset=Submission.objects.select_for_update(no_key=True))
    if submission.state == SubmissionState.HELD:
        return True
    if submission.settled in same and submission.settled_by_id == by.pk:
        return False
    raise SettledAlready(
        name=submission.settled_by.name if submission.settled_by else "–",
        day=submission.settled_on or submission.received_on,
        how=Settling(submission.settled).label
        if submission.settled
        else SubmissionState(submission.state).label,
    )


def _lock_if_held(first: Submission) -> bool:
    first.refresh_from_db(from_queryset=Submission.objects.select_for_update(no_key=True))
    return first.state == SubmissionState.HELD


def _first_of(other: Submission) -> Submission:
    if other.same_as is None:
        raise TypeError("only what has another content beside it is chosen from")
    return other.same_as


def _must_be_alone(submission: Submission) -> None:
    if other_content_of(submission) is not None:
        raise TwoToChooseFrom


def _must_be_known(submission: Submission) -> None:
    if not is_known_form(submission):
        raise CannotBeApplied
    try:
        head_of(submission.mended_body)
    except Unreadable as error:
        raise CannotBeApplied from error


def _apply(
    submission: Submission,
    how: Settling,
    by: Account,
    on: date,
    *,
    because: str = "",
) -> bool:
    held = submission.because
    apply(submission, by=by, today=on, body=submission.mended_body, is_decided=True)
    if submission.state != SubmissionState.APPLIED:
        submission.because = because or submission.because  # it stays one to choose from
        submission.save(update_fields=["state", "because", "refusal", "params", "was_given_up"])
        return False
    submission.because = held
    _settle(submission, how, by, on)
    return True


def _settle(submission: Submission, how: Settling, by: Account, on: date, *, why: str = "") -> None:
    submission.state, submission.settled = SubmissionState.SETTLED, how
    submission.settled_by, submission.settled_on, submission.settled_why = by, on, why
    columns = ["settled", "settled_by", "settled_on", "settled_why", "refusal", "params"]
    submission.save(update_fields=["state", "because", "was_given_up", *columns])
    _tell("settle_submission", submission, by, on, {"how": str(how)})


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


def _move(submission: Submission, household: Household | None) -> None:
    """Puts it to the household that it is about after all: what was sent, with its files, then lies
    under that one's key and goes when that one is erased."""
    if household is None or household == submission.household:
        return
    former = submission.owner
    submission.household = household
    submission.content = sealed(submission.owner, unsealed(former, submission.content))
    for file in submission.attachments.all():
        file.content = sealed(submission.owner, unsealed(former, file.content))
        file.save(update_fields=["content"])
