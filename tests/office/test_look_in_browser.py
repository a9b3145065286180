"""The parts in a real browser: keyboard, sending once, narrow screens, no barriers."""

import pytest

from tests.browser import barriers
from tests.factories import make_account
from tests.share import share


@pytest.fixture
def look(page, settings):
    settings.DEBUG = True
    page.goto("/look/")
    return page


def test_a_slash_goes_to_the_search_box(look):
    look.keyboard.press("/")

    assert look.evaluate("document.activeElement.id") == "find"


def test_j_and_k_walk_through_the_rows(look):
    look.keyboard.press("j")
    look.keyboard.press("j")
    look.keyboard.press("k")

    assert look.evaluate("document.activeElement.textContent") == "次仁卓玛"


def test_a_slash_typed_into_a_note_stays_a_slash(look):
    look.fill("#form textarea", "")
    look.type("#form textarea", "1/2")

    assert look.input_value("#form textarea") == "1/2"


def test_a_form_is_sent_once(look):
    sent = []
    look.on("request", lambda request: sent.append(request.method))
    look.route("**/sent/", lambda route: route.fulfill(status=204))  # the page stays
    look.evaluate("document.querySelector('#form form').action = '/sent/'")
    press = "document.querySelector('#form .main-act').click()"

    with look.expect_request("**/sent/"):
        look.evaluate(press)
    look.evaluate(press)
    is_off = look.evaluate("document.querySelector('#form .main-act').disabled")

    assert (sent, is_off) == (["POST"], True)


@pytest.mark.parametrize("width", share([320, 1280], 2))
@pytest.mark.parametrize("path", ["/look/", "/look/print/lying/", "/look/print/upright/"])
def test_nothing_bars_the_way_and_nothing_runs_out_of_the_page(page, settings, path, width):
    settings.DEBUG = True
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(path)

    assert barriers(page) == []
    if path == "/look/":
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_words_are_tibetan_for_who_chose_it(page, sign_in, settings):
    settings.DEBUG = True
    sign_in(make_account("tashi", name="扎西", password="prayer flags on the pass"))
    page.goto("/look/")

    page.click(".side .languages button[value=bo]")

    assert page.locator("h1").inner_text() == "བདུན་ཕྲག་འདི།"
