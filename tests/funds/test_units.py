"""A unit of a campaign is paid once it is accepted, once, and what the campaign pays."""

from datetime import timedelta

import pytest

from doorstep.campaigns import actions as campaigns
from doorstep.campaigns.models import CampaignUnit
from doorstep.funds import actions
from doorstep.funds.actions.causes import OverCommitment
from doorstep.funds.actions.payments import NothingToPay
from doorstep.funds.actions.units import (
    UnitAcceptedLater,
    UnitIsPaid,
    UnitNotAccepted,
    UnitPaidAlready,
    UnitPayDiffers,
    UnitUnpaid,
)
from doorstep.funds.models import Payment
from doorstep.funds.queries import units_to_pay
from tests.campaigns.conftest import begin, unit_of
from tests.factories import DAY
from tests.funds.conftest import found

LATER = DAY + timedelta(days=20)
PAY = 50_000


@pytest.fixture
def toilets(cast):
    return begin(cast.town, cast.town_account, pay=PAY)


@pytest.fixture
def reward(cast):
    return found(cast.town, cast.town_account, name="改厕奖补")


def accept(cast, unit, days=5):
    told = {"done_on": DAY + timedelta(days=days), "by": cast.town_account, "on": LATER}
    campaigns.build_unit(unit, **told)
    campaigns.accept_unit(unit, **told)


def pay(cast, programme, unit, amount=PAY, paid_on=LATER):
    return actions.pay(
        programme, amount, cause=unit, paid_on=paid_on, by=cast.town_account, on=LATER
    )


def test_an_accepted_unit_is_paid_to_its_household_at_its_village(cast, toilets, reward):
    unit = unit_of(toilets, cast.a)
    accept(cast, unit)

    payment = pay(cast, reward, unit)

    assert (payment.household, payment.place, payment.unit) == (cast.a, cast.caoba, unit)
    with pytest.raises(UnitPaidAlready):
        pay(cast, reward, unit)


def test_what_is_paid_is_taken_back_once_its_payment_is_reversed(cast, toilets, reward):
    unit = unit_of(toilets, cast.a)
    accept(cast, unit)
    payment = pay(cast, reward, unit)
    told = {"by": cast.town_account, "on": LATER}

    with pytest.raises(UnitIsPaid):
        actions.take_back_unpaid_unit(unit, note="没有验收", **told)
    actions.reverse_payment(payment, because="没有验收", **told)
    actions.take_back_unpaid_unit(unit, note="没有验收", **told)

    assert unit.state == "built"


def test_before_it_is_accepted_it_is_not_paid(cast, toilets, reward):
    unit = unit_of(toilets, cast.a)
    campaigns.build_unit(unit, done_on=DAY, by=cast.coordinator, on=LATER)

    with pytest.raises(UnitNotAccepted):
        pay(cast, reward, unit)


def test_another_amount_or_an_earlier_day_is_refused(cast, toilets, reward):
    unit = unit_of(toilets, cast.a)
    accept(cast, unit)

    with pytest.raises(UnitPayDiffers):
        pay(cast, reward, unit, amount=PAY - 1)
    with pytest.raises(UnitAcceptedLater):
        pay(cast, reward, unit, paid_on=DAY)


def test_a_campaign_that_pays_nothing_pays_nothing(cast, reward):
    unit = unit_of(begin(cast.town, cast.town_account), cast.a)
    accept(cast, unit)

    with pytest.raises(UnitUnpaid):
        pay(cast, reward, unit)


def test_all_that_are_accepted_are_paid_and_none_twice(cast, toilets, reward):
    for household in (cast.a, cast.d):
        accept(cast, unit_of(toilets, household))
    units = list(toilets.units.all())
    told = {"paid_on": LATER, "by": cast.town_account, "on": LATER}

    assert units_to_pay(cast.town, LATER).count() == 2
    paid = actions.pay_units(units, reward, **told)
    with pytest.raises(NothingToPay):
        actions.pay_units(units, reward, **told)
    actions.reverse_payment(paid[0], because="重来", by=cast.town_account, on=LATER)

    assert [one.unit for one in paid] == [unit_of(toilets, cast.a), unit_of(toilets, cast.d)]
    assert [one.household for one in units_to_pay(cast.town, LATER)] == [cast.a]


def test_more_than_is_committed_is_paid_to_nobody(cast, toilets):
    little = found(cast.town, cast.town_account, name="少", committed=PAY)
    for household in (cast.a, cast.b):
        accept(cast, unit_of(toilets, household))

    with pytest.raises(OverCommitment):
        actions.pay_units(
            list(toilets.units.all()), little, paid_on=LATER, by=cast.town_account, on=LATER
        )

    assert not Payment.objects.exists()


def test_an_erased_household_leaves_the_sum_and_takes_its_unit(cast, toilets, reward):
    unit = unit_of(toilets, cast.a)
    accept(cast, unit)
    pay(cast, reward, unit)

    actions.erase_rows(cast.a)
    campaigns.erase_rows(cast.a)

    payment = Payment.objects.get()
    assert (payment.is_cut, payment.unit, payment.household) == (True, None, None)
    assert not CampaignUnit.objects.filter(household=cast.a).exists()
