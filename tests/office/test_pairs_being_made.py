"""Pairs are proposed beside the request: its page can be left, stops it, and tells how it ended."""

import pytest

from doorstep.pairing.actions import accept_pairing, propose_pairing
from doorstep.pairing.models import PairingPlan
from doorstep.planner import flow

MAKING, PAIRING = "/pairing/making/", "/pairing/"


@pytest.fixture
def office(cast, method, browser, works):
    return browser(cast.coordinator)


def messages(answer):
    return [str(one) for one in answer.context["messages"]]


def test_the_page_looks_again_until_the_proposal_is_made(office, works, tmp_path):
    begun = office.post(f"{PAIRING}propose/")
    looking, listed = office.get(MAKING), office.get(PAIRING)
    works.pop()()
    told = office.get(PAIRING, follow=True)

    assert begun.url == MAKING
    assert f'hx-get="{MAKING}" hx-trigger="every 2s"' in looking.text
    assert f'action="{MAKING}stop/"' in looking.text
    assert "The best pairs are being looked for." in looking.text
    assert "The planner gets ready" not in looking.text
    assert (MAKING in listed.text, f"{PAIRING}propose/" in listed.text) == (True, False)
    assert messages(told) == ["The proposal is made; nothing has changed yet."]
    assert told.context["plan"] == PairingPlan.objects.get(state="open")
    assert list((tmp_path / "plans").iterdir()) == []


def test_once_it_is_made_htmx_is_led_to_the_proposal(office, works):
    office.post(f"{PAIRING}propose/")
    works.pop()()

    answer = office.get(MAKING, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == PAIRING


def test_a_second_one_is_refused_while_one_is_made(office, works):
    office.post(f"{PAIRING}propose/")

    second = office.post(f"{PAIRING}propose/", follow=True)

    assert messages(second) == [
        (
            "The planner is at work for 草坝村 already. Wait for it, or stop it: what it has so "
            "far is then kept."
        )
    ]
    assert len(works) == 1


def test_a_stop_reaches_the_planner_and_keeps_the_pairs_so_far(office, works, monkeypatch):
    monkeypatch.setattr(flow, "NEAREST", 1)  # the best is not known after one round
    office.post(f"{PAIRING}propose/")
    stopping = office.post(f"{MAKING}stop/", follow=True)
    works.pop()()
    told = office.get(PAIRING, follow=True)

    assert "It is being stopped" in stopping.text
    plan = told.context["plan"]
    assert (plan.is_stopped, plan.optimal, plan.offers.count() > 0) == (True, False, True)


def test_a_plan_of_weeks_is_made_meanwhile(office, works):
    office.post(f"{PAIRING}propose/")
    office.post("/plans/propose/", {"week": "2026-W12"})

    assert len(works) == 2
    assert "Pairs are being proposed" not in office.get("/plans/").text


def test_nothing_is_told_where_nothing_is_made(office):
    assert office.get(MAKING).url == PAIRING


def test_only_who_coordinates_there_looks_and_stops(cast, office, works, browser):
    office.post(f"{PAIRING}propose/")
    helper = browser(cast.tashi_account)

    assert helper.get(MAKING).status_code == 404
    assert helper.post(f"{MAKING}stop/").status_code == 404


@pytest.fixture
def stopped(cast, method, today):
    """A proposal that was stopped before it was known to be the best."""
    plan = propose_pairing(cast.caoba, by=cast.coordinator, on=today)
    PairingPlan.objects.update(is_stopped=True, optimal=False, bound=plan.objective - 250)
    return plan


def test_a_proposal_that_was_stopped_says_so_and_how_good_it_is(office, stopped):
    page = office.get(PAIRING).text

    assert "The pairing was stopped early." in page
    assert "It costs at most 2.5 km-points more than the best possible." in page
    assert "at most 2.5 km-points less; it was stopped early" in page


def test_what_was_stopped_early_is_accepted_with_a_tick_alone(office, stopped):
    accept = f"{PAIRING}plans/{stopped.pk}/accept/"
    refused = office.post(accept, follow=True)
    state = PairingPlan.objects.get().state
    office.post(accept, {"knows_stopped": "1"})

    assert messages(refused) == ["This was stopped early. Tick that you know it, then accept it."]
    assert (state, PairingPlan.objects.get().state) == ("open", "accepted")


def test_a_pairing_stopped_after_the_best_was_found_was_not_stopped(cast, method, today):
    plan = propose_pairing(cast.caoba, by=cast.coordinator, on=today, is_stopped=lambda: True)

    assert (plan.optimal, plan.is_stopped) == (True, False)


def test_of_a_stopped_pairing_it_is_not_said_that_nothing_is_better(cast, office, stopped):
    accept_pairing(stopped, by=cast.coordinator, on=stopped.made_on)
    again = propose_pairing(cast.caoba, by=cast.coordinator, on=stopped.made_on)
    PairingPlan.objects.filter(pk=again.pk).update(is_stopped=True, bound=again.objective - 250)

    page = office.get(PAIRING).text

    assert "the best there are" not in page
    assert "until it was stopped, nothing better" in page
