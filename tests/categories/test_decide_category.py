from datetime import timedelta

import pytest

from doorstep.categories.actions import (
    decide_category,
    propose_category,
    put_off_proposal,
    put_proposal,
    record_objection,
)
from doorstep.categories.actions.deciding import (
    DecidedByMover,
    DecidedByPutter,
    DeciderWasAway,
    DutyMissing,
    MeetingStillAhead,
    ProposalNotPut,
    RedNeedClosed,
    RedNeedsRequest,
)
from doorstep.categories.actions.guards import (
    CategoryRunsNot,
    ObjectionWaits,
    RelativeMayNot,
    SystemMayNot,
)
from doorstep.categories.actions.proposing import NeedOfAnotherHousehold
from doorstep.categories.actions.putting import ProposalDecidedAlready
from doorstep.categories.models import Category
from doorstep.categories.queries import live_categories
from doorstep.meetings.actions import hold_meeting
from doorstep.meetings.queries import was_at
from doorstep.needs.actions import close_need, record_request, reopen_need
from doorstep.packs.actions import DecidedThere, hold_prepared
from doorstep.people.actions import give_duty, system_account
from doorstep.people.choices import Duty, Role
from doorstep.people.models import AuditEntry, Helper
from doorstep.register.actions import close_household
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.queries import households_for
from tests.factories import (
    DAY,
    make_account,
    make_category,
    make_meeting,
    make_need,
    make_proposal,
)

NEXT = DAY + timedelta(days=1)


def put(cast, household=None, kind="blue", *, on=DAY, **fields):
    """A proposal that lies with the meeting of the day."""
    proposal = make_proposal(household or cast.a, kind, on=on, **fields)
    meeting = make_meeting(cast.caoba_team, kind="monthly", on=on)
    put_proposal(proposal, meeting, by=cast.coordinator, on=on, is_relative=False)
    return proposal


def decide(cast, proposal, *, accept=True, by=None, on=DAY, is_relative=False, **fields):
    return decide_category(
        proposal, accept=accept, by=by or cast.second, on=on, is_relative=is_relative, **fields
    )


def mediation(cast, household=None, **fields):
    fields = {"requested_on": DAY, "requested_how": "agreed"} | fields
    return make_need(household or cast.a, kind="mediation", text="界线", **fields)


def test_an_accepted_proposal_begins_a_category_that_ends_by_itself(cast, method):
    proposal = put(cast)

    category = decide(cast, proposal, note="会上一致同意")

    assert (category.start_on, category.end_on) == (DAY, DAY + timedelta(days=90))
    assert (proposal.state, proposal.decided_by, proposal.decided_on, proposal.decision_note) == (
        "accepted", cast.second, DAY, "会上一致同意",
    )  # fmt: skip
    last = DAY + timedelta(days=89)
    assert [live_categories(cast.a, day).count() for day in (DAY, last, category.end_on)] == [
        1, 1, 0,
    ]  # fmt: skip
    assert AuditEntry.objects.filter(act="decide_category", by=cast.second).count() == 1


def test_a_rejected_proposal_begins_nothing(cast, method):
    proposal = put(cast)

    assert decide(cast, proposal, accept=False, note="眼下过得去") is None
    assert (proposal.state, Category.objects.count()) == ("rejected", 0)


def test_deciding_ends_the_deciders_sight_of_the_household(cast, method):
    proposal = put(cast)
    assert list(households_for(cast.second, DAY)) == [cast.a]

    decide(cast, proposal)

    assert list(households_for(cast.second, DAY)) == []


def test_a_new_category_changes_the_caseload(cast, method):
    before = Helper.objects.get(pk=cast.tashi.pk).caseload_revision

    decide(cast, put(cast))

    assert Helper.objects.get(pk=cast.tashi.pk).caseload_revision > before


def test_who_put_it_does_not_decide(cast, method):
    give_duty(cast.coordinator, Duty.DECIDES_CATEGORIES, cast.caoba, by=cast.coordinator, on=DAY)
    proposal = put(cast)

    with pytest.raises(DecidedByPutter):
        decide(cast, proposal, by=cast.coordinator)

    proposal.refresh_from_db()
    assert (proposal.state, Category.objects.count()) == ("put", 0)


def test_who_proposed_it_or_put_it_before_does_not_decide(cast, method):
    both = make_account("both", roles=[(Role.COORDINATOR, cast.caoba)])
    give_duty(both, Duty.DECIDES_CATEGORIES, cast.caoba, by=cast.coordinator, on=DAY)
    other = make_account("other", roles=[(Role.COORDINATOR, cast.caoba)])
    meeting = make_meeting(cast.caoba_team, on=DAY)
    proposal = propose_category(
        cast.a, "blue", source="person", version=method, note="病重", by=both, on=DAY
    )
    put_proposal(proposal, meeting, by=other, on=DAY, is_relative=False)

    with pytest.raises(DecidedByMover):
        decide(cast, proposal, by=both)
    with pytest.raises(DecidedByMover):
        put_off_proposal(proposal, by=both, on=DAY, is_relative=False)

    proposal.refresh_from_db()
    assert (proposal.state, Category.objects.count()) == ("put", 0)


def test_a_relative_does_not_put_off(cast, method):
    proposal = put(cast)

    with pytest.raises(RelativeMayNot):
        put_off_proposal(proposal, by=cast.second, on=DAY, is_relative=True)


def test_deciding_is_a_duty(cast, method):
    proposal = put(cast)

    for account in (cast.tashi_account, cast.other_coordinator, cast.town_account):
        with pytest.raises(DutyMissing):
            decide(cast, proposal, by=account)


def test_the_duty_holds_on_the_day_of_the_decision(cast, method):
    later = make_account("later")
    give_duty(later, Duty.DECIDES_CATEGORIES, cast.caoba, by=cast.coordinator, on=NEXT)
    proposal = put(cast)

    with pytest.raises(DutyMissing):
        decide(cast, proposal, by=later)
    assert decide(cast, proposal, by=later, on=NEXT) is not None


def test_the_duty_is_one_of_the_village(cast, method):
    elsewhere = make_account("elsewhere", duties=[(Duty.DECIDES_CATEGORIES, cast.xiagou)])

    with pytest.raises(DutyMissing):
        decide(cast, put(cast), by=elsewhere)


def test_the_program_never_decides(cast, method):
    give_duty(system_account(), Duty.DECIDES_CATEGORIES, cast.caoba, by=cast.coordinator, on=DAY)

    with pytest.raises(SystemMayNot):
        decide(cast, put(cast), by=system_account())


def test_a_relative_does_not_decide(cast, method):
    with pytest.raises(RelativeMayNot):
        decide(cast, put(cast), is_relative=True)


def test_a_proposal_is_decided_at_a_meeting(cast, method):
    with pytest.raises(ProposalNotPut):
        decide(cast, make_proposal(cast.a))


def test_nothing_is_decided_before_the_meeting(cast, method):
    proposal = make_proposal(cast.a)
    meeting = make_meeting(cast.caoba_team, on=NEXT)
    put_proposal(proposal, meeting, by=cast.coordinator, on=DAY, is_relative=False)

    with pytest.raises(MeetingStillAhead):
        decide(cast, proposal)
    assert decide(cast, proposal, on=NEXT) is not None


@pytest.mark.parametrize("accept", [True, False])
def test_a_proposal_is_decided_once(cast, method, accept):
    proposal = put(cast)
    decide(cast, proposal, accept=accept)

    with pytest.raises(ProposalDecidedAlready):
        decide(cast, proposal, accept=True)
    assert Category.objects.count() == int(accept)


def test_two_windows_decide_once(cast, method):
    """The second holds a row that it read before the first decided."""
    proposal = put(cast)
    stale = type(proposal).objects.get(pk=proposal.pk)
    decide(cast, proposal)

    with pytest.raises(ProposalDecidedAlready):
        decide(cast, stale, accept=False)


def test_red_needs_a_recorded_request(cast, method):
    proposal = put(cast, kind="red")
    without = mediation(cast, requested_on=None, requested_how="")

    with pytest.raises(RedNeedsRequest):
        decide(cast, proposal)
    with pytest.raises(RedNeedsRequest):
        decide(cast, proposal, need=without)
    with pytest.raises(RedNeedsRequest):
        decide(cast, proposal, need=make_need(cast.a, kind="hardship"))

    record_request(without, how="signed", by=cast.coordinator, on=DAY)
    assert decide(cast, proposal, need=without).need == without


def test_red_can_be_rejected_without_a_request(cast, method):
    assert decide(cast, put(cast, kind="red"), accept=False) is None


def test_red_rests_on_a_need_of_the_household(cast, method):
    with pytest.raises(NeedOfAnotherHousehold):
        decide(cast, put(cast, kind="red"), need=mediation(cast, cast.b))


def test_red_rests_on_an_open_case(cast, method):
    need = mediation(cast)
    proposal = put(cast, kind="red", need=need)
    close_need(need, outcome="agreed", is_relative=False, by=cast.coordinator, on=DAY)

    with pytest.raises(RedNeedClosed):
        decide(cast, proposal)


def test_a_sealed_need_never_colours(cast, method):
    need = mediation(cast, sealed=True)

    with pytest.raises(RedNeedsRequest):
        decide(cast, put(cast, kind="red"), need=need)


def test_red_lives_only_while_its_case_is_open(cast, method):
    need = mediation(cast)
    decide(cast, put(cast, kind="red", need=need))
    assert live_categories(cast.a, NEXT).count() == 1

    close_need(need, outcome="agreed", is_relative=False, by=cast.coordinator, on=NEXT)

    assert [live_categories(cast.a, day).count() for day in (DAY, NEXT)] == [1, 0]
    reopen_need(need, text="又起分歧", by=cast.coordinator, on=NEXT + timedelta(days=2))
    assert live_categories(cast.a, NEXT + timedelta(days=2)).count() == 1


def test_a_renewal_begins_anew_from_the_day_of_the_decision(cast, method):
    first, later = make_category(cast.a, cast.second), DAY + timedelta(days=60)

    second = decide(cast, put(cast, act="renew", on=later), on=later)

    first.refresh_from_db()
    assert (first.end_on, second.start_on, second.end_on) == (
        later, later, later + timedelta(days=90),
    )  # fmt: skip
    assert live_categories(cast.a, later).count() == 1


def test_a_rejected_renewal_lets_the_category_end_by_itself(cast, method):
    first, later = make_category(cast.a, cast.second), DAY + timedelta(days=60)

    decide(cast, put(cast, act="renew", on=later), accept=False, on=later)

    first.refresh_from_db()
    assert first.end_on == DAY + timedelta(days=90)


def test_what_ended_meanwhile_is_not_renewed(cast, method):
    make_category(cast.a, cast.second)
    late = DAY + timedelta(days=89)
    proposal = put(cast, act="renew", on=late)

    with pytest.raises(CategoryRunsNot):
        decide(cast, proposal, on=late + timedelta(days=1))


def test_an_open_objection_pauses_a_renewal_that_was_put(cast, method):
    category, later = make_category(cast.a, cast.second), DAY + timedelta(days=60)
    proposal = put(cast, act="renew", on=later)
    record_objection(category.proposal, member=None, text="不同意", by=cast.coordinator, on=later)

    with pytest.raises(ObjectionWaits):
        decide(cast, proposal, on=later)
    assert decide(cast, proposal, accept=False, on=later) is None


def test_an_accepted_ending_ends_it_that_day(cast, method):
    category, later = make_category(cast.a, cast.second), DAY + timedelta(days=20)

    assert decide(cast, put(cast, act="end", on=later), on=later) is None

    category.refresh_from_db()
    assert (category.end_on, live_categories(cast.a, later).count()) == (later, 0)


def test_nothing_begins_for_a_household_that_left(cast, method):
    proposal = put(cast)
    close_household(cast.a, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        decide(cast, proposal)
    assert decide(cast, proposal, accept=False) is None


def held(cast, meeting, *who):
    hold_meeting(
        meeting, chair=cast.coordinator, came=[cast.tashi_account, *who], absent=[],
        by=cast.coordinator, on=meeting.on,
    )  # fmt: skip


def test_who_was_not_at_a_held_meeting_does_not_decide_there(cast, method):
    proposal = put(cast)
    held(cast, proposal.meeting)

    with pytest.raises(DeciderWasAway):
        decide(cast, proposal)

    proposal.refresh_from_db()
    assert proposal.decided_by is None


def test_who_was_there_may_write_the_decision_down_later(cast, method):
    proposal = put(cast)
    held(cast, proposal.meeting, cast.second)

    assert decide(cast, proposal) is not None


def test_who_decided_at_a_meeting_is_not_absent_from_it(cast, method):
    proposal = put(cast)
    decide(cast, proposal)
    told = {"chair": cast.coordinator, "absent": [], "by": cast.coordinator, "on": DAY}

    with pytest.raises(DecidedThere):
        hold_prepared(proposal.meeting, came=[cast.tashi_account], **told)
    hold_prepared(proposal.meeting, came=[cast.tashi_account, cast.second], **told)

    assert was_at(proposal.meeting, cast.second)
