"""Claims: opening one, its stages, the papers, and the decision of a second person."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.aid_first import AidConfirmedAlready, AidNotFirst, guard_asked
from doorstep.funds.actions.guards import DayToCome, clean, hold, tell
from doorstep.funds.choices import ClaimCause, ClaimPath, ClaimState
from doorstep.funds.models import Claim, ClaimStage, Posting, Recipient
from doorstep.funds.paths import DECISION, paths
from doorstep.funds.queries import claim_paid, may_decide_claim, next_stage, same_cause_this_year
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.kit.names import name_in
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member
from doorstep.register.roster import speaks_of_health

MOST_REASONS = 500


class NeedWithoutHousehold(Refused):
    message = _("A claim is a household's; this need names none.")


class NeedNotOpen(Refused):
    message = _("The need was closed on %(day)s; a claim is opened for an open need.")


class SameCauseThisYear(Refused):
    message = _(
        "Household %(code)s has a claim for the same cause of %(day)s already; one and the same "
        "cause counts once a year."
    )


class RecipientOfAnotherHousehold(Refused):
    message = _("%(name)s is no member of household %(code)s.")


class ClaimClosedAlready(Refused):
    message = _("This claim was closed on %(day)s.")


class StageNotNext(Refused):
    message = _("“%(next)s” comes next; no stage can be left out.")


class DecisionIsAnAct(Refused):
    message = _("All stages but the decision are passed; a second person decides now.")


class StagesMissing(Refused):
    message = _("“%(next)s” comes before the decision.")


class StageTooEarly(Refused):
    message = _("The next stage can be dated %(day)s at the earliest.")


class NotASecondPerson(Refused):
    message = _("Who opened the claim, passed a stage of it or paid on it does not decide it.")


class MayNotDecide(Refused):
    message = _("A claim is decided by who holds the duty to decide, or by the town.")


class RelativeMayNotDecide(Refused):
    message = _("A relative of the household does not decide; let somebody else.")


class ReasonsMissing(Refused):
    message = _("Write the reasons: the household gets them in writing.")


class LessThanPaid(Refused):
    message = _("%(paid)s were paid first; what is granted cannot be less.")


class PaidFirst(Refused):
    message = _(
        "%(paid)s were paid first; let a second person decide the claim, or reverse the payment."
    )


class ClaimNotInUse(Refused):
    message = _("The household of this claim is being erased, or is kept for the law alone.")


class StageNoteOfHealth(Refused):
    message = _(
        "The note speaks of an illness or a disability. Say who went there and what was signed; "
        "health belongs into a need of care."
    )


class PapersNotAsked(Refused):
    message = _("No papers are waited for.")


@transaction.atomic
def open_claim(
    need: Need,
    *,
    path: ClaimPath | str,
    cause: ClaimCause | str,
    by: Account,
    on: date,
    recipients: Iterable[Member] = (),
    is_found: bool = False,
    is_of_cadre: bool = False,
    aid_first: int | None = None,
) -> Claim:
    """Opens a claim of a need's household. `aid_first` is what may be paid at once, in fen, with
    the papers later. NeedWithoutHousehold, NeedNotOpen, SameCauseThisYear,
    RecipientOfAnotherHousehold, HouseholdClosedAlready, AmountNotPositive, AmountTooLarge,
    AidOverLimit."""
    household = need.household
    if household is None or need.sealed:
        raise NeedWithoutHousehold
    guard_open(household, on)
    hold(need.place)
    if need.closed_on is not None:
        raise NeedNotOpen(day=need.closed_on)
    path, cause = ClaimPath(path), ClaimCause(cause)
    earlier = same_cause_this_year(need, path, cause, on) if paths()[path].once_a_year else None
    if earlier is not None:
        raise SameCauseThisYear(code=household.code, day=earlier.opened_on)
    if aid_first is not None:
        guard_asked(path, guard_fen(aid_first))
    claim = Claim(
        place=need.place,
        path=path,
        cause=cause,
        need=need,
        household=household,
        is_found=is_found,
        is_of_cadre=is_of_cadre,
        is_aid_first=aid_first is not None,
        amount=aid_first,
        opened_on=on,
        opened_by=by,
    )
    claim.save(force_insert=True)
    named = list(recipients) or ([need.member] if need.member is not None else [])
    for member in named:
        _guard_recipient(household, member)
        row = Recipient(claim=claim, household=household, member=member)
        row.save(force_insert=True)
    tell("open_claim", claim, claim.place, by=by, on=on, path=path.value)
    return claim


@transaction.atomic
def name_recipients(claim: Claim, members: Iterable[Member], *, by: Account, on: date) -> None:
    """Says for which members an open claim is made; none: for the whole household. ClaimNotInUse,
    ClaimClosedAlready, RecipientOfAnotherHousehold."""
    _hold_open(claim)
    wanted = list(members)
    for member in wanted:
        _guard_recipient(claim.household, member)
    claim.recipients.exclude(member__in=wanted).delete()
    named = set(claim.recipients.values_list("member", flat=True))
    for member in wanted:
        if member.pk not in named:
            row = Recipient(claim=claim, household_id=member.household_id, member=member)
            row.save(force_insert=True)
    tell("name_recipients", claim, claim.place, by=by, on=on, count=len(wanted))


@transaction.atomic
def pass_stage(
    claim: Claim, *, key: str, done_on: date, by: Account, on: date, note: str = ""
) -> ClaimStage:
    """Notes that a claim passed its next stage. ClaimNotInUse, ClaimClosedAlready, StageNotNext,
    DecisionIsAnAct, StageTooEarly, DayToCome, TextTooLong, StageNoteOfHealth."""
    _hold_open(claim)
    stage, first = next_stage(claim)
    if stage is None or stage.key == DECISION:
        raise DecisionIsAnAct
    if stage.key != key:
        raise StageNotNext(next=name_in(stage.names))
    if speaks_of_health(note):
        raise StageNoteOfHealth
    row = _pass(claim, key, done_on, first, note=clean(note, 300), by=by, on=on)
    tell("pass_stage", claim, claim.place, by=by, on=on, stage=key)
    return row


@transaction.atomic
def hand_in_papers(claim: Claim, *, by: Account, on: date) -> None:
    """Notes that the papers of a claim that was paid first have come. ClaimNotInUse,
    PapersNotAsked."""
    _hold(claim)
    claim.refresh_from_db(fields=["papers_on"])
    if not claim.is_aid_first or claim.papers_on is not None:
        raise PapersNotAsked
    claim.papers_on = on
    claim.save(update_fields=["papers_on"])
    tell("hand_in_papers", claim, claim.place, by=by, on=on)


@transaction.atomic
def confirm_aid_first(claim: Claim, *, is_relative: bool, by: Account, on: date) -> None:
    """Confirms, by a second person, the aid that comes before the decision: where the path names no
    sum it is paid only then, else it was paid by one person alone until then. AidNotFirst,
    AidConfirmedAlready, ClaimNotInUse, ClaimClosedAlready, and as `grant_claim` asks for a second
    person."""
    _hold_open(claim)
    if not claim.is_aid_first:
        raise AidNotFirst
    if claim.aid_confirmed_on is not None:
        raise AidConfirmedAlready(day=claim.aid_confirmed_on)
    _guard_second(claim, is_relative=is_relative, by=by, on=on)
    claim.aid_confirmed_by, claim.aid_confirmed_on = by, on
    claim.save(update_fields=["aid_confirmed_by", "aid_confirmed_on"])
    tell("confirm_aid_first", claim, claim.place, by=by, on=on)


@transaction.atomic
def grant_claim(
    claim: Claim, *, amount: int, is_relative: bool, by: Account, on: date, reasons: str = ""
) -> None:
    """Grants fen, by a second person. ClaimNotInUse, ClaimClosedAlready, StagesMissing,
    StageTooEarly, NotASecondPerson, MayNotDecide, RelativeMayNotDecide, LessThanPaid,
    AmountNotPositive."""
    _hold_open(claim)
    paid = claim_paid(claim)
    if guard_fen(amount) < paid:
        raise LessThanPaid(paid=money_text(paid))
    _decide(claim, ClaimState.GRANTED, reasons, is_relative=is_relative, by=by, on=on)
    claim.amount = amount
    claim.save(update_fields=["amount", "state", "closed_on", "decided_by", "reasons"])
    tell("grant_claim", claim, claim.place, by=by, on=on)


@transaction.atomic
def refuse_claim(claim: Claim, *, reasons: str, is_relative: bool, by: Account, on: date) -> None:
    """Refuses a claim, with reasons that the household gets in writing. As `grant_claim`, and
    ReasonsMissing."""
    _hold_open(claim)
    if not reasons.strip():
        raise ReasonsMissing
    _decide(claim, ClaimState.REFUSED, reasons, is_relative=is_relative, by=by, on=on)
    claim.save(update_fields=["state", "closed_on", "decided_by", "reasons"])
    tell("refuse_claim", claim, claim.place, by=by, on=on)


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: Account, on: date) -> None:
    """The household does not want it any more. ClaimNotInUse, ClaimClosedAlready; PaidFirst where
    aid came first: it would be paid, and could be opened anew, without a second person ever."""
    _hold_open(claim)
    if paid := claim_paid(claim):
        raise PaidFirst(paid=money_text(paid))
    claim.state, claim.closed_on = ClaimState.WITHDRAWN, on
    claim.save(update_fields=["state", "closed_on"])
    tell("withdraw_claim", claim, claim.place, by=by, on=on)


def _guard_recipient(household: Household | None, member: Member) -> None:
    if household is None or member.household_id != household.pk:
        code = household.code if household is not None else ""
        raise RecipientOfAnotherHousehold(name=member.name, code=code)


def _hold(claim: Claim) -> None:
    """Locks the household before the trail, as everywhere; nothing goes on with a claim of one that
    is out of use. ClaimNotInUse."""
    if claim.household_id is not None:
        rows = Household.objects.select_for_update(no_key=True).in_use()
        if not rows.filter(pk=claim.household_id).first():
            raise ClaimNotInUse
    hold(claim.place)


def _hold_open(claim: Claim) -> None:
    _hold(claim)
    claim.refresh_from_db(fields=["state", "closed_on", "amount", "aid_confirmed_on"])
    if claim.state != ClaimState.OPEN:
        raise ClaimClosedAlready(day=claim.closed_on)


def _guard_second(claim: Claim, *, is_relative: bool, by: Account, on: date) -> None:
    """Whether an account decides as the second person. MayNotDecide, NotASecondPerson,
    RelativeMayNotDecide."""
    if not may_decide_claim(by, claim, on):
        raise MayNotDecide
    paid = Posting.objects.filter(payment__claim=claim, reverses=None)
    took_part = {
        claim.opened_by_id,
        *claim.stages.values_list("by", flat=True),
        *paid.values_list("by", flat=True),
    }
    if by.pk in took_part or by.is_system:
        raise NotASecondPerson
    if is_relative:
        raise RelativeMayNotDecide


def _decide(
    claim: Claim, state: ClaimState, reasons: str, *, is_relative: bool, by: Account, on: date
) -> None:
    _guard_second(claim, is_relative=is_relative, by=by, on=on)
    stage, first = next_stage(claim)
    if stage is None or stage.key != DECISION:
        raise StagesMissing(next=name_in(stage.names) if stage else "")
    _pass(claim, DECISION, on, first, note="", by=by, on=on)
    claim.state, claim.closed_on, claim.decided_by = state, on, by
    claim.reasons = clean(reasons, MOST_REASONS)


def _pass(
    claim: Claim, key: str, done_on: date, first: date, *, note: str, by: Account, on: date
) -> ClaimStage:
    if done_on > on:
        raise DayToCome(day=done_on)
    if done_on < first:
        raise StageTooEarly(day=first)
    order = claim.stages.count()
    row = ClaimStage(claim=claim, order=order, key=key, done_on=done_on, note=note, by=by)
    row.save(force_insert=True)
    return row
