"""The answer, in writing, and what a granted request carries out."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.rights.actions.closing import close_for_erasure, keep_unused
from doorstep.rights.actions.guards import guard_lengths, hold_households, note_act
from doorstep.rights.choices import RequestKind, RequestOutcome
from doorstep.rights.models import Request
from doorstep.rights.queries import doubles_of
from doorstep.rights.rules import NEEDS_REASON, outcomes_of
from doorstep.visits.actions import set_cadence


class RequestAnsweredAlready(Refused):
    message = _("This request was answered on %(day)s already.")


class AnsweredByProgram(Refused):
    message = _("The program answers nobody; a person does.")


class AnsweredWithItsCategory(Refused):
    message = _("This objection is answered where the category stands; open it there.")


class OutcomeNotOfThisKind(Refused):
    message = _("A request of this kind cannot be answered so.")


class RequestAnswerMissing(Refused):
    message = _("Write the answer that the household gets.")


class RefusalReasonMissing(Refused):
    message = _("Write why it is not granted, or not wholly.")


class ComplaintsAddressMissing(Refused):
    message = _("Write where the household can complain outside the team.")


class CorrectedMissing(Refused):
    message = _("Write what was corrected.")


class CopyNotMade(Refused):
    message = _(
        "No copy was made yet for this request. Open the request, make the copy there (on paper, "
        "as a workbook or as JSON) and hand it over; then answer."
    )


class CadenceMissing(Refused):
    message = _("Choose how often they are contacted or visited from now on.")


class LegalGroundMissing(Refused):
    message = _("Write which law forbids to erase it, with its article and words.")


class KeptUntilMissing(Refused):
    message = _("Write until which day the law has it kept; a day that is still to come.")


class RequestAnsweredTooEarly(Refused):
    message = _("The request was made on %(day)s; the answer cannot be older.")


@transaction.atomic
@told_together()
def answer_request(
    request: Request,
    *,
    outcome: RequestOutcome | str,
    answer: str,
    by: Account,
    on: date,
    reason: str = "",
    complain_to: str = "",
    corrected: str = "",
    cadences: Mapping[str, str] | None = None,
    legal_ground: str = "",
    kept_until: date | None = None,
) -> None:
    """Answers in writing and carries out what is granted: fewer visits become the household's own
    cadences (duty → how often), an erasure takes it off the register.

    Raises the errors above, and those of the acts that are carried out.
    """
    hold_households([request.household, *doubles_of(request.household)])
    row = Request.objects.select_for_update(of=("self",), no_key=True).filter(pk=request.pk).first()
    if row is None:  # its household was erased meanwhile
        raise NotVisible
    outcome = RequestOutcome(outcome)
    _guard(row, outcome, answer, reason, complain_to, by=by, on=on)
    _guard_kind(row, outcome, corrected, cadences or {}, legal_ground, kept_until, on)
    guard_lengths(
        answer=answer,
        reason=reason,
        complain_to=complain_to,
        corrected=corrected,
        legal_ground=legal_ground,
    )
    is_refused, is_kept = outcome in NEEDS_REASON, outcome == RequestOutcome.KEPT
    row.answered_on, row.answered_by, row.outcome = on, by, outcome
    row.answer = answer.strip()
    row.reason = reason.strip() if is_refused else ""
    row.complain_to = complain_to.strip()
    row.corrected = corrected.strip() if row.kind == RequestKind.CORRECTION else ""
    row.legal_ground = legal_ground.strip() if is_kept else ""
    row.kept_until = kept_until if is_kept else None
    row.save(
        update_fields=[
            "answered_on", "answered_by", "outcome", "answer", "reason", "complain_to",
            "corrected", "legal_ground", "kept_until",
        ]
    )  # fmt: skip
    detail = {"kind": row.kind, "outcome": str(outcome)}
    note_act("answer_request", row, row.household, by=by, on=on, detail=detail)
    _carry_out(row, cadences or {}, by=by, on=on)
    request.refresh_from_db()


def _guard(
    row: Request,
    outcome: RequestOutcome,
    answer: str,
    reason: str,
    complain_to: str,
    *,
    by: Account,
    on: date,
) -> None:
    if by.is_system:
        raise AnsweredByProgram
    if row.answered_on is not None:
        raise RequestAnsweredAlready(day=row.answered_on)
    if row.objection_id is not None:
        raise AnsweredWithItsCategory
    if outcome not in outcomes_of(row.kind):
        raise OutcomeNotOfThisKind
    if on < row.asked_on:
        raise RequestAnsweredTooEarly(day=row.asked_on)
    if not answer.strip():
        raise RequestAnswerMissing
    if outcome in NEEDS_REASON and not reason.strip():
        raise RefusalReasonMissing
    if outcome != RequestOutcome.GRANTED and not complain_to.strip():
        raise ComplaintsAddressMissing


def _guard_kind(
    row: Request,
    outcome: RequestOutcome,
    corrected: str,
    cadences: Mapping[str, str],
    legal_ground: str,
    kept_until: date | None,
    on: date,
) -> None:
    is_done = outcome in (RequestOutcome.GRANTED, RequestOutcome.PARTLY)
    if row.kind == RequestKind.CORRECTION and is_done and not corrected.strip():
        raise CorrectedMissing
    if row.kind == RequestKind.COPY and is_done and not row.copies.exists():
        raise CopyNotMade
    if row.kind == RequestKind.FEWER_VISITS and is_done and not any(cadences.values()):
        raise CadenceMissing
    if outcome == RequestOutcome.KEPT:
        if not legal_ground.strip():
            raise LegalGroundMissing
        if kept_until is None or kept_until <= on:
            raise KeptUntilMissing


def _carry_out(row: Request, cadences: Mapping[str, str], *, by: Account, on: date) -> None:
    match RequestKind(row.kind), RequestOutcome(row.outcome):
        case RequestKind.FEWER_VISITS, RequestOutcome.GRANTED | RequestOutcome.PARTLY:
            for duty, every in cadences.items():
                if every:
                    set_cadence(row.household, duty, every, by=by, on=on)
        case RequestKind.ERASURE, RequestOutcome.GRANTED:
            close_for_erasure(row.household, by=by, on=on)
        case RequestKind.ERASURE, RequestOutcome.KEPT:
            keep_unused(row.household, by=by, on=on)
