"""What a programme of relief pays, a second person granted."""

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.causes import ClaimMissing
from doorstep.funds.actions.claims import PaidFirst
from doorstep.funds.models import Payment
from doorstep.funds.queries import commitments_to_pay
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


def test_aid_that_came_first_is_decided_and_not_withdrawn_to_be_paid_again(cast, relief):
    commit(relief, 1_000_000, by=cast.coordinator)
    need, told = make_need(cast.a), {"by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(need, path="relief", cause="sudden_event", first_aid=30_000, **told)
    actions.confirm_first_aid(claim, is_relative=False, by=cast.second, on=DAY)
    payment = actions.pay(relief, 30_000, cause=need, claim=claim, paid_on=DAY, **told)

    with pytest.raises(PaidFirst) as refused:
        actions.withdraw_claim(claim, **told)

    assert str(refused.value) == (
        "¥300.00 were paid first; let a second person decide the claim, or reverse the payment."
    )
    actions.reverse_payment(payment, because="没有领", **told)
    actions.withdraw_claim(claim, **told)
