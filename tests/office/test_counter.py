"""The counter of a station: a walk-in, what waits, loans; who is told of a dispute."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.people.choices import Duty
from doorstep.stations.models import HelpRequest, Loan
from tests.factories import make_account
from tests.office.conftest import TODAY
from tests.stations.made import (
    NOON,
    ask,
    kind_of,
    make_loan,
    make_loan_item,
    make_post,
    make_response_team,
    make_station,
    staff,
)


@pytest.fixture
def now(monkeypatch):
    moment = NOON.replace(day=TODAY.day)
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: moment)
    return moment


@pytest.fixture
def station(cast):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


def page_of(row, name="station"):
    return reverse(f"office:{name}", args=[row.pk])


def filled(station, kind="热水", **fields):
    return {"id": uuid4(), "who": "藏A12345", "kind": kind_of(station, kind).pk} | fields


def test_whoever_stands_there_records_a_walk_in(cast, station, browser, now):
    client = browser(cast.tashi_account)

    answer = client.post(page_of(station), filled(station, text="要两壶"))

    asked = HelpRequest.objects.get()
    assert (answer.status_code, answer.url) == (302, page_of(station))
    assert (asked.who, asked.text, asked.asked_on, asked.asked_at, asked.source) == (
        "藏A12345", "要两壶", TODAY, now, "counter",
    )  # fmt: skip
    text = client.get(page_of(station)).text
    assert [
        word for word in ("Recorded: hot water.", "要两壶", "0 minutes") if word not in text
    ] == []


def test_a_form_that_is_refused_keeps_what_was_typed(cast, station, browser, now):
    client = browser(cast.tashi_account)

    missing = client.post(page_of(station), filled(station, who="李", text="山口") | {"kind": ""})
    number = client.post(page_of(station), filled(station, text="540100199001010011"))
    fear = client.post(page_of(station), filled(station, "价格纠纷", has_violence="on"))

    other = client.post(page_of(station), filled(station, "热水", has_violence="on"))  # picked anew

    assert [one.status_code for one in (missing, number, fear, other)] == [422] * 4
    assert ('value="李"' in missing.text, 'value="山口"' in missing.text) == (True, True)
    assert "No such number is kept" in number.text
    assert ["In danger call 110 first" in one.text for one in (fear, other)] == [True, True]
    assert HelpRequest.objects.count() == 0


def test_the_way_to_help_through_the_screens(cast, station, browser, now):
    team = make_response_team(station)
    asked = ask(station, "冰雪路段代驾", at=now - timedelta(minutes=12), on=TODAY)
    client = browser(cast.tashi_account)
    shown = client.get(page_of(station)).text

    client.post(page_of(asked, "help-request-alert"), {"team": team.pk})
    client.post(page_of(asked, "help-request-coming"))
    done = client.post(page_of(asked, "help-request-helped"))
    again = client.post(page_of(asked, "help-request-helped"), follow=True)

    asked.refresh_from_db()
    assert ("12 minutes" in shown, "Alert 除雪队" in shown) == (True, True)
    assert (done.url, asked.state, asked.minutes, asked.team) == (
        page_of(station), "helped", 12, team,
    )  # fmt: skip
    assert "This request was closed on" in again.text


def test_another_stations_team_is_refused_in_words(cast, station, browser, now):
    asked, strange = ask(station), make_response_team(make_station(cast.xiagou))
    client = browser(cast.tashi_account)

    told = [
        client.post(page_of(asked, "help-request-alert"), {"team": key}, follow=True).text
        for key in (strange.pk, "x", "")
    ]

    asked.refresh_from_db()
    assert ["Choose one of the station" in text for text in told] == [True, True, True]
    assert (asked.state, asked.team) == ("asked", None)


def test_what_waits_is_drawn_anew_only_where_it_changed(cast, station, browser, now):
    client = browser(cast.tashi_account)
    seen = client.get(page_of(station)).context["seen"]
    poll = page_of(station, "station-requests")

    same = client.get(poll, {"seen": seen})
    ask(station, at=now, on=TODAY, source="board", who="", text="车陷在冰里")
    changed = client.get(poll, {"seen": seen})

    assert (same.status_code, same.content) == (204, b"")
    assert (changed.status_code, "车陷在冰里" in changed.text) == (200, True)
    assert "<html" not in changed.text
    assert client.get(poll, {"seen": changed.context["seen"]}).status_code == 204


def test_not_possible_asks_for_the_reason(cast, station, browser, now):
    asked = ask(station, on=TODAY)
    client = browser(cast.tashi_account)

    empty = client.post(page_of(asked, "help-request-not-possible"), {"reason": ""})
    client.post(page_of(asked, "help-request-not-possible"), {"reason": "路断了"})

    asked.refresh_from_db()
    assert (empty.status_code, asked.state, asked.reason) == (422, "not_possible", "路断了")
    assert "路断了" in client.get(page_of(station)).text


def test_snow_chains_are_lent_straight_from_the_counter(cast, station, browser, now):
    item = make_loan_item(station)
    client = browser(cast.tashi_account)

    led = client.post(page_of(station), filled(station, "借防滑链"))
    form = client.get(led.url).context["form"]
    lent = client.post(
        led.url,
        {
            "id": uuid4(), "item": item.pk, "borrower": form["borrower"].value(), "pieces": 1,
            "reach": "19900000009", "due_on": TODAY + timedelta(days=1),
        },
    )  # fmt: skip

    loan = Loan.objects.get()
    assert "藏A12345" not in led.url
    assert (lent.url, loan.borrower, loan.request.state) == (
        page_of(station), "藏A12345", "helped",
    )  # fmt: skip


def test_a_loan_of_what_is_not_there_and_a_second_return_are_refused_in_words(
    cast, station, browser, now
):
    loan = make_loan(station, pieces=2)
    client = browser(cast.tashi_account)
    given = {"id": uuid4(), "item": loan.item_id, "borrower": "王", "reach": "19900000008"}
    given |= {"pieces": 1, "due_on": TODAY}

    none_left = client.post(page_of(station, "loan-new"), given)
    back = {"id": uuid4(), "condition": "good", "pieces": 2}
    client.post(page_of(loan, "loan-back"), back)
    twice = client.post(page_of(loan, "loan-back"), back, follow=True)

    assert (none_left.status_code, "1 cannot be lent; left here: 0." in none_left.text) == (
        422,
        True,
    )
    assert ('value="王"' in none_left.text, Loan.objects.count()) == (True, 1)
    assert (twice.status_code, "came back on" in twice.text) == (200, True)


def test_where_nothing_is_lent_one_is_led_to_the_list(cast, station, browser):
    answer = browser(cast.tashi_account).get(page_of(station, "loan-new"))

    assert answer.url == page_of(station, "loan-item-new")


def test_the_loans_page_names_what_is_out_and_overdue(cast, station, browser, now):
    make_loan(station, pieces=1)

    text = browser(cast.tashi_account).get(page_of(station, "loans")).text

    told = ("李师傅 · 19900000009", "overdue by 9 days", "防滑链")
    assert [word for word in told if word not in text] == []


def test_a_request_of_another_station_is_no_reason_to_lend(cast, station, browser):
    make_loan_item(station)
    other = ask(make_station(cast.xiagou))
    client = browser(cast.tashi_account)
    address = page_of(station, "loan-new")

    told = [client.get(address, {"for": key}).status_code for key in (other.pk, "x")]

    assert told == [404, 404]


NOT_POSSIBLE = "help-request-not-possible"


def test_a_mediator_is_told_of_a_dispute_and_may_settle_it(cast, station, browser, now):
    mediator = make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])
    dispute, water = ask(station, "价格纠纷", text="骑马多收"), ask(station)
    client = browser(mediator)
    disputes = reverse("office:station-disputes")

    named = client.get(reverse("office:needs-named")).text
    shown = client.get(disputes).text
    settled = client.post(page_of(dispute, "dispute-agreed"), {"agreed": "退三十元"})
    strange = [client.get(page_of(water, name)) for name in ("dispute-agreed", NOT_POSSIBLE)]

    assert ("1 dispute at a station waits." in named, "骑马多收" in shown) == (True, True)
    assert (settled.url, [one.status_code for one in strange]) == (disputes, [404, 404])
    assert client.get(page_of(station)).status_code == 404
    assert browser(cast.coordinator).get(disputes).status_code == 404


def test_the_coordinator_keeps_the_kinds_of_help(cast, station, browser, now):
    client = browser(cast.coordinator)
    kinds = reverse("office:station-kinds")

    client.post(
        reverse("office:station-kind-new"), {"name": "充电", "name_bo": "", "name_en": "charging"}
    )
    client.post(page_of(kind_of(station, "吸氧"), "station-kind-end"))

    text = client.get(kinds).text
    assert ("8 charging" in text, "oxygen" in text) == (True, False)
    assert browser(cast.tashi_account).get(kinds).status_code == 404


def test_the_counter_takes_as_many_queries_with_one_request_as_with_three(
    cast, station, browser, now, count_queries
):
    item = make_loan_item(station, pieces=9)
    make_response_team(station)

    def fill():
        ask(station)
        make_loan(station, item=item)

    fill()
    client = browser(cast.tashi_account)
    one = count_queries(client, page_of(station))
    fill()
    fill()

    assert count_queries(client, page_of(station)) == one


def test_this_week_tells_the_coordinator_what_waits_and_what_is_overdue(
    cast, method, station, browser, now
):
    client = browser(cast.coordinator)
    quiet = client.get("/").text
    ask(station)
    make_loan(station)

    text = client.get("/").text

    assert "纳木错驿站" not in quiet
    told = ("1 request waits.", "1 loan is overdue.")
    assert [word for word in told if word not in text] == []
