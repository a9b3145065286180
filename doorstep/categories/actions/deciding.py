"""A second person decides; a category begins, runs on, or ends."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions.guards import (
    RelativeMayNot,
    guard_no_objection,
    guard_person,
    guard_runs,
    guard_runs_not,
    guard_text,
    locked,
    note_act,
)
from doorstep.categories.actions.proposing import NeedOfAnotherHousehold
from doorstep.categories.actions.putting import guard_undecided, stop_deciders_seeing
from doorstep.categories.choices import ProposalAct, ProposalState
from doorstep.categories.models import Category, Proposal
from doorstep.categories.rules import ends_on
from doorstep.kit.errors import Refused
from doorstep.meetings.actions import add_item, note_item
from doorstep.meetings.choices import ItemKind, MeetingState
from doorstep.meetings.queries import was_at
from doorstep.method.choices import CategoryKind, NeedKind
from doorstep.needs.models import Need
from doorstep.people.choices import Duty
from doorstep.people.models import Account
from doorstep.people.queries import has_duty
from doorstep.register.actions import touch_caseload
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household


class ProposalNotPut(Refused):
    message = _("This proposal lies with no meeting yet; somebody else must put it first.")


class DecidedByPutter(Refused):
    message = _("You put this proposal to the meeting; another person must decide it.")


class DecidedByMover(Refused):
    message = _("You proposed this, or put it to a meeting before; another person must decide it.")


class DutyMissing(Refused):
    message = _("Deciding categories is a duty that this account does not hold here on %(day)s.")


class MeetingStillAhead(Refused):
    message = _("The meeting is on %(day)s; the proposal cannot be decided before.")


class DeciderWasAway(Refused):
    message = _(
        "You were not at the meeting of %(day)s; somebody who was there decides, or the next "
        "meeting does."
    )


class RedNeedsRequest(Refused):
    message = _(
        "Mediation support needs a party's recorded request or agreement; record it on the "
        "mediation need first."
    )


class RedNeedClosed(Refused):
    message = _("The mediation this rests on is closed; there is nothing to support any more.")


@transaction.atomic
def decide_category(
    proposal: Proposal,
    *,
    accept: bool,
    by: Account,
    on: date,
    is_relative: bool,
    note: str = "",
    need: Need | None = None,
) -> Category | None:
    """Decides a proposal that lies with a meeting of that day or earlier; the category that begins
    or runs on, None where none does.

    It ends by itself after the version's `category_days`. Red names its mediation `need` (else the
    proposal's) and lives only while that is open. ProposalDecidedAlready, ProposalWithdrawnAlready,
    ProposalNotPut, SystemMayNot, DecidedByPutter, DecidedByMover, DutyMissing, RelativeMayNot,
    MeetingStillAhead, DeciderWasAway, RedNeedsRequest, RedNeedClosed, NeedOfAnotherHousehold,
    CategoryRunsAlready, CategoryRunsNot, ObjectionWaits.
    """
    row = locked(proposal)
    _guard_decider(row, by=by, on=on, is_relative=is_relative)
    note = guard_text(note, 300)
    row.state = ProposalState.ACCEPTED if accept else ProposalState.REJECTED
    row.decided_by, row.decided_on = by, on
    row.decider_is_relative, row.decision_note = is_relative, note
    columns = ["state", "decided_by", "decided_on", "decider_is_relative", "decision_note"]
    if accept and row.act != ProposalAct.END and row.kind == CategoryKind.RED:
        row.need = _case(row.household, need or row.need, on)
        columns.append("need")
    row.save(update_fields=columns)
    category = _carry_out(row, on) if accept else None
    stop_deciders_seeing(row.household, by=by, on=on)
    detail = {"kind": row.kind, "act": row.act, "accepted": accept}
    note_act("decide_category", row, row.household, by=by, on=on, detail=detail)
    if accept:
        touch_caseload(row.household)
    proposal.refresh_from_db()
    return category


@transaction.atomic
def put_off_proposal(
    proposal: Proposal, *, by: Account, on: date, is_relative: bool, note: str = ""
) -> None:
    """Leaves a proposal with its meeting and says so on the agenda; only who might decide it may.
    What `decide_category` refuses of the person and the meeting."""
    row = locked(proposal)
    _guard_decider(row, by=by, on=on, is_relative=is_relative)
    if row.meeting is None:
        raise ProposalNotPut
    item = add_item(
        row.meeting,
        kind=ItemKind.PROPOSAL,
        subject_kind="proposal",
        subject_id=row.pk,
        household_code=row.household.code,
        by=by,
        on=on,
    )
    note_item(item, outcome=guard_text(note, 300) or str(_("put off")), by=by, on=on)
    note_act("put_off_proposal", row, row.household, by=by, on=on)


def stop_category(category: Category, *, by: Account, on: date, reason: str) -> None:
    """Sets the end of a running category to a day, with the reason in the trail."""
    category.end_on = on
    category.save(update_fields=["end_on"])
    detail = {"kind": category.kind, "reason": reason}
    note_act("end_category", category, category.household, by=by, on=on, detail=detail)
    touch_caseload(category.household)


def _guard_decider(proposal: Proposal, *, by: Account, on: date, is_relative: bool) -> None:
    guard_undecided(proposal)
    if proposal.state != ProposalState.PUT or proposal.meeting is None:
        raise ProposalNotPut
    guard_person(by)
    if by.pk == proposal.put_by_id:
        raise DecidedByPutter
    if proposal.movers.filter(pk=by.pk).exists():
        raise DecidedByMover
    if not has_duty(by, Duty.DECIDES_CATEGORIES, proposal.household.village, on):
        raise DutyMissing(day=on)
    if is_relative:
        raise RelativeMayNot
    if on < proposal.meeting.on:
        raise MeetingStillAhead(day=proposal.meeting.on)
    if proposal.meeting.state == MeetingState.HELD and not was_at(proposal.meeting, by):
        raise DeciderWasAway(day=proposal.meeting.on)


def _case(household: Household, need: Need | None, on: date) -> Need:
    """The open mediation with a recorded request that red rests on."""
    if need is None:
        raise RedNeedsRequest
    if need.household_id != household.pk:
        raise NeedOfAnotherHousehold(code=household.code)
    row = Need.objects.filter(pk=need.pk, kind=NeedKind.MEDIATION).unsealed().first()
    if row is None or row.requested_on is None or row.requested_on > on:
        raise RedNeedsRequest
    if not Need.objects.filter(pk=need.pk).open_on(on).exists():
        raise RedNeedClosed
    return row


def _carry_out(proposal: Proposal, on: date) -> Category | None:
    """Begins, renews or ends what was accepted."""
    household, kind = proposal.household, proposal.kind
    guard_open(household, on)
    if proposal.act == ProposalAct.START:
        guard_runs_not(household, kind, on)
    else:
        running = guard_runs(household, kind, on)
        if proposal.act == ProposalAct.RENEW:
            guard_no_objection(household, kind)
        running.end_on = on
        running.save(update_fields=["end_on"])
        if proposal.act == ProposalAct.END:
            return None
    return Category.objects.create(
        household=household,
        kind=kind,
        proposal=proposal,
        need=proposal.need if kind == CategoryKind.RED else None,
        start_on=on,
        end_on=ends_on(on, proposal.version.category_days),
    )
