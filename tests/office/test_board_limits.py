"""How often a contact board is asked: counted for ten minutes, and then forgotten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from doorstep.kit import clock
from doorstep.office.stations import limits
from doorstep.office.stations.limits import doors
from tests.stations.made import NOON, hang, kind_of, make_response_team, make_station


@pytest.fixture(autouse=True)
def nobody_asked_before(today):
    doors.clear()


@pytest.fixture
def ask(cast, monkeypatch):
    """Asks at a minute from an address; the status of the answer."""
    station = make_station(cast.caoba)
    board = hang(station, team=make_response_team(station))[0]
    address = reverse("office:public-board", args=[board.code])

    def post(minute, host="203.0.113.7"):
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=minute))
        given = {"id": uuid4(), "kind": kind_of(station).pk, "where": "山口", "reach": ""}
        return Client(REMOTE_ADDR=host).post(address, given).status_code

    return post


def test_ten_minutes_later_one_may_ask_again_however_often_one_tried(ask):
    told = [ask(minute) for minute in (0, 0, 0, 0, 0, 1, 3, 6, 9)]

    assert told == [302] * limits.FROM_ONE_ADDRESS + [429] * 4
    assert ask(2 * limits.MINUTES) == 302


def test_a_station_that_is_asked_now_and_then_all_day_is_never_full(ask, monkeypatch):
    monkeypatch.setattr(limits, "AT_ONE_STATION", 4)

    told = [ask(4 * number, host=f"203.0.113.{number}") for number in range(12)]

    assert told == [302] * 12


def test_who_has_a_whole_network_asks_no_oftener(ask):
    told = [ask(0, host=f"2001:db8:1:2::{number}") for number in range(6)]

    assert told == [302] * limits.FROM_ONE_ADDRESS + [429]
    assert ask(0, host="2001:db8:1:3::1") == 302


def test_a_flood_at_a_board_drops_no_count_of_signing_in(ask):
    cache.set("count-of-signing-in", 4)

    ask(0)
    doors.clear()

    assert cache.get("count-of-signing-in") == 4
    assert settings.CACHES["doors"]["LOCATION"] != settings.CACHES["default"]["LOCATION"]
