"""The sign-in page in a real browser."""

from django.conf import settings

from tests.browser import barriers
from tests.factories import make_account


def test_somebody_signs_in_with_a_login_name(page):
    make_account("tashi", name="扎西", password="prayer flags on the pass")

    page.goto("/account/login/")
    page.fill("input[name=login]", "tashi")
    page.fill("input[name=password]", "prayer flags on the pass")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)

    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies[settings.SESSION_COOKIE_NAME]["httpOnly"]


def test_nothing_bars_the_way_to_the_sign_in_page(page):
    page.goto("/account/login/")

    assert barriers(page) == []


def test_a_session_opened_for_a_test_is_that_account(page, sign_in):
    sign_in(make_account("tashi", name="扎西", password="prayer flags on the pass"))

    page.goto("/account/password/change/")

    assert page.locator("input[name=oldpassword]").count() == 1
