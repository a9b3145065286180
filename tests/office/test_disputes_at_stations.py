"""A dispute at a station: the mediator's own words, and what was agreed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from doorstep.people.actions import give_role, system_account
from doorstep.people.choices import Duty, Role
from doorstep.stations import actions
from doorstep.stations.actions.mediation import NoDispute
from tests.factories import make_account
from tests.office.conftest import TODAY
from tests.stations.made import NOON, ask, make_post, make_response_team, make_station, staff

DISPUTES = "office:station-disputes"
AGREED = "退三十元，双方签字"
NOT_POSSIBLE = "help-request-not-possible"
SEEN = re.compile(r"seen=(\w+)")


@pytest.fixture
def station(cast, monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: NOON.replace(day=TODAY.day))
    return make_station(cast.caoba)


@pytest.fixture
def named(cast):
    """The village's mediator."""
    return make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])


@pytest.fixture
def mediator(named, browser):
    return browser(named)


@pytest.fixture
def counter(cast, station, browser):
    """counter(): what the page of the counter says to somebody on the rota."""
    staff(make_post(station), cast.tashi)
    client = browser(cast.tashi_account)
    return lambda: client.get(page_of(station, "station")).text


@pytest.fixture
def dispute(station):
    return ask(station, "价格纠纷", text="骑马多收", on=TODAY)


def page_of(row, name):
    return reverse(f"office:{name}", args=[row.pk])


def test_a_mediator_is_offered_words_of_mediation_and_no_snow_team(station, dispute, mediator):
    make_response_team(station, "除雪队")

    waits = mediator.get(reverse(DISPUTES)).text
    mediator.post(page_of(dispute, "dispute-taken-up"))
    taken_up = mediator.get(reverse(DISPUTES)).text

    own = ("waits for mediation", "Begin to mediate", "Record what was agreed", "Not agreed")
    others = ("除雪队", "Helped", "On the way", "Not possible")
    assert [word for word in own if word not in waits] == []
    assert [word for word in others if word in waits] == []
    assert ("being mediated" in taken_up, "Begin to mediate" in taken_up) == (True, False)


def test_a_dispute_is_listed_with_its_station_and_the_phone_there(
    station, dispute, mediator, counter
):
    station.phone = "0891-555"
    station.save(update_fields=["phone"])

    waits = mediator.get(reverse(DISPUTES)).text
    mediator.post(page_of(dispute, "dispute-agreed"), {"agreed": AGREED})
    ended = mediator.get(reverse(DISPUTES)).text

    told = f"<small>{station.name} · 0891-555</small>"
    assert (told in waits, told in ended, told in counter()) == (True, True, False)


def test_what_was_agreed_is_recorded_and_shown_to_the_mediator_alone(
    cast, station, dispute, mediator, browser
):
    form = page_of(dispute, "dispute-agreed")

    numbered = mediator.post(form, {"agreed": "退给 11010519491231002X"})
    mediator.post(form, {"agreed": AGREED})
    again = mediator.post(form, {"agreed": "另一种"})

    dispute.refresh_from_db()
    assert numbered.status_code == again.status_code == 422
    assert (dispute.state, dispute.closed_on, dispute.agreed) == ("helped", TODAY, AGREED)
    assert AGREED in mediator.get(reverse(DISPUTES)).text
    told = browser(cast.coordinator).get(page_of(station, "station")).text
    assert (AGREED in told, ">agreed<" in told) == (False, True)


def test_where_nothing_was_agreed_the_form_asks_why_and_mediators_alone_read_it(
    dispute, mediator, counter
):
    form = page_of(dispute, "help-request-not-possible")

    shown = mediator.get(form).text
    mediator.post(form, {"reason": "一方不肯"})

    dispute.refresh_from_db()
    assert ("Why nothing was agreed" in shown, dispute.state) == (True, "not_possible")
    assert "not agreed: 一方不肯" in mediator.get(reverse(DISPUTES)).text
    assert ("一方不肯" in counter(), ">not agreed<" in counter()) == (False, True)


def test_the_counter_says_who_is_told_and_offers_no_mediation(cast, station, dispute, counter):
    make_response_team(station, "公平价格队", kind="fair_prices")
    make_account("mediator", duties=[(Duty.MEDIATOR, cast.town)])

    text = counter()

    told = ("waits for mediation", "mediator is told, and records how it ends", "公平价格队")
    of_mediators = ("Begin to mediate", "Record what was agreed", "Not agreed", ">Helped</button>")
    assert [word for word in told if word not in text] == []
    assert [word for word in of_mediators if word in text] == []
    assert "nobody here has the duty" not in text


def test_where_nobody_mediates_the_counter_says_whom_to_ask(cast, station, counter):
    make_account("giver", name="多吉", roles=[(Role.ADMINISTRATOR, cast.county)])
    before = counter()
    ask(station, "价格纠纷", on=TODAY)

    text = counter()

    assert ("duty to mediate" in before, "mediator is told" in text) == (False, False)
    assert "nobody here has the duty to mediate yet" in text
    assert "Here that is: 多吉." in text


def test_the_counter_of_a_mediator_offers_mediation(cast, named, station, dispute, browser):
    give_role(named, Role.COORDINATOR, cast.caoba, by=system_account(), on=TODAY)

    text = browser(named).get(page_of(station, "station")).text

    assert ("Begin to mediate" in text, "mediator is told" in text) == (True, False)


def test_the_counter_is_drawn_anew_once_somebody_mediates(cast, station, dispute, browser):
    client, renewed = browser(cast.coordinator), page_of(station, "station-requests")
    seen = SEEN.search(client.get(page_of(station, "station")).text).group(1)
    same = client.get(renewed, {"seen": seen}).status_code

    make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])

    assert (same, client.get(renewed, {"seen": seen}).status_code) == (204, 200)


@pytest.mark.parametrize("name", ["dispute-taken-up", "dispute-agreed", NOT_POSSIBLE])
def test_whoever_stands_at_the_counter_finds_no_form_of_mediators(
    cast, dispute, browser, counter, name
):
    for account in (cast.tashi_account, cast.coordinator):
        given = {"agreed": AGREED, "reason": "一方不肯"}
        assert browser(account).post(page_of(dispute, name), given).status_code == 404

    dispute.refresh_from_db()
    assert dispute.state == "asked"


def test_a_dispute_is_not_closed_as_helped(cast, dispute, browser):
    answer = browser(cast.coordinator).post(page_of(dispute, "help-request-helped"), follow=True)

    dispute.refresh_from_db()
    assert ("This is a dispute" in answer.text, dispute.state) == (True, "asked")


def test_only_a_dispute_is_mediated(named, station, mediator):
    water = ask(station, on=TODAY)

    answers = [
        mediator.post(page_of(water, "dispute-agreed"), {"agreed": AGREED}),
        mediator.post(page_of(water, "dispute-taken-up")),
    ]
    with pytest.raises(NoDispute):
        actions.take_up_dispute(water, by=named, on=TODAY)

    water.refresh_from_db()
    assert ([one.status_code for one in answers], water.state) == ([404, 404], "asked")


def test_what_was_agreed_goes_with_the_other_words(station, dispute, named):
    actions.note_agreement(dispute, agreed=AGREED, at=None, by=named, on=TODAY)

    gone = actions.forget_visitors(TODAY + timedelta(days=1), by=system_account(), on=TODAY)

    dispute.refresh_from_db()
    assert (gone, dispute.agreed, dispute.text) == (1, "", "")
