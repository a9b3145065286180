from datetime import timedelta

import pytest

from doorstep.categories.actions import put_proposal, withdraw_proposal
from doorstep.categories.actions.guards import (
    MeetingOfAnotherVillage,
    RelativeMayNot,
    SystemMayNot,
)
from doorstep.categories.actions.putting import (
    MeetingIsOver,
    ProposalWithdrawnAlready,
    PutBeforeProposed,
)
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register.queries import households_for
from tests.factories import DAY, make_meeting, make_proposal

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def meeting(cast):
    return make_meeting(cast.caoba_team, on=NEXT)


def put(cast, proposal, meeting, *, by=None, on=DAY, is_relative=False):
    put_proposal(proposal, meeting, by=by or cast.coordinator, on=on, is_relative=is_relative)


def test_a_proposal_lies_with_a_meeting_by_a_named_account(cast, method, meeting):
    proposal = make_proposal(cast.a)

    put(cast, proposal, meeting)

    assert (proposal.state, proposal.meeting, proposal.put_by, proposal.put_on) == (
        "put", meeting, cast.coordinator, DAY,
    )  # fmt: skip
    assert proposal.putter_is_relative is False
    assert AuditEntry.objects.filter(act="put_proposal", by=cast.coordinator).count() == 1


def test_who_decides_sees_the_household_from_then_on(cast, method, meeting):
    proposal = make_proposal(cast.a)
    assert list(households_for(cast.second, DAY)) == []

    put(cast, proposal, meeting)

    assert list(households_for(cast.second, DAY)) == [cast.a]
    assert list(households_for(cast.other_coordinator, DAY)) == [cast.d, cast.e]


def test_a_proposal_can_move_to_a_later_meeting(cast, method, meeting):
    proposal = make_proposal(cast.a)
    put(cast, proposal, meeting)
    later = make_meeting(cast.caoba_team, on=NEXT + timedelta(days=7))

    put(cast, proposal, later, on=NEXT)

    assert (proposal.meeting, proposal.put_on) == (later, NEXT)
    assert cast.a.access.filter(via="proposal").count() == 1


def test_the_program_puts_nothing(cast, method, meeting):
    with pytest.raises(SystemMayNot):
        put(cast, make_proposal(cast.a), meeting, by=system_account())


def test_a_relative_puts_nothing(cast, method, meeting):
    proposal = make_proposal(cast.a)

    with pytest.raises(RelativeMayNot):
        put(cast, proposal, meeting, is_relative=True)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.putter_is_relative) == ("pending", None)


def test_the_meeting_is_one_of_the_village(cast, method):
    with pytest.raises(MeetingOfAnotherVillage):
        put(cast, make_proposal(cast.a), make_meeting(cast.xiagou_team, on=NEXT))


def test_the_meeting_is_still_to_come(cast, method, meeting):
    with pytest.raises(MeetingIsOver):
        put(cast, make_proposal(cast.a), meeting, on=NEXT + timedelta(days=1))


def test_nothing_is_put_before_it_was_proposed(cast, method, meeting):
    with pytest.raises(PutBeforeProposed):
        put(cast, make_proposal(cast.a, on=NEXT), meeting, on=DAY)


def test_withdrawing_takes_it_back_and_ends_the_access(cast, method, meeting):
    proposal = make_proposal(cast.a)
    put(cast, proposal, meeting)

    withdraw_proposal(proposal, by=cast.coordinator, on=DAY, note="本户撤回")

    assert (proposal.state, proposal.decided_on, proposal.decision_note, proposal.decided_by) == (
        "withdrawn", DAY, "本户撤回", None,
    )  # fmt: skip
    assert list(households_for(cast.second, DAY)) == []
    assert make_proposal(cast.a).state == "pending"


def test_what_was_withdrawn_is_neither_put_nor_withdrawn_again(cast, method, meeting):
    proposal = make_proposal(cast.a)
    withdraw_proposal(proposal, by=cast.coordinator, on=DAY)

    with pytest.raises(ProposalWithdrawnAlready):
        put(cast, proposal, meeting)
    with pytest.raises(ProposalWithdrawnAlready):
        withdraw_proposal(proposal, by=cast.coordinator, on=DAY)


def test_access_stays_while_another_proposal_lies_put(cast, method, meeting):
    first, second = make_proposal(cast.a, "blue"), make_proposal(cast.a, "orange")
    put(cast, first, meeting)
    put(cast, second, meeting)

    withdraw_proposal(first, by=cast.coordinator, on=DAY)

    assert list(households_for(cast.second, DAY)) == [cast.a]
