"""The door without a login: a contact board, and asking for help there for oneself."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from doorstep.kit import clock
from doorstep.office.stations.limits import AT_ONE_STATION, FROM_ONE_ADDRESS, doors
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.rights.actions.retention import end_retention
from doorstep.rights.choices import Keep
from doorstep.rights.purposes import days_of
from doorstep.stations.actions import note_help, set_hours, take_down_board
from doorstep.stations.models import HelpRequest
from tests.office.conftest import TODAY
from tests.stations.made import NOON, hang, kind_of, make_price, make_response_team, make_station


@pytest.fixture(autouse=True)
def nobody_asked_before(today, monkeypatch):
    """And the ten minutes in which requests are counted do not end within a test."""
    doors.clear()
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began)


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


@pytest.fixture
def board(station):
    make_price(station)
    return hang(station, team=make_response_team(station), has_prices=True)[0]


def address_of(board, **query):
    return reverse("office:public-board", args=[board.code], query=query or None)


def filled(board, kind="车辆救援", **fields):
    return {
        "id": uuid4(), "kind": kind_of(board.station, kind).pk, "where": "山口", "reach": "",
    } | fields  # fmt: skip


@pytest.mark.parametrize("kind", ["价格纠纷", "热水"])
def test_violence_or_fear_leads_away_and_is_kept_nowhere(cast, board, kind):
    told = AuditEntry.objects.count()

    answer = Client().post(
        address_of(board, language="en"), filled(board, kind, has_violence="on", reach="199")
    )

    assert (answer.status_code, "In danger call 110 now" in answer.text) == (422, True)
    assert (HelpRequest.objects.count(), AuditEntry.objects.count()) == (0, told)


def test_anybody_reads_the_board_without_a_session(cast, board):
    client = Client()

    answer = client.get(address_of(board, language="en"))

    told = ("除雪队", "冰雪路段代驾", "0891-6300000", "¥100.00", "vehicle rescue", "110")
    assert answer.status_code == 200
    assert [word for word in told if word not in answer.text] == []
    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_names_no_account_no_household_and_no_helper(cast, board):
    text = Client().get(address_of(board)).text

    names = ["扎西", "白玛", "卓玛", "央金", "A-001", "/households/", "/account/", str(board.pk)]
    assert [name for name in names if name in text] == []


def test_what_is_asked_reaches_the_station_and_leaves_no_session(cast, board):
    client = Client()

    sent = client.post(
        address_of(board, language="en"), filled(board, where="第三个弯", reach="白色越野车")
    )
    shown = client.get(sent.url)

    asked = HelpRequest.objects.get()
    assert (sent.status_code, "Your request is with the station" in shown.text) == (302, True)
    assert (asked.station, asked.source, asked.where, asked.reach, asked.who, asked.text) == (
        board.station, "board", "第三个弯", "白色越野车", "", "",
    )  # fmt: skip
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}
    entry = AuditEntry.objects.get(act="ask_for_help")
    assert (entry.by, entry.household_id) == (system_account(), None)


def test_a_forged_form_is_refused(cast, board):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(address_of(board), filled(board))

    assert (answer.status_code, HelpRequest.objects.count()) == (403, 0)


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, board):
    address = address_of(board, language="en")

    number = Client().post(address, filled(board, reach="540100199001010011"))
    empty = Client().post(address, filled(board, kind="热水", where="", reach="红车"))
    strange = Client().post(address, filled(board) | {"kind": uuid4()})

    assert [one.status_code for one in (number, empty, strange)] == [422, 422, 422]
    assert "No such number is kept" in number.text
    assert 'value="红车"' in empty.text
    assert HelpRequest.objects.count() == 0


def test_sent_twice_it_is_asked_once(cast, board):
    client, given = Client(), filled(board)

    client.post(address_of(board), given)
    client.post(address_of(board), given)

    assert HelpRequest.objects.count() == 1


def test_one_address_asks_a_station_a_few_times_and_is_told_to_call(cast, board):
    client, address = Client(REMOTE_ADDR="203.0.113.7"), address_of(board, language="en")

    told = [client.post(address, filled(board)).status_code for _ in range(FROM_ONE_ADDRESS + 1)]
    last = client.post(address, filled(board, reach="红车"))
    elsewhere = Client(REMOTE_ADDR="203.0.113.8").post(address, filled(board))

    assert told == [302] * FROM_ONE_ADDRESS + [429]
    assert ("Call instead: 0891-6300000" in last.text, 'value="红车"' in last.text) == (True, True)
    assert (elsewhere.status_code, HelpRequest.objects.count()) == (302, FROM_ONE_ADDRESS + 1)


def test_one_station_is_asked_so_often_from_all_addresses_together(cast, board):
    def post(number):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        return client.post(address_of(board), filled(board)).status_code

    told = [post(number) for number in range(AT_ONE_STATION + 1)]

    assert told == [302] * AT_ONE_STATION + [429]


def test_no_address_is_kept_by_the_count(cast, board):
    kept = []
    keep = doors.set

    def noting(key, *more):
        kept.append(key)
        return keep(key, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doors, "set", noting)
        Client(REMOTE_ADDR="203.0.113.7").post(address_of(board), filled(board))

    assert len(kept) == 2
    assert [key for key in kept if "203.0.113.7" in key] == []


def test_a_closed_request_leaves_nothing_of_the_asker_a_week_later(cast, board):
    Client().post(address_of(board), filled(board, where="山口", reach="19900000007"))
    asked = HelpRequest.objects.get()
    note_help(asked, at=NOON, by=cast.coordinator, on=TODAY)

    end_retention(
        Keep.VISITORS, by=system_account(), on=TODAY + timedelta(days=days_of(Keep.VISITORS) + 1)
    )

    row = HelpRequest.objects.filter(pk=asked.pk).values().get()
    assert [name for name, value in row.items() if value in ("山口", "19900000007")] == []
    assert (row["who"], row["reach"], row["where"], row["text"], row["asked_at"]) == (
        "", "", "", "", None,
    )  # fmt: skip


def test_a_board_that_takes_no_requests_takes_none(cast, station):
    [board] = hang(station, team=make_response_team(station), takes_requests=False)
    client = Client()

    shown, sent = client.get(address_of(board)), client.post(address_of(board), filled(board))

    assert ("<form" in shown.text, sent.status_code) == (False, 404)
    assert (set(client.cookies), HelpRequest.objects.count()) == (set(), 0)


def test_an_address_that_says_nothing_names_only_whom_to_call(cast, board):
    take_down_board(board, by=cast.coordinator, on=TODAY)

    gone = Client().get(address_of(board, language="en"))
    never = Client().get("/b/abcdefgh23456/?language=en")

    assert [one.status_code for one in (gone, never)] == [404, 404]
    assert gone.text == never.text
    assert "110" in gone.text


def stand_still(monkeypatch, moment):
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: moment)


def test_out_of_hours_the_page_says_that_nobody_is_there(cast, board, monkeypatch):
    hours = {TODAY.isoweekday(): (time(9), time(18))}
    told = []
    for moment, is_set in ((NOON, False), (NOON, True), (NOON.replace(hour=3), True)):
        if is_set:
            set_hours(board.station, hours, by=cast.coordinator, on=TODAY)
        stand_still(monkeypatch, moment.replace(day=TODAY.day))
        text = Client().get(address_of(board, language="en")).text
        told.append("not staffed at this hour" in text)

    assert told == [False, True, False]  # noon in London is the evening here


def test_draft_tibetan_stands_beside_chinese(cast, board):
    text = Client().get(address_of(board, language="bo")).text

    assert "རླངས་འཁོར་རོགས་སྐྱོབ། 车辆救援" in text


def test_a_board_is_read_in_as_many_queries_with_one_price_as_with_three(
    cast, board, count_queries
):
    client = Client()
    one = count_queries(client, address_of(board))
    make_price(board.station, "牦牛")
    make_price(board.station, "氧气")

    assert count_queries(client, address_of(board)) == one
