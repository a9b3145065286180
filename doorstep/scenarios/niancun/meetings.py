"""Mondays: the weekly meeting, and every fourth week the committee that decides categories."""

from doorstep.categories.actions import (
    decide_category,
    propose_by_rules,
    put_proposal,
    review_household,
)
from doorstep.categories.choices import ProposalSource
from doorstep.categories.models import Proposal
from doorstep.meetings.actions import close_decision, decide
from doorstep.meetings.choices import MeetingKind
from doorstep.meetings.models import Decision, Meeting
from doorstep.method.choices import NeedKind
from doorstep.needs.models import Need
from doorstep.packs.actions import hold_prepared, prepare_meeting
from doorstep.people.models import Account, Helper
from doorstep.register.models import Household
from doorstep.scenarios.niancun.stage import Stage

MONTHLY_WEEKS = (1, 5, 9)


def play_meetings(stage: Stage, week: int) -> None:
    """The meetings of one Monday; the last, of the running week, is called and not yet held."""
    on = stage.day(week, 0)
    if week == 0 or not stage.has_come(on):
        return
    meeting = prepare_meeting(stage.team, kind=MeetingKind.WEEKLY, on=on, by=stage.coordinator)
    if week == 12:
        _put_what_is_new(stage, meeting)
        return
    _decide_on_work(stage, meeting, week)
    _hold(stage, meeting)
    if week in MONTHLY_WEEKS:
        _hold_committee(stage, week)


def _hold(stage: Stage, meeting: Meeting) -> None:
    helpers = sorted(set(stage.leads.values()), key=lambda helper: helper.name)
    came: list[Account | Helper] = [stage.coordinator, stage.decider, *helpers[::2]]
    absent: list[Account | Helper] = [
        helper for helper in helpers[5:9:2] if helper.account_id is None
    ]
    hold_prepared(
        meeting,
        chair=stage.coordinator,
        came=came,
        absent=absent,
        by=stage.coordinator,
        on=meeting.on,
    )


def _decide_on_work(stage: Stage, meeting: Meeting, week: int) -> None:
    """Last week's decisions are mostly done; one or two new ones get an owner and a date."""
    done = Decision.objects.filter(meeting__team=stage.team, state="open", due_on__lte=meeting.on)
    for decision in sorted(done, key=lambda row: (row.due_on, row.text))[:2]:
        close_decision(decision, outcome="已办", by=stage.coordinator, on=meeting.on)
    owners = sorted(Helper.objects.filter(team=stage.team), key=lambda helper: helper.name)
    for number in range(1 + week % 2):
        texts = stage.story["decisions"]
        decide(
            meeting,
            text=texts[(week + 3 * number) % len(texts)],
            owner=owners[(5 * week + number) % len(owners)],
            due_on=stage.day(week + 1, number),
            by=stage.coordinator,
            on=meeting.on,
        )


def _hold_committee(stage: Stage, week: int) -> None:
    """The coordinator puts what is ready, the second decider decides, one by one."""
    on = stage.day(week, 1)
    propose_by_rules(stage.place, by=stage.coordinator, on=on)
    meeting = prepare_meeting(stage.team, kind=MeetingKind.MONTHLY, on=on, by=stage.coordinator)
    _hold(stage, meeting)
    pending = Proposal.objects.filter(household__village=stage.place, state="pending")
    for proposal in pending.select_related("household").order_by("household__code"):
        need = _open_mediation(proposal.household) if proposal.kind == "red" else None
        if proposal.kind == "red" and need is None:
            continue
        put_proposal(proposal, meeting, by=stage.coordinator, on=on, is_relative=False)
        is_stated = proposal.source == ProposalSource.LEDGER
        decide_category(
            proposal,
            accept=is_stated,
            need=need,
            note="" if is_stated else stage.story["declined"][proposal.kind],
            by=stage.decider,
            on=on,
            is_relative=False,
        )
    _review_some(stage, meeting, week)


def _review_some(stage: Stage, meeting: Meeting, week: int) -> None:
    """A third of the register is gone through at each committee, by group."""
    turn = MONTHLY_WEEKS.index(week)
    for household in stage.households[turn::3]:
        review_household(household, meeting, by=stage.coordinator, on=meeting.on)


def _open_mediation(household: Household) -> Need | None:
    needs = Need.objects.filter(household=household, kind=NeedKind.MEDIATION, state="open")
    return needs.exclude(requested_on=None).first()


def _put_what_is_new(stage: Stage, meeting: Meeting) -> None:
    """What changed last week lies on this Monday's table, for the second decider."""
    propose_by_rules(stage.place, by=stage.coordinator, on=meeting.on)
    pending = Proposal.objects.filter(household__village=stage.place, state="pending")
    for proposal in pending.order_by("household__code", "kind"):
        put_proposal(proposal, meeting, by=stage.coordinator, on=meeting.on, is_relative=False)
