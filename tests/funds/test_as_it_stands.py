"""What is paid for is read anew once its place is held: somebody else may have changed it since."""

from datetime import date, timedelta

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.causes import CauseCannotBePaid, OverPay, ProgrammeDoesNotPayThen
from doorstep.funds.models import Claim, PaidPost, Payment, Posting, Programme
from tests.factories import DAY, make_need
from tests.funds.conftest import YEAR

MARCH, PAYDAY = date(YEAR, 3, 1), date(YEAR, 3, 31)


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": PAYDAY}


@pytest.fixture
def post(cast, relief, told):
    return actions.give_post(
        cast.a.members.get(relation="head"), relief, kind="forest", title="护林员",
        monthly_pay=31_000, monthly_days=10, start_on=MARCH, is_of_cadre=False, **told,
    )  # fmt: skip


def test_a_claim_that_was_withdrawn_meanwhile_is_not_paid(cast, relief):
    need, told = make_need(cast.a), {"by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(need, path="relief", cause="sudden_event", aid_first=30_000, **told)
    loaded = Claim.objects.get(pk=claim.pk)

    actions.withdraw_claim(claim, **told)

    with pytest.raises(CauseCannotBePaid):
        actions.pay(relief, 30_000, cause=need, claim=loaded, paid_on=DAY, **told)
    assert Payment.objects.count() == 0


def test_a_programme_that_was_ended_meanwhile_does_not_pay(cast, relief):
    loaded = Programme.objects.get(pk=relief.pk)
    later = DAY + timedelta(days=9)

    actions.end_programme(relief, last_on=DAY, by=cast.coordinator, on=DAY)

    with pytest.raises(ProgrammeDoesNotPayThen):
        actions.pay(
            loaded, 1, cause=make_need(cast.a), paid_on=later, by=cast.coordinator, on=later
        )


def test_a_post_that_was_ended_meanwhile_is_paid_by_its_days(post, told):
    loaded = PaidPost.objects.get(pk=post.pk)

    actions.end_paid_post(post, last_on=date(YEAR, 3, 10), **told)
    actions.pay_posts([loaded], MARCH, paid_on=PAYDAY, **told)

    assert Posting.objects.get().amount == 10_000


def test_a_post_is_paid_no_more_than_its_month(relief, post, told):
    with pytest.raises(OverPay) as refused:
        actions.pay(relief, 31_001, cause=post, month=MARCH, paid_on=PAYDAY, **told)

    assert str(refused.value) == "“护林员” is due ¥310.00 for 2026-03; ¥310.01 cannot be paid."
