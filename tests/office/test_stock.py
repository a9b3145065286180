"""Stock and log of a station on their screens."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.stations.models import StationIncident, StockItem
from doorstep.stations.queries import balance
from tests.office.conftest import TODAY
from tests.stations.made import ask, log, make_batch, make_post, make_station, staff


@pytest.fixture
def station(cast):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


def page_of(row, name="stock"):
    return reverse(f"office:{name}", args=[row.pk])


def test_stock_comes_in_and_goes_out_through_the_screens(cast, station, browser):
    asked = ask(station, "吸氧", who="李")
    client = browser(cast.tashi_account)
    client.post(page_of(station, "stock-item-new"), {"name": "氧气瓶", "unit": "瓶", "low_at": 2})
    item = StockItem.objects.get()
    client.post(
        page_of(item, "stock-in"),
        {"id": uuid4(), "quantity": 5, "expires_on": TODAY + timedelta(days=9), "number": "A1"},
    )
    batch = item.batches.get()

    form = client.get(page_of(station, "stock-out")).context["form"]
    client.post(
        page_of(station, "stock-out"),
        {"id": uuid4(), "batch": batch.pk, "quantity": 2, "request": asked.pk},
    )
    client.post(page_of(batch, "batch-count"), {"there": 2})
    client.post(page_of(batch, "batch-write-off"), {"quantity": 1, "reason": "漏气"})

    text = client.get(page_of(station)).text
    told = ("good until 20 March 2026", "soon over", "漏气", "+5 瓶", "-2 瓶", "low")
    assert form["batch"].value() == str(batch.pk)
    assert [word for word in told if word not in text] == []
    assert balance(batch) == 1


def test_an_expired_batch_stands_on_no_list_and_is_told(cast, station, browser):
    batch = make_batch(station, expires_on=TODAY - timedelta(days=1), number="B7")
    client = browser(cast.tashi_account)

    led = client.get(page_of(station, "stock-out"), follow=True)

    assert "Nothing good is there to hand out" in led.text
    assert "over: do not hand out" in led.text
    assert "B7" in client.get(page_of(station, "station")).text
    good = make_batch(station, item=batch.item)
    forced = client.post(
        page_of(station, "stock-out"), {"id": uuid4(), "batch": batch.pk, "quantity": 1}
    )
    assert (forced.status_code, balance(batch), balance(good)) == (422, 10, 10)


def test_a_number_with_a_nought_too_many_is_asked_about(cast, station, browser):
    batch = make_batch(station, quantity=300)
    client, page = browser(cast.tashi_account), page_of(station, "stock-out")
    given = {"id": uuid4(), "batch": batch.pk, "quantity": 200}

    asked = client.post(page, given)
    kept = balance(batch)
    client.post(page, given | {"is_meant": "on"})

    assert "is_meant" not in client.get(page).text
    assert (asked.status_code, kept, balance(batch)) == (422, 300, 100)
    assert "200 at once: correct the number" in asked.text


def test_too_much_is_refused_in_words_and_nothing_typed_is_lost(cast, station, browser):
    batch = make_batch(station, quantity=2)
    client = browser(cast.tashi_account)

    answer = client.post(
        page_of(station, "stock-out"), {"id": uuid4(), "batch": batch.pk, "quantity": 3}
    )

    assert (answer.status_code, balance(batch)) == (422, 2)
    assert "2 are there of this batch, 3 were asked for" in answer.text
    assert 'value="3"' in answer.text


def test_the_stock_takes_as_many_queries_with_one_batch_as_with_three(
    cast, station, browser, count_queries
):
    batch = make_batch(station)
    client = browser(cast.tashi_account)
    one = count_queries(client, page_of(station))
    for _ in range(2):
        make_batch(station, item=batch.item)

    assert count_queries(client, page_of(station)) == one


def test_the_log_is_written_and_mended(cast, station, browser):
    client = browser(cast.tashi_account)
    given = {"happened_on": TODAY, "part": "night", "kind": "weather"}

    named = client.post(page_of(station, "station-incident-new"), given | {"done": "白玛去看了"})
    client.post(page_of(station, "station-incident-new"), given | {"done": "大雪，封路两小时"})
    line = StationIncident.objects.get()
    client.post(page_of(line, "station-incident-change"), {"done": "大雪，封路三小时"})

    text = client.get(page_of(station, "station-incidents")).text
    assert (named.status_code, "The log names nobody" in named.text) == (422, True)
    assert [word for word in ("大雪，封路三小时", "night", "weather") if word not in text] == []


def test_who_stands_elsewhere_finds_neither_stock_nor_log(cast, station, browser):
    batch, line = make_batch(station), log(station)
    client = browser(cast.other_coordinator)

    told = [
        client.get(address).status_code
        for address in (
            page_of(station),
            page_of(batch.item, "stock-in"),
            page_of(batch, "batch-count"),
            page_of(station, "station-incidents"),
            page_of(line, "station-incident-change"),
        )
    ]

    assert told == [404] * 5


def test_no_batch_is_chosen_beforehand_where_there_are_several(cast, station, browser):
    late = make_batch(station, expires_on=TODAY + timedelta(days=90), number="B2")
    make_batch(station, item=late.item, expires_on=TODAY + timedelta(days=9), number="B1")
    client = browser(cast.tashi_account)

    form = client.get(page_of(station, "stock-out")).context["form"]
    missing = client.post(page_of(station, "stock-out"), {"id": uuid4(), "quantity": 1})

    told = [words.rsplit(" · ", 1)[-1] for _key, words in form.fields["batch"].choices]
    assert (form["batch"].value(), missing.status_code) == ("", 422)
    assert [words == "expires first: take this one" for words in told] == [True, False]
