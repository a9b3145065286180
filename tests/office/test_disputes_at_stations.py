"""A dispute at a station: the mediator's own words, and what was agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from doorstep.people.actions import system_account
from doorstep.people.choices import Duty
from doorstep.stations import actions
from tests.factories import make_account
from tests.office.conftest import TODAY
from tests.stations.made import NOON, ask, make_response_team, make_station

DISPUTES = "office:station-disputes"
AGREED = "退三十元，双方签字"


@pytest.fixture
def station(cast, monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: NOON.replace(day=TODAY.day))
    return make_station(cast.caoba)


@pytest.fixture
def mediator(cast, browser):
    return browser(make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)]))


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
    counter = browser(cast.coordinator).get(page_of(station, "station")).text
    assert (AGREED in counter, ">agreed<" in counter) == (False, True)


def test_where_nothing_was_agreed_the_form_asks_why_in_words_of_mediation(dispute, mediator):
    form = page_of(dispute, "help-request-not-possible")

    shown = mediator.get(form).text
    mediator.post(form, {"reason": "一方不肯"})

    dispute.refresh_from_db()
    assert ("Why nothing was agreed" in shown, dispute.state) == (True, "not_possible")


def test_only_a_dispute_is_mediated(cast, station, browser):
    water = ask(station, on=TODAY)
    client = browser(cast.coordinator)

    told = client.post(page_of(water, "dispute-agreed"), {"agreed": AGREED})
    client.post(page_of(water, "dispute-taken-up"))

    water.refresh_from_db()
    assert (told.status_code, "no dispute" in told.text, water.state) == (422, True, "asked")


def test_what_was_agreed_goes_with_the_other_words(station, dispute):
    by = system_account()
    actions.note_agreement(dispute, agreed=AGREED, at=None, by=by, on=TODAY)

    gone = actions.forget_visitors(TODAY + timedelta(days=1), by=by, on=TODAY)

    dispute.refresh_from_db()
    assert (gone, dispute.agreed, dispute.text) == (1, "", "")
