"""Boards and prices in the office: hung up, printed several at once, taken down."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from doorstep.stations.models import ContactBoard
from tests.office.conftest import TODAY
from tests.stations.made import (
    hang,
    make_post,
    make_price,
    make_response_team,
    make_station,
    staff,
)


@pytest.fixture
def station(cast):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


@pytest.fixture
def team(station):
    return make_response_team(station)


def page_of(row, name="boards-of-station"):
    return reverse(f"office:{name}", args=[row.pk])


def filled(row, kind="team", **fields):
    return {
        "who": f"{kind}-{row.pk}", "for_what": "代驾", "reach": "0891-6300000",
        "where": "山口\n\n  湖边  \n", "takes_requests": "on",
    } | fields  # fmt: skip


def test_the_coordinator_hangs_a_board_for_each_line(cast, station, team, browser):
    client = browser(cast.coordinator)

    answer = client.post(page_of(station, "board-hang"), filled(team))

    assert answer.url == page_of(station)
    boards = ContactBoard.objects.values_list("where", "team", "takes_requests", "has_prices")
    assert set(boards) == {("山口", team.pk, True, False), ("湖边", team.pk, True, False)}
    text = client.get(page_of(station)).text
    assert [word for word in ("山口", "湖边", "all 2 boards") if word not in text] == []


def test_boards_of_today_stand_first_and_are_ticked_for_their_posters(cast, station, team, browser):
    hang(station, team=team, where=["老桥头"], on=TODAY - timedelta(days=1))
    (new,) = hang(station, team=team, where=["新桥头"], on=TODAY)

    text = browser(cast.coordinator).get(page_of(station)).text

    ticked = re.findall(r'name="board" value="([^"]+)"[^>]* checked>', text)
    assert ticked == [str(new.pk)]
    assert text.index("新桥头") < text.index("老桥头")


def test_a_helper_without_consent_is_refused_in_words(cast, station, browser):
    client = browser(cast.coordinator)
    address = page_of(station, "board-hang")

    unasked = client.post(address, filled(cast.pema, "helper"))
    named = client.post(address, filled(make_response_team(station), for_what="找白玛"))
    client.post(address, filled(cast.pema, "helper", agreed_on=TODAY))

    assert [one.status_code for one in (unasked, named)] == [422, 422]
    assert "only after saying yes to that" in unasked.text
    assert "who did not agree to that" in named.text
    assert ContactBoard.objects.filter(helper=cast.pema, agreed_on=TODAY).count() == 2


def test_a_helper_takes_down_the_board_that_names_them(cast, station, browser):
    [own] = hang(station, helper=cast.tashi, agreed_on=TODAY, on=TODAY)
    [other] = hang(station, helper=cast.pema, agreed_on=TODAY, on=TODAY)
    client = browser(cast.tashi_account)

    told = [client.post(page_of(one, "board-take-down")).status_code for one in (own, other)]

    own.refresh_from_db()
    assert (told, own.end_on) == ([302, 404], TODAY)


def test_posters_are_one_file_in_the_chosen_size_and_language(cast, station, team, browser):
    boards = hang(station, team=team, where=["山口", "湖边", "桥头"])
    client = browser(cast.coordinator)
    given = {"site": "https://doorstep.example", "size": "a5", "language": "zh-hans"}
    address = page_of(station, "board-posters")

    every = client.get(address, given | {"format": "docx"})
    some = client.get(address, given | {"format": "docx", "board": [boards[1].pk]})

    texts = [
        [line.text for line in Document(BytesIO(answer.content)).paragraphs]
        for answer in (every, some)
    ]
    assert sum(line == "除雪队" for line in texts[0]) == 3
    assert f"https://doorstep.example/b/{boards[1].code}/" in texts[1]
    assert sum(line == "除雪队" for line in texts[1]) == 1
    assert every.headers["Content-Disposition"] == 'attachment; filename="boards-a5-zh-hans.docx"'


def test_three_hundred_posters_are_one_pdf(cast, station, team, browser):
    hang(station, team=team, where=[f"{number} 公里处" for number in range(300)])

    answer = browser(cast.coordinator).get(
        page_of(station, "board-posters"),
        {"site": "https://doorstep.example", "size": "a5", "language": "bo", "format": "pdf"},
    )

    assert answer.headers["Content-Type"] == "application/pdf"
    assert len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 300


def test_where_the_fonts_are_missing_the_page_says_what_to_do(
    cast, station, team, browser, monkeypatch, tmp_path
):
    monkeypatch.setattr("doorstep.packs.fonts.FOLDER", tmp_path)
    hang(station, team=team)

    answer = browser(cast.coordinator).get(
        page_of(station, "board-posters"),
        {"site": "https://doorstep.example", "size": "a4", "language": "en", "format": "pdf"},
    )

    assert (answer.status_code, "until then take the Word file" in answer.text) == (409, True)


@pytest.mark.parametrize("site", ["javascript:x", "https://a.example/path", "nowhere", ""])
def test_an_address_that_no_phone_opens_is_refused(cast, station, team, browser, site):
    hang(station, team=team)
    client = browser(cast.coordinator)

    answer = client.get(
        page_of(station, "board-posters"),
        {"site": site, "size": "a4", "language": "en", "format": "docx"},
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "text/html; charset=utf-8")


def test_without_a_board_there_is_no_poster(cast, station, browser):
    client = browser(cast.coordinator)
    address = page_of(station, "board-posters")

    told = [client.get(address, more).status_code for more in ({}, {"board": "x"})]

    assert told == [404, 404]


def test_prices_are_set_in_yuan_and_taken_off(cast, station, browser):
    client = browser(cast.coordinator)
    given = {"item": "骑马", "unit": "一圈", "yuan": "100.50", "valid_from": TODAY}

    client.post(page_of(station, "price-new"), given)
    bad = client.post(page_of(station, "price-new"), given | {"yuan": "0.001"})
    price = station.prices.get()
    shown = client.get(page_of(station)).text
    client.post(page_of(price, "price-end"))

    assert (price.fen, bad.status_code, "¥100.50" in shown) == (10_050, 422, True)
    assert "¥100.50" not in client.get(page_of(station)).text


def test_a_price_to_come_stands_with_its_day(cast, station, browser):
    make_price(station, on=TODAY, valid_from=TODAY + timedelta(days=20))

    text = browser(cast.tashi_account).get(page_of(station)).text

    assert "from 31 March 2026" in text


def test_boards_take_as_many_queries_with_one_as_with_three(
    cast, station, team, browser, count_queries
):
    hang(station, team=team)
    client = browser(cast.coordinator)
    one = count_queries(client, page_of(station))
    hang(station, team=team, where=["湖边", "桥头"])

    assert count_queries(client, page_of(station)) == one
