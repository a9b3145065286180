"""The same press twice: a member is paid a dividend once, and what takes back is not taken back."""

from uuid import uuid4

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.causes import DividendPaidToThem
from doorstep.funds.actions.guards import PostingReversedAlready
from doorstep.funds.actions.payments import FormSentAlready
from doorstep.funds.actions.programmes import PurseUnknown
from doorstep.funds.models import Payment, Posting
from tests.factories import DAY, make_need


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": DAY}


@pytest.fixture
def dividend(cast, told):
    """¥50, for a and b of one village and d of another."""
    coop = actions.found_cooperative(cast.town, name="联合社", founded_on=DAY, **told)
    for village in (cast.caoba, cast.xiagou):
        actions.join_village(coop, village, start_on=DAY, **told)
    actions.add_shares(coop, [cast.a, cast.b, cast.d], start_on=DAY, **told)
    actions.earn(coop, 9_000, received_on=DAY, **told)
    return actions.declare_dividend(coop, 5_000, declared_on=DAY, **told)


def test_pressed_twice_a_dividend_is_paid_once_and_the_other_village_has_its_part(
    cast, dividend, told
):
    shares = {cast.a: 1_667, cast.b: 1_667}
    first, _second = actions.pay_dividend(dividend, shares, paid_on=DAY, **told)

    with pytest.raises(DividendPaidToThem) as refused:
        actions.pay_dividend(dividend, {cast.a: 833, cast.b: 833}, paid_on=DAY, **told)
    actions.pay_dividend(dividend, {cast.d: 1_666}, paid_on=DAY, **told)

    assert str(refused.value) == (
        "Household A-001 was paid its part of this dividend already; reverse that payment first."
    )
    assert Payment.objects.count() == 3
    actions.reverse_payment(first, because="写错了", **told)
    actions.pay_dividend(dividend, {cast.a: 1_600}, paid_on=DAY, **told)


def test_what_takes_income_back_is_not_taken_back_itself(relief, told):
    income = actions.receive_money(relief, 400, received_on=DAY, **told)
    back = actions.reverse_income(income, because="记重了", **told)

    with pytest.raises(PostingReversedAlready):
        actions.reverse_income(back, because="又错了", **told)

    assert Posting.objects.count() == 2


@pytest.mark.parametrize("into", ["earned", "dividends"])
def test_what_was_earned_comes_to_the_bank_or_into_the_cash_box(cast, dividend, told, into):
    before = Posting.objects.count()

    with pytest.raises(PurseUnknown):
        actions.earn(dividend.cooperative, 1, received_on=DAY, into=into, **told)

    assert Posting.objects.count() == before


def test_pressed_again_for_a_wage_or_on_another_contract_or_claim_a_payment_is_not_dropped(
    cast, relief, told
):
    project = actions.begin_project(
        cast.caoba, name="渠", kind="irrigation", start_on=DAY, villages=[cast.caoba], **told
    )
    actions.add_source(
        project, name="县", amount=900, is_public=True, programme=relief, agreed_on=DAY, **told
    )
    first, other = (
        actions.sign_contract(
            project, contractor=name, what="渠道", amount=100, signed_on=DAY, **told
        )
        for name in ("甲队", "乙队")
    )
    need, key = make_need(cast.a), uuid4()
    again = {"paid_on": DAY, "payee": "甲队", **told}
    on_contract = {"cause": project, "contract": first, "id": uuid4()} | again
    for_need = {"cause": need, "id": key} | again
    paid = [actions.pay(relief, 50, **one) for one in (on_contract, for_need)]
    claim = actions.open_claim(need, path="relief", cause="other", **told)

    assert [actions.pay(relief, 50, **one) for one in (on_contract, for_need)] == paid
    for one in (
        on_contract | {"contract": other},
        on_contract | {"contract": None, "is_wages": True},
        on_contract | {"contract": None},
        for_need | {"claim": claim},
    ):
        with pytest.raises(FormSentAlready):
            actions.pay(relief, 50, **one)
