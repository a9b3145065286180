"""The counter in a real browser: how few keys a walk-in takes, no barriers, no script."""

import pytest

from doorstep.stations.models import HelpRequest
from tests.browser import barriers
from tests.factories import DAY
from tests.share import share
from tests.stations.made import (
    ask,
    hang,
    log,
    make_batch,
    make_loan,
    make_post,
    make_price,
    make_response_team,
    make_station,
    staff,
)

KEYS_BESIDE_THE_WORDS = 4  # on, the digit, on, save


@pytest.fixture
def station(cast):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    make_response_team(station)
    return station


def test_a_walk_in_takes_four_keys_beside_its_words_and_no_mouse(cast, station, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/stations/{station.pk}/")
    page.evaluate("addEventListener('keydown', () => { window.keys = 1 + (window.keys || 0) })")
    pressed = ["Enter", "3", "Enter"]

    page.keyboard.insert_text("藏A12345")
    for key in pressed:
        page.keyboard.press(key)
    page.keyboard.insert_text("大厅")
    keys = page.evaluate("window.keys") + 1
    with page.expect_navigation():
        page.keyboard.press("Enter")

    asked = HelpRequest.objects.get()
    assert keys == KEYS_BESIDE_THE_WORDS
    assert (asked.who, asked.kind.names["en"], asked.text) == ("藏A12345", "hot water", "大厅")
    assert page.evaluate("document.activeElement.name") == "who"


def test_a_walk_in_is_recorded_without_script(cast, station, page, sign_in, still_page):
    sign_in(cast.tashi_account)
    still = still_page()
    still.goto(f"/stations/{station.pk}/")
    still.fill("[name=who]", "次仁")
    still.check("[name=kind] >> nth=1")
    still.click("form.counter .main-act")

    asked = HelpRequest.objects.get()
    still.click(f"#helped-{asked.pk}")

    asked.refresh_from_db()
    assert (asked.who, asked.state) == ("次仁", "helped")


def test_what_comes_in_appears_by_itself(cast, station, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/stations/{station.pk}/")
    page.fill("[name=who]", "正在写的")

    ask(station, source="board", who="", text="车陷在冰里")

    page.locator("#asked").get_by_text("车陷在冰里").wait_for()
    assert page.input_value("[name=who]") == "正在写的"


def test_who_is_signed_out_is_led_to_signing_in_and_the_list_does_not_vanish(
    cast, station, page, sign_in
):
    sign_in(cast.tashi_account)
    page.goto(f"/stations/{station.pk}/")
    page.fill("[name=who]", "正在写的")
    page.context.clear_cookies()
    with page.expect_response(lambda answer: "/account/login/" in answer.url):
        pass
    kept = (page.locator("#asked").count(), page.input_value("[name=who]"))

    page.fill("[name=who]", "")

    page.wait_for_url("**/account/login/**")
    assert kept == (1, "正在写的")


def test_violence_is_asked_of_a_dispute_alone(cast, station, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/stations/{station.pk}/")
    tick = page.locator("[name=has_violence]")
    before = tick.is_visible()

    page.check("[name=kind] >> nth=6")

    assert (before, tick.is_visible()) == (False, True)


@pytest.mark.parametrize(
    "address",
    [
        "/stations/",
        "/stations/{one}/",
        "/stations/{one}/about/",
        "/stations/{one}/loans/",
        "/stations/{one}/stock/",
        "/stations/{one}/boards/",
        "/stations/{one}/log/",
    ],
)
@pytest.mark.parametrize("width", share([1280, 390, 320], 3))
def test_nothing_stands_in_the_way(cast, station, page, sign_in, address, width):
    ask(station, "冰雪路段代驾", reach="19900000007")
    make_loan(station)
    make_batch(station, expires_on=DAY)
    make_price(station)
    hang(station, post=station.posts.get())
    log(station)
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address.format(one=station.pk))

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
