"""What goes to a household without a claim that was granted: nobody gives the money and pays it."""

import pytest

from doorstep.activities.actions import plan_activity
from doorstep.funds import actions
from doorstep.funds.actions.undecided import ClaimWasRefused, OwnMoneyToHousehold
from doorstep.funds.models import Payment
from doorstep.funds.queries import path_of
from tests.factories import DAY, make_need
from tests.funds.conftest import commit, decided, found


@pytest.fixture
def own(cast, method):
    """Founded and committed by the coordinator, of the kind that asks for no claim."""
    return found(cast.caoba, cast.coordinator)


def pay(programme, cause, by, amount=500, on=DAY, **more):
    return actions.pay(programme, amount, cause=cause, paid_on=on, by=by, on=on, **more)


def refused(cast, need):
    """A claim for a need that a second person refused, and the day."""
    claim = actions.open_claim(need, path="prevention", cause="costs", by=cast.coordinator, on=DAY)
    day = DAY
    for stage in path_of(claim).stages[:-1]:
        actions.pass_stage(claim, key=stage.key, done_on=day, by=cast.coordinator, on=day)
        day = day.fromordinal(day.toordinal() + stage.notice_days)
    actions.refuse_claim(claim, reasons="不符合", is_relative=False, by=cast.second, on=day)
    return day


def test_who_committed_the_money_does_not_pay_it_for_a_households_need(cast, own):
    need = make_need(cast.a)

    with pytest.raises(OwnMoneyToHousehold) as told:
        pay(own, need, cast.coordinator)

    assert str(told.value) == (
        "Who committed money of “临时救助金” for 2026 does not also pay it to a household without "
        "a granted claim. Let another person who keeps this money pay, or open a claim."
    )
    assert Payment.objects.count() == 0
    pay(own, need, cast.second)


def test_nor_by_a_commitment_or_an_activity_with_the_household_as_payee(cast, own):
    told = {"planned_on": DAY, "by": cast.coordinator, "on": DAY}
    activity = plan_activity(cast.caoba, kind="training", title="培训", **told)

    for cause in (own.commitments.get(), activity):
        with pytest.raises(OwnMoneyToHousehold):
            pay(own, cause, cast.coordinator, household=cast.a)
        pay(own, cause, cast.coordinator, payee="某店")


def test_what_others_committed_is_paid_as_far_as_it_goes(cast, own):
    commit(own, 800, by=cast.second)
    taken_back = commit(own, 5_000, by=cast.second)
    actions.reverse_commitment(taken_back, because="写错", by=cast.coordinator, on=DAY)

    pay(own, make_need(cast.a), cast.coordinator, 500)
    with pytest.raises(OwnMoneyToHousehold):
        pay(own, make_need(cast.b), cast.coordinator, 301)

    pay(own, make_need(cast.b), cast.coordinator, 300)


def test_on_a_claim_that_was_granted_who_committed_may_pay(cast, own):
    need = make_need(cast.a)
    claim, day = decided(need, cast.coordinator, cast.second, amount=500)

    pay(own, need, cast.coordinator, on=day, claim=claim)


def test_a_need_whose_claim_was_refused_is_paid_by_nobody(cast, own):
    need = make_need(cast.a)
    day = refused(cast, need)

    for by in (cast.coordinator, cast.second):
        with pytest.raises(ClaimWasRefused) as told:
            pay(own, need, by, on=day)

    assert str(told.value) == (
        f"A claim for this need was refused on {day.day} {day:%B} 2026; nothing is paid for it "
        "unless a second person grants a new claim."
    )
    claim, later = decided(
        need, cast.coordinator, cast.second, amount=500, path="prevention", opened_on=day
    )
    pay(own, need, cast.coordinator, on=later, claim=claim)
