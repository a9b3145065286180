"""The household objects; it is answered in writing, with a clock."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions.deciding import stop_category
from doorstep.categories.actions.guards import (
    RelativeMayNot,
    guard_person,
    guard_text,
    live_category,
    note_act,
)
from doorstep.categories.actions.putting import withdraw_proposal
from doorstep.categories.choices import ProposalState
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Objection, Proposal
from doorstep.kit.errors import Refused
from doorstep.method.queries import working_days_after
from doorstep.people.models import Account
from doorstep.register.models import Member

LETTERS = 500


class ObjectionTextMissing(Refused):
    message = _("Write what the household objects to, in its own words.")


class NothingToObjectTo(Refused):
    message = _("This proposal was not followed; there is nothing to object to.")


class ObjectionBeforeProposal(Refused):
    message = _("The proposal was made on %(day)s; an objection cannot be older.")


class ObjectionOpenAlready(Refused):
    message = _("An objection to this is on record already; its answer is due by %(day)s.")


class ObjectorOfAnotherHousehold(Refused):
    message = _("This person is not a member of household %(code)s.")


class ObjectionAnsweredAlready(Refused):
    message = _("This objection was answered on %(day)s already.")


class AnsweredByDecider(Refused):
    message = _(
        "You put or decided this category, so you do not end it alone: let another coordinator "
        "answer, or put its end to a meeting first."
    )


class AnswerMissing(Refused):
    message = _("Write the answer that the household gets.")


class AnsweredBeforeObjection(Refused):
    message = _("The objection was made on %(day)s; the answer cannot be older.")


@transaction.atomic
def record_objection(
    proposal: Proposal,
    *,
    member: Member | None,
    text: str,
    by: Account,
    on: date,
    made_on: date | None = None,
) -> Objection:
    """Records that the household contests a proposal or the category it led to. The answer is due
    after the version's `objection_days`, counted from `made_on` where it was made before it is
    recorded; until then it cannot be renewed.

    ObjectionTextMissing, NothingToObjectTo, ObjectionBeforeProposal, ObjectionOpenAlready,
    ObjectorOfAnotherHousehold.
    """
    household, made_on = proposal.household, made_on or on
    text = guard_text(text, LETTERS)
    if not text:
        raise ObjectionTextMissing
    if proposal.state in (ProposalState.REJECTED, ProposalState.WITHDRAWN):
        raise NothingToObjectTo
    if made_on < proposal.made_on:
        raise ObjectionBeforeProposal(day=proposal.made_on)
    if member is not None and member.household_id != household.pk:
        raise ObjectorOfAnotherHousehold(code=household.code)
    waiting = proposal.objections.filter(member=member, answered_on=None).first()
    if waiting is not None:
        raise ObjectionOpenAlready(day=waiting.due_on)
    objection = Objection.objects.create(
        household=household,
        member=member,
        proposal=proposal,
        made_on=made_on,
        due_on=working_days_after(made_on, proposal.version.objection_days),
        text=text,
        recorded_by=by,
    )
    note_act("record_objection", objection, household, by=by, on=on)
    return objection


@transaction.atomic
def answer_objection(
    objection: Objection, *, answer: str, upheld: bool, by: Account, on: date, is_relative: bool
) -> None:
    """Answers in writing. Upheld, an open proposal is withdrawn and a running category ends: that
    is for another person than who put or decided it.

    SystemMayNot, ObjectionAnsweredAlready, RelativeMayNot, AnsweredByDecider, AnswerMissing,
    AnsweredBeforeObjection.
    """
    row = Objection.objects.select_for_update(of=("self",), no_key=True).get(pk=objection.pk)
    guard_person(by)
    if row.answered_on is not None:
        raise ObjectionAnsweredAlready(day=row.answered_on)
    if is_relative:
        raise RelativeMayNot
    if upheld:
        _guard_second_person(row, by=by, on=on)
    answer = guard_text(answer, LETTERS)
    if not answer:
        raise AnswerMissing
    if on < row.made_on:
        raise AnsweredBeforeObjection(day=row.made_on)
    row.answered_on, row.answered_by = on, by
    row.answer, row.upheld, row.answerer_is_relative = answer, upheld, is_relative
    columns = ["answered_on", "answered_by", "answer", "upheld", "answerer_is_relative"]
    row.save(update_fields=columns)
    if upheld:
        _undo(row, by=by, on=on)
    note_act("answer_objection", row, row.household, by=by, on=on, detail={"upheld": upheld})
    objection.refresh_from_db()


def _guard_second_person(objection: Objection, *, by: Account, on: date) -> None:
    """AnsweredByDecider for who put or decided the running category that would end; an open
    proposal decided nothing yet."""
    proposal = objection.proposal
    running = live_category(objection.household, proposal.kind, on)
    if running is None or proposal.state in OPEN_STATES:
        return
    if any(by.pk in (one.put_by_id, one.decided_by_id) for one in (proposal, running.proposal)):
        raise AnsweredByDecider


def _undo(objection: Objection, *, by: Account, on: date) -> None:
    proposal = objection.proposal
    if proposal.state in OPEN_STATES:
        withdraw_proposal(proposal, by=by, on=on, note="")
        return
    running = live_category(objection.household, proposal.kind, on)
    if running is not None:
        stop_category(running, by=by, on=on, reason="objection upheld")
