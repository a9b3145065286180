"""A proposal that is not what somebody saw any more: replaced, accepted, changed beside them."""

import re
from datetime import timedelta

import pytest

from doorstep.pairing.actions import change_offer, propose_pairing
from doorstep.pairing.models import PairingOffer, PairingPlan
from doorstep.people.actions import change_helper
from doorstep.register.actions import close_household
from tests.factories import make_helper


@pytest.fixture
def plan(cast, method, today):
    """Tashi takes one household, Pema two; all three places are taken."""
    for helper, most in ((cast.tashi, 1), (cast.pema, 2)):
        change_helper(helper, by=cast.coordinator, on=cast.day, most_households=most)
    return propose_pairing(cast.caoba, by=cast.coordinator, on=today)


@pytest.fixture
def office(cast, plan, browser):
    return browser(cast.coordinator)


@pytest.fixture
def offer(cast, plan):
    return plan.offers.filter(helper=cast.pema).order_by("household__code").first()


@pytest.mark.parametrize("more", [{}, {"around": "1"}])
def test_an_offer_of_a_replaced_proposal_changes_the_one_after_it_in_nothing(
    cast, office, offer, today, more
):
    later = propose_pairing(cast.caoba, by=cast.coordinator, on=today)
    before = list(later.offers.order_by("pk").values_list("household", "helper"))

    answer = office.post(f"/pairing/offers/{offer.pk}/", {"helper": cast.tashi.pk, **more})

    assert answer.status_code == 409
    assert "This proposal was accepted or replaced already." in answer.text
    assert PairingPlan.objects.get(state="open") == later
    assert list(later.offers.order_by("pk").values_list("household", "helper")) == before


def test_an_offer_of_an_accepted_proposal_offers_nothing(office, plan, offer):
    office.post(f"/pairing/plans/{plan.pk}/accept/")

    answer = office.get(f"/pairing/offers/{offer.pk}/")

    assert (answer.status_code, "Take this helper" in answer.text) == (409, False)


def test_a_helper_who_came_after_the_proposal_is_not_offered(cast, office, offer, monkeypatch):
    later = cast.day + timedelta(days=20)
    new = make_helper(cast.caoba, "新人", on=later)
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: later)
    office.force_login(cast.coordinator)

    shown = office.get(f"/pairing/offers/{offer.pk}/")
    asked = office.get(f"/pairing/offers/{offer.pk}/", {"helper": new.pk})

    assert "新人" not in shown.text
    assert asked.status_code == 422


def test_a_household_that_left_since_has_no_price_any_more(cast, office, offer, today):
    close_household(offer.household, because="moved", by=cast.coordinator, on=today)

    answer = office.get(f"/pairing/offers/{offer.pk}/", {"helper": cast.tashi.pk})

    assert answer.status_code == 409
    assert "came or left since it was made" in answer.text


def test_two_browsers_that_change_one_pair_leave_a_price_that_adds_up(cast, method, today):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, most_households=5)
    third = make_helper(cast.caoba, "卓玛", most_households=5)
    plan = propose_pairing(cast.caoba, by=cast.coordinator, on=today)
    offer = plan.offers.filter(household=cast.a).get()
    seen = PairingOffer.objects.select_related("plan", "household", "helper").get(pk=offer.pk)
    first, second = [one for one in (cast.tashi, cast.pema, third) if one != offer.helper]

    change_offer(offer, helper=first, by=cast.coordinator, on=today)
    change_offer(seen, helper=second, by=cast.coordinator, on=today)

    plan.refresh_from_db()
    held = plan.offers.get(household=cast.a)
    assert (held.helper, held.next_helper) == (second, first)
    assert plan.objective == sum(plan.offers.values_list("price", flat=True))


def seen_in(page):
    """What the form to accept sends along."""
    return re.search(r'name="seen" value="([^"]+)"', page.text)[1]


def test_nor_is_another_helper_at_the_same_price(cast, method, browser, today):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, most_households=9)
    plan = propose_pairing(cast.caoba, by=cast.coordinator, on=today)
    office = browser(cast.coordinator)
    read = office.get("/pairing/")
    offer = plan.offers.order_by("household__code").first()
    other = cast.pema if offer.helper == cast.tashi else cast.tashi
    change_offer(offer, helper=other, by=cast.coordinator, on=today)

    stale = office.post(f"/pairing/plans/{plan.pk}/accept/", {"seen": seen_in(read)}, follow=True)

    price = plan.objective
    plan.refresh_from_db()
    assert (plan.objective, plan.state) == (price, "open")
    assert "Somebody changed this proposal while you read it." in stale.text


def test_what_somebody_else_changed_meanwhile_is_not_accepted_unread(cast, office, plan, today):
    change_helper(cast.tashi, by=cast.coordinator, on=today, most_households=3)
    read = office.get("/pairing/")
    offer = plan.offers.filter(helper=cast.pema).first()
    change_offer(offer, helper=cast.tashi, by=cast.coordinator, on=today)

    stale = office.post(f"/pairing/plans/{plan.pk}/accept/", {"seen": seen_in(read)}, follow=True)
    plan.refresh_from_db()
    still_open = plan.state
    office.post(f"/pairing/plans/{plan.pk}/accept/", {"seen": seen_in(stale)})
    plan.refresh_from_db()

    assert "Somebody changed this proposal while you read it." in stale.text
    assert (still_open, plan.state) == ("open", "accepted")
