"""Putting a proposal to a meeting, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions.guards import (
    RelativeMayNot,
    guard_meeting,
    guard_person,
    guard_text,
    locked,
    note_act,
)
from doorstep.categories.choices import ProposalState
from doorstep.categories.figures import DECIDED_STATES
from doorstep.categories.models import Proposal
from doorstep.kit.errors import Refused
from doorstep.meetings.actions import add_item
from doorstep.meetings.choices import ItemKind
from doorstep.meetings.models import Meeting
from doorstep.people.choices import Duty
from doorstep.people.models import Account
from doorstep.register.actions import end_access, grant_access
from doorstep.register.actions.guards import guard_open
from doorstep.register.choices import AccessVia
from doorstep.register.models import Household


class ProposalDecidedAlready(Refused):
    message = _("This proposal was decided on %(day)s already.")


class ProposalWithdrawnAlready(Refused):
    message = _("This proposal was withdrawn on %(day)s.")


class MeetingIsOver(Refused):
    message = _("This meeting was on %(day)s; put the proposal to a meeting that is still to come.")


class PutBeforeProposed(Refused):
    message = _("This proposal was made on %(day)s and cannot be put to a meeting before.")


@transaction.atomic
def put_proposal(
    proposal: Proposal, meeting: Meeting, *, by: Account, on: date, is_relative: bool
) -> None:
    """Puts a proposal to a meeting of that day or later, and on its agenda; one that lies with
    another meeting moves.

    Whoever decides categories at the village may see the household until the decision.
    SystemMayNot, RelativeMayNot, ProposalDecidedAlready, ProposalWithdrawnAlready,
    MeetingOfAnotherVillage, MeetingIsOver, PutBeforeProposed.
    """
    row = locked(proposal)
    guard_undecided(row)
    guard_person(by)
    if is_relative:
        raise RelativeMayNot
    guard_open(row.household, on)
    guard_meeting(row.household, meeting)
    if meeting.on < on:
        raise MeetingIsOver(day=meeting.on)
    if on < row.made_on:
        raise PutBeforeProposed(day=row.made_on)
    row.state = ProposalState.PUT
    row.meeting, row.put_by, row.put_on = meeting, by, on
    row.putter_is_relative = is_relative
    row.save(update_fields=["state", "meeting", "put_by", "put_on", "putter_is_relative"])
    row.movers.add(by)
    add_item(
        meeting,
        kind=ItemKind.PROPOSAL,
        subject_kind=row._meta.model_name or "",
        subject_id=row.pk,
        household_code=row.household.code,
        by=by,
        on=on,
    )
    _let_deciders_see(row.household, by=by, on=on)
    note_act("put_proposal", row, row.household, by=by, on=on)
    proposal.refresh_from_db()


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: Account, on: date, note: str = "") -> None:
    """Takes an open proposal back; nothing was decided. ProposalDecidedAlready,
    ProposalWithdrawnAlready."""
    row = locked(proposal)
    guard_undecided(row)
    row.state = ProposalState.WITHDRAWN
    row.decided_on = on  # the day on which it stopped waiting; nobody decided
    row.decision_note = guard_text(note, 300)
    row.save(update_fields=["state", "decided_on", "decision_note"])
    stop_deciders_seeing(row.household, by=by, on=on)
    note_act("withdraw_proposal", row, row.household, by=by, on=on)
    proposal.refresh_from_db()


def guard_undecided(proposal: Proposal) -> None:
    """ProposalDecidedAlready, ProposalWithdrawnAlready."""
    if proposal.state in DECIDED_STATES:
        raise ProposalDecidedAlready(day=proposal.decided_on)
    if proposal.state == ProposalState.WITHDRAWN:
        raise ProposalWithdrawnAlready(day=proposal.decided_on)


def _let_deciders_see(household: Household, *, by: Account, on: date) -> None:
    held = household.access.filter(via=AccessVia.PROPOSAL, until_on=None)
    if not held.exists():
        duty = Duty.DECIDES_CATEGORIES
        grant_access(household, via=AccessVia.PROPOSAL, duty=duty, from_on=on, by=by)


def stop_deciders_seeing(household: Household, *, by: Account, on: date) -> None:
    """Ends what `put_proposal` granted, unless another proposal of the household lies put."""
    if household.proposals.filter(state=ProposalState.PUT).exists():
        return
    for access in household.access.filter(via=AccessVia.PROPOSAL, until_on=None):
        end_access(access, by=by, on=on)
