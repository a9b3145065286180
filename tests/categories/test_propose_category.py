from datetime import timedelta

import pytest

from doorstep.categories.actions import record_objection
from doorstep.categories.actions.guards import (
    CategoryRunsAlready,
    CategoryRunsNot,
    CategoryTextTooLong,
    ObjectionWaits,
    SystemMayNot,
)
from doorstep.categories.actions.proposing import (
    GreenIsNoCategory,
    NeedOfAnotherHousehold,
    ProposalOpenAlready,
    ReasonMissing,
    ReasonUnknown,
)
from doorstep.categories.models import Category, Proposal
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register.actions import close_household, state_circumstance
from doorstep.register.actions.guards import HouseholdClosedAlready
from tests.factories import DAY, make_category, make_need, make_proposal


def test_a_person_proposes_with_reasons_of_the_method(cast, method):
    state_circumstance(
        cast.a, "bereaved", since_on=DAY, source="visit", by=cast.coordinator, on=DAY
    )

    proposal = make_proposal(cast.a, "orange", reasons=["bereaved"], note="")

    assert (proposal.state, proposal.made_on, proposal.version) == ("pending", DAY, method)
    assert [(row["key"], row["fact"], row["number"]) for row in proposal.reasons] == [
        ("bereaved", "bereaved", 1)
    ]
    assert AuditEntry.objects.get(act="propose_category").household_id == cast.a.pk


def test_a_proposal_decides_nothing(cast, method):
    make_proposal(cast.a)

    assert Category.objects.count() == 0


def test_the_ledger_proposes_without_reasons(cast, method):
    proposal = make_proposal(cast.a, "red", source="ledger", note="", by=system_account())

    assert (proposal.source, proposal.reasons, proposal.need) == ("ledger", [], None)


def test_green_cannot_be_proposed(cast, method):
    with pytest.raises(GreenIsNoCategory):
        make_proposal(cast.a, "green")


def test_a_category_is_proposed_once_at_a_time(cast, method):
    make_proposal(cast.a)

    with pytest.raises(ProposalOpenAlready):
        make_proposal(cast.a)
    assert make_proposal(cast.a, "orange").kind == "orange"


def test_a_running_category_is_renewed_and_not_begun_again(cast, method):
    make_category(cast.a, cast.second)

    with pytest.raises(CategoryRunsAlready):
        make_proposal(cast.a)
    assert make_proposal(cast.a, act="renew").act == "renew"


@pytest.mark.parametrize("act", ["renew", "end"])
def test_what_does_not_run_is_neither_renewed_nor_ended(cast, method, act):
    with pytest.raises(CategoryRunsNot):
        make_proposal(cast.a, act=act)


def test_an_open_objection_pauses_a_renewal(cast, method):
    category = make_category(cast.a, cast.second)
    record_objection(category.proposal, member=None, text="我们不需要", by=cast.coordinator, on=DAY)

    with pytest.raises(ObjectionWaits):
        make_proposal(cast.a, act="renew", on=DAY + timedelta(days=5))


def test_a_person_gives_a_reason(cast, method):
    with pytest.raises(ReasonMissing):
        make_proposal(cast.a, note=" ")


def test_a_reason_of_another_category_is_refused(cast, method):
    with pytest.raises(ReasonUnknown):
        make_proposal(cast.a, "blue", reasons=["bereaved"])


def test_the_program_has_no_opinion_of_its_own(cast, method):
    with pytest.raises(SystemMayNot):
        make_proposal(cast.a, by=system_account())


def test_the_need_is_one_of_the_household(cast, method):
    need = make_need(cast.b, kind="mediation", text="界线")

    with pytest.raises(NeedOfAnotherHousehold):
        make_proposal(cast.a, "red", need=need)


def test_nothing_is_proposed_for_a_household_that_left(cast, method):
    close_household(cast.a, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        make_proposal(cast.a)


def test_a_note_that_does_not_fit_is_refused_and_nothing_is_kept(cast, method):
    with pytest.raises(CategoryTextTooLong):
        make_proposal(cast.a, note="长" * 301)
    assert Proposal.objects.count() == 0
