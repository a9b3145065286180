"""The one way in for what helpers' devices send and what is keyed in from their paper: kept first,
then applied or held, at once."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, NotSupportedError, transaction
from django.db.models import Q

from doorstep.kit import rows, vault
from doorstep.kit.errors import Refused
from doorstep.kit.vault import KeysUnusable
from doorstep.people.actions import audit, told_together, with_trail
from doorstep.people.models import Account
from doorstep.people.rules import chain_key
from doorstep.register.queries import last_day_with_helper
from doorstep.sync.actions.counter import AtCounter, file_at_counter
from doorstep.sync.actions.filing import Filing, file_form
from doorstep.sync.actions.incoming import Incoming, Receipt
from doorstep.sync.choices import HeldBecause, Settling, SubmissionState
from doorstep.sync.models import Attachment, Submission, kept_name, sealed
from doorstep.sync.queries.arrival import Arrival, arrival_of
from doorstep.sync.queries.forms import is_known_form
from doorstep.sync.queries.refusals import noted, refusal_name, why_held_to_sender
from doorstep.sync.rules import COUNTER_FORMS, Unreadable, digest_of, head_of
from doorstep.sync.rules.forms import Head
from doorstep.sync.rules.keeping import harmless
from doorstep.sync.rules.photos import without_places_unread
from doorstep.visits.choices import Channel

DAYS_OF_GRACE = 30  # after a household went to another helper, what was done there still counts


def receive(incoming: Incoming, *, by: Account, today: date) -> Receipt:
    """Keeps what came and applies it as the act of `by`: the helper's account or the
    program, for paper whoever keys it; or holds it with its reason; the same again changes nothing.

    Whatever is wrong with it is held, not refused: the work was done. Bytes that cannot be read
    are held too, under the id that stands in them, else one of their own.
    """
    try:
        return _apply_or_hold(incoming, by, today)
    except (IntegrityError, NotSupportedError):
        # the same came twice at once, and the other was first: it is known now; or a migration
        # changed a table, and the plan older than that is forgotten now
        return _apply_or_hold(incoming, by, today)


def _apply_or_hold(incoming: Incoming, by: Account, today: date) -> Receipt:
    """Nearly all is applied: only what was refused is taken in again, with a savepoint to go back
    to before it is held."""
    try:
        return _receive(incoming, by, today, raises=True)
    except KeysUnusable:  # nothing is wrong with what was sent
        raise
    except Refused:
        return _receive(incoming, by, today, raises=False)


@transaction.atomic
def _receive(incoming: Incoming, by: Account, today: date, *, raises: bool) -> Receipt:
    digest, is_readable = digest_of(incoming.body), True
    try:
        head = head_of(incoming.body)
    except Unreadable as error:
        if error.id is None:
            return _keep_unreadable(incoming, digest, by, today)
        head = Head(error.id, form="", version="", household_id=None, on=None)
        is_readable = False
    arrival = _arrival(incoming, head, today)
    known = None
    if arrival is None or arrival.is_kept:
        known = Submission.objects.filter(pk=head.id).first()
    if known is None:
        how = {"is_readable": is_readable, "raises": raises}
        made = _keep(incoming, head, digest, arrival, by, today, **how)
        _attach(made, incoming.attachments, today)
        return _receipt(made, is_new=True)
    if known.digest != digest and known.helper_id != incoming.helper.pk:
        return _keep_apart(incoming, known, digest, head.said, by, today)
    if known.digest != digest:
        return _keep_other_content(incoming, known, digest, head.said, by, today)
    _attach(known, incoming.attachments, today)
    return _receipt(known, is_new=False)


def _arrival(incoming: Incoming, head: Head, today: date) -> Arrival | None:
    """Of a form about a household of the helper's village."""
    if head.household_id is None or head.form in COUNTER_FORMS:  # a counter knows no household
        return None
    day = head.on or today
    return arrival_of(head.id, head.household_id, incoming.helper, day, head.form, head.version)


def apply(
    submission: Submission,
    *,
    by: Account,
    today: date,
    body: bytes | None = None,
    is_decided: bool = False,
    arrival: Arrival | None = None,
    said: dict[str, Any] | None = None,
    at: datetime | None = None,
    raises: bool = False,
) -> None:
    """Applies a kept submission (or a mended body in its place), or says why it is held; saves
    nothing of the row itself. `is_decided`: a person has looked at it, so that neither the device
    nor whose household it was that day holds it up any more. `arrival`: what was asked before in
    this transaction; `said`: what the body says, where it was read; `at`: when it was written, as
    far as a door tells. `raises`: a refusal is not noted but raised, for who undoes the
    transaction."""
    body = submission.body if body is None else body
    submission.state, submission.because = SubmissionState.HELD, ""
    submission.refusal, submission.params = "", {}
    household, helper = submission.household, submission.helper
    is_shut_out = submission.device is not None and submission.device.is_shut_out
    if is_shut_out and not is_decided:
        submission.because = HeldBecause.REVOKED
    elif not is_known_form(submission, None if arrival is None else arrival.is_published):
        submission.because = HeldBecause.UNKNOWN_FORM
    elif submission.replaces is not None and not is_decided:
        submission.because = HeldBecause.EDITED
    elif submission.form in COUNTER_FORMS and helper is not None:
        sent = AtCounter(
            key=submission.pk,
            place=submission.place,
            helper=helper,
            on=submission.on or today,
            by=by,
            today=today,
            at=at,
            is_decided=is_decided,
        )
        _file(submission, lambda: file_at_counter(sent, body, said), raises=raises)
    elif household is None or helper is None:
        submission.because = HeldBecause.UNKNOWN_HOUSEHOLD
    else:
        day = submission.on or today
        last = arrival.last_day if arrival else last_day_with_helper(household, helper, day)
        submission.was_given_up = last is not None and last < day
        if not is_decided:
            submission.because = _too_late(last, day)
        if not submission.because:
            filing = Filing(
                key=submission.pk,
                household=household,
                helper=helper,
                on=day,
                channel=Channel(submission.channel),
                owns=last == day,
                by=by,
                today=today,
                ground=arrival,
                said=said,
            )
            _file(submission, lambda: file_form(filing, body), raises=raises)


def _too_late(last: date | None, day: date) -> str:
    """The helper's work counts while the household is theirs, and for thirty days after."""
    if last is None:
        return HeldBecause.NEVER_ASSIGNED
    return HeldBecause.LONG_PAST if day - last > timedelta(days=DAYS_OF_GRACE) else ""


def _file(submission: Submission, act: Callable[[], None], *, raises: bool) -> None:
    if raises:
        act()
    else:
        try:
            with transaction.atomic():
                act()
        except KeysUnusable:
            raise
        except Refused as refused:
            hold(submission, refused)
            return
    submission.state = SubmissionState.APPLIED


def hold(submission: Submission, refused: Refused) -> None:
    """Notes a refusal so that every reader can be told in the own language; saves nothing."""
    submission.because = HeldBecause.REFUSED
    submission.refusal = refusal_name(type(refused))
    submission.params = {name: noted(value) for name, value in refused.params.items()}


def _keep(
    incoming: Incoming,
    head: Head,
    digest: str,
    arrival: Arrival | None,
    by: Account,
    today: date,
    *,
    is_readable: bool,
    raises: bool,
) -> Submission:
    helper = incoming.helper
    made = Submission(
        id=head.id,
        digest=digest,
        channel=incoming.channel,
        form=head.form,
        form_version=head.version,
        device=incoming.device,
        helper=helper,
        place=helper.team.place,
        household=None if arrival is None else arrival.household,
        on=head.on,
        received_on=today,
        replaces=head.replaces,
    )
    is_erased = (
        made.household is None and head.household_id and vault.is_destroyed(head.household_id)
    )
    body, said = harmless(incoming.body, head.said)
    if is_erased or body is None:
        _let_go(made, by, today)
        return made
    # what is refused is told apart, and later
    together = told_together() if raises else nullcontext()
    with vault.keys_at_hand(made.owner, chain_key(made.place_id)), together:
        made.content = sealed(made.owner, body)
        if is_readable:
            how: dict[str, Any] = {"arrival": arrival, "said": said, "at": incoming.at}
            apply(made, by=by, today=today, body=body, raises=raises, **how)
        else:
            made.state, made.because = SubmissionState.HELD, HeldBecause.UNREADABLE
        with_trail(("submission", made.pk), rows.inserting([made]))
    if made.state == SubmissionState.HELD:
        _tell_held(made, by, today)
    return made


def _let_go(made: Submission, by: Account, today: date) -> None:
    """Of what comes in about a household that was erased stays that something came, for a phone
    that was away for long must not bring it back; so does of what tells of violence at home."""
    made.state, made.settled = SubmissionState.SETTLED, Settling.DISCARDED
    made.because, made.household = "", None
    made.save(force_insert=True)
    how = {"how": str(made.settled)}
    audit("settle_submission", made, by=by, on=today, place=made.place_id, detail=how)


def _keep_unreadable(incoming: Incoming, digest: str, by: Account, today: date) -> Receipt:
    helper, device = incoming.helper, incoming.device
    # of its bytes and their sender: the same that comes twice at once cannot be kept twice
    key = uuid5(helper.pk, f"{device and device.pk} {digest}")
    same = Q(device=device, helper=helper, digest=digest, because=HeldBecause.UNREADABLE)
    known = Submission.objects.filter(Q(pk=key) | same).first()
    if known is not None:
        return _receipt(known, is_new=False, is_named=False)
    made = Submission(
        id=key,
        digest=digest,
        channel=incoming.channel,
        device=incoming.device,
        helper=helper,
        place=helper.team.place,
        received_on=today,
        state=SubmissionState.HELD,
        because=HeldBecause.UNREADABLE,
    )
    made.content = sealed(made.owner, without_places_unread(incoming.body))
    made.save(force_insert=True)
    _tell_held(made, by, today)
    return _receipt(made, is_new=True, is_named=False)


def _keep_other_content(
    incoming: Incoming,
    known: Submission,
    digest: str,
    said: dict[str, Any] | None,
    by: Account,
    today: date,
) -> Receipt:
    """A second body under a known id waits for a person; once it is settled, it is known."""
    other = known.other_contents.filter(digest=digest).first()
    if other is None:
        other = Submission(
            id=uuid4(),
            digest=digest,
            channel=incoming.channel,
            form=known.form,
            form_version=known.form_version,
            device=incoming.device,
            helper=incoming.helper,
            place=known.place,
            household=known.household,
            on=known.on,
            received_on=today,
            state=SubmissionState.HELD,
            because=HeldBecause.OTHER_CONTENT,
            same_as=known,
        )
        try:
            with transaction.atomic():
                body, _said = harmless(incoming.body, said)
                if known.content and body is not None:
                    other.content = sealed(other.owner, body)
                    other.save(force_insert=True)
                else:
                    _let_go(other, by, today)
        except IntegrityError:  # it came twice at once, and the other was first
            other = known.other_contents.get(digest=digest)
        else:
            if other.state == SubmissionState.HELD:
                _tell_held(other, by, today)
    is_settled = other.state == SubmissionState.SETTLED
    return _receipt(other, is_new=is_settled, is_conflict=not is_settled, key=known.pk)


def _keep_apart(
    incoming: Incoming,
    known: Submission,
    digest: str,
    said: dict[str, Any] | None,
    by: Account,
    today: date,
) -> Receipt:
    """Other content under the id of somebody else's form waits at the sender's own village, beside
    nothing: who knows an id must not come by what another helper's work is chosen from."""
    helper = incoming.helper
    key = uuid5(helper.pk, f"{known.pk} {digest}")  # twice at once it cannot be kept twice
    apart = Submission.objects.filter(pk=key).first()
    if apart is None:
        apart = Submission(
            id=key,
            digest=digest,
            channel=incoming.channel,
            device=incoming.device,
            helper=helper,
            place=helper.team.place,
            received_on=today,
            state=SubmissionState.HELD,
            because=HeldBecause.OTHER_CONTENT,
        )
        body, _said = harmless(incoming.body, said)
        if body is None:
            _let_go(apart, by, today)
        else:
            apart.content = sealed(apart.owner, body)
            apart.save(force_insert=True)
            _tell_held(apart, by, today)
    is_settled = apart.state == SubmissionState.SETTLED
    return _receipt(apart, is_new=is_settled, is_conflict=not is_settled, key=known.pk)


def _attach(submission: Submission, files: Mapping[str, bytes], today: date) -> None:
    if not files or not submission.body:  # erased or emptied: files would bring it back
        return
    for name, content in files.items():
        Attachment.objects.get_or_create(
            submission=submission,
            name=kept_name(name),
            digest=digest_of(content),
            defaults={"content": sealed(submission.owner, content), "received_on": today},
        )


def _tell_held(submission: Submission, by: Account, today: date) -> None:
    audit(
        "hold_submission",
        submission,
        by=by,
        on=today,
        household_id=submission.household_id,
        place=submission.place_id,
        detail={"because": str(submission.because)},
    )


def _receipt(
    submission: Submission,
    *,
    is_new: bool,
    is_conflict: bool = False,
    key: UUID | None = None,
    is_named: bool = True,
) -> Receipt:
    return Receipt(
        id=key or submission.pk,
        digest=submission.digest,
        is_new=is_new,
        is_conflict=is_conflict,
        state=SubmissionState(submission.state),
        because=submission.because,
        words=why_held_to_sender(submission),
        is_named=is_named,
    )
