"""From a board on the road to the counter, and away: through a real browser and HTTP alone."""

import pytest
from django.urls import reverse

from doorstep.office.stations.limits import doors
from doorstep.stations.models import HelpRequest
from tests.browser import barriers
from tests.share import share
from tests.stations.made import (
    hang,
    make_post,
    make_price,
    make_response_team,
    make_station,
    staff,
)


@pytest.fixture
def board(cast):
    doors.clear()
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    make_price(station)
    return hang(station, team=make_response_team(station), has_prices=True)[0]


@pytest.fixture
def stranger(chromium, live_server):
    """A phone of nobody we know, without script."""
    phone = {"width": 390, "height": 844}
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", viewport=phone, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_what_a_stranger_asks_stands_at_the_counter_by_itself(cast, board, page, sign_in, stranger):
    sign_in(cast.tashi_account)
    page.goto(reverse("office:station", args=[board.station_id]))
    stranger.goto(reverse("office:public-board", args=[board.code]))
    stranger.check("[name=kind] >> nth=5")
    stranger.fill("[name=where]", "第三个弯，白色越野车")
    stranger.click(".main-act")

    waiting = page.locator("#asked").get_by_text("第三个弯，白色越野车")
    waiting.wait_for()

    asked = HelpRequest.objects.get()
    assert asked.kind.names["en"] == "vehicle rescue"
    with page.expect_navigation():
        page.click(f"#helped-{asked.pk}")
    asked.refresh_from_db()
    assert (asked.state, asked.asked_at) == ("helped", None)
    assert [cookie["name"] for cookie in stranger.context.cookies()] == ["csrftoken"]


@pytest.mark.parametrize("width", share([1280, 390, 320], 3, 2))
@pytest.mark.parametrize("language", ["zh-hans", "bo", "en"])
def test_nothing_stands_in_the_way_of_reading_a_board(board, page, width, language):
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(reverse("office:public-board", args=[board.code], query={"language": language}))

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
