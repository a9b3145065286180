"""What a programme of relief pays, a second person granted."""

from datetime import timedelta

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.claims import PaidFirst
from doorstep.funds.actions.on_claims import (
    ClaimLater,
    ClaimMissing,
    ClaimOfAnotherPath,
    NeedHasClaim,
)
from doorstep.funds.models import Payment
from doorstep.funds.queries import claim_line, commitments_to_pay, payable_since
from tests.factories import DAY, make_need
from tests.funds.conftest import YEAR, commit, decided, found


@pytest.fixture
def relief(cast, method):
    return found(cast.caoba, cast.coordinator, kind="relief", committed=0)


def test_a_commitment_of_a_relief_programme_pays_nobody_around_the_claim(cast, relief):
    commitment = commit(relief, 1_000_000, by=cast.coordinator)
    claim, day = decided(make_need(cast.a), cast.coordinator, cast.second, amount=500)
    pay = {"paid_on": day, "by": cast.coordinator, "on": day}

    for more in ({"household": cast.b}, {"payee": "某店"}, {"household": cast.a, "claim": claim}):
        with pytest.raises(ClaimMissing):
            actions.pay(relief, 500, cause=commitment, **more, **pay)

    assert Payment.objects.count() == 0
    assert list(commitments_to_pay(cast.caoba, YEAR, day)) == []


def test_a_relief_programme_pays_no_claim_of_another_path(cast, relief):
    commit(relief, 1_000_000, by=cast.coordinator)
    need = make_need(cast.a)
    claim, day = decided(need, cast.coordinator, cast.second, amount=500, path="prevention")
    told = {"paid_on": day, "by": cast.coordinator, "on": day}

    with pytest.raises(ClaimOfAnotherPath) as refused:
        actions.pay(relief, 500, cause=need, claim=claim, **told)

    assert str(refused.value) == (
        "“临时救助金” is money of temporary relief; this claim is on the path “against falling "
        "back into poverty”. Choose a programme of another kind."
    )
    others = found(cast.caoba, cast.coordinator, name="防返贫资金")
    actions.pay(others, 500, cause=need, claim=claim, **told)


def test_aid_that_came_first_is_decided_and_not_withdrawn_to_be_paid_again(cast, relief):
    commit(relief, 1_000_000, by=cast.coordinator)
    need, told = make_need(cast.a), {"by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(need, path="relief", cause="sudden_event", aid_first=30_000, **told)
    actions.confirm_aid_first(claim, is_relative=False, by=cast.second, on=DAY)
    payment = actions.pay(relief, 30_000, cause=need, claim=claim, paid_on=DAY, **told)

    with pytest.raises(PaidFirst) as refused:
        actions.withdraw_claim(claim, **told)

    assert str(refused.value) == (
        "¥300.00 were paid first; let a second person decide the claim, or reverse the payment."
    )
    actions.reverse_payment(payment, because="没有领", **told)
    actions.withdraw_claim(claim, **told)


def test_a_need_with_a_claim_is_paid_on_the_claim_alone(cast, method):
    others = found(cast.caoba, cast.coordinator)
    need = make_need(cast.a)
    claim, day = decided(need, cast.coordinator, cast.second, amount=500)
    told = {"paid_on": day, "by": cast.coordinator, "on": day}

    with pytest.raises(NeedHasClaim) as refused:
        actions.pay(others, 500, cause=need, **told)

    assert str(refused.value) == (
        "For this need a claim of 2 March 2026 stands; choose the claim, so that what is paid "
        "counts on it and nothing is paid twice."
    )
    actions.pay(others, 500, cause=need, claim=claim, **told)
    told["by"] = cast.second
    actions.pay(others, 200, cause=need, **told)  # the claim is paid whole


def test_nothing_is_paid_on_a_claim_before_the_day_it_was_granted(cast, method):
    others = found(cast.caoba, cast.coordinator)
    need = make_need(cast.a)
    claim, day = decided(need, cast.coordinator, cast.second, amount=500)
    told = {"cause": need, "claim": claim, "by": cast.coordinator, "on": day}

    with pytest.raises(ClaimLater):
        actions.pay(others, 500, paid_on=day - timedelta(days=1), **told)

    actions.pay(others, 500, paid_on=day, **told)


def test_aid_that_a_second_person_confirms_is_not_dated_before(cast, method):
    others = found(cast.caoba, cast.coordinator)
    need, by, later = make_need(cast.a), cast.coordinator, DAY + timedelta(days=3)
    claim = actions.open_claim(
        need, path="relief", cause="sudden_event", aid_first=300, by=by, on=DAY
    )
    actions.confirm_aid_first(claim, is_relative=False, by=cast.second, on=later)

    with pytest.raises(ClaimLater):
        actions.pay(others, 300, cause=need, claim=claim, paid_on=DAY, by=by, on=later)

    actions.pay(others, 300, cause=need, claim=claim, paid_on=later, by=by, on=later)


def test_nothing_is_left_to_do_on_a_claim_that_was_withdrawn(cast, method):
    told = {"by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(
        make_need(cast.a), path="relief", cause="sudden_event", aid_first=300, **told
    )
    actions.withdraw_claim(claim, **told)

    line = claim_line(claim, DAY)

    assert (line.is_payable, line.papers_due_on) == (False, None)


def test_aid_that_nobody_confirmed_is_dated_from_the_decision(cast, method):
    need, by = make_need(cast.a), cast.coordinator
    claim, day = decided(need, by, cast.second, amount=500, aid_first=300)

    assert payable_since(claim) == day
