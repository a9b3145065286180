"""Coming in with a real Chromium: passkeys, the lock that covers the page, no barriers."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from doorstep.entry.actions.invitations import invite
from doorstep.entry.actions.set_up import make_set_up_link
from doorstep.kit import clock
from doorstep.people.actions import system_account
from doorstep.people.choices import Role
from tests.browser import barriers
from tests.factories import PASSWORD, make_account, make_helper, make_place
from tests.share import share

SIGN_IN = "/account/login/"


@pytest.fixture
def drolma(transactional_db):
    cache.clear()
    village = make_place("niancun", name="年村")
    make_helper(village, "扎西")
    roles = [(Role.COORDINATOR, village), (Role.ADMINISTRATOR, village)]
    return make_account("drolma", name="卓玛", password=PASSWORD, roles=roles)


@pytest.fixture
def finger(page):
    """A passkey device whose owner always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def enter(page, is_shared=False):
    page.goto(SIGN_IN)
    page.fill("input[name=login]", "drolma")
    page.fill("input[name=password]", PASSWORD)
    page.set_checked("input[name=shared]", is_shared)
    page.click(".main-act")
    page.wait_for_url(lambda url: "login" not in url)


def test_a_passkey_is_added_and_then_signs_in_alone(page, drolma, finger):
    enter(page)
    page.goto("/account/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    page.click(".main-act")
    page.wait_for_url(re.compile("/webauthn/add/"))
    page.set_checked("input[name=passwordless]", True)
    page.click(".main-act")
    page.wait_for_url(lambda url: "/add/" not in url)
    page.context.clear_cookies()

    page.goto(SIGN_IN)
    page.click("form[data-passkey] button")
    page.wait_for_url(lambda url: "login" not in url)

    assert Authenticator.objects.filter(user=drolma, type="webauthn").count() == 1
    page.goto("/my-account/")
    assert page.locator("h1").inner_text() == "我的账号"


def test_a_shared_computer_is_covered_and_the_words_are_still_there(page, drolma):
    page.clock.install()
    enter(page, is_shared=True)
    page.goto("/people/invite/")
    page.fill("input[name=name]", "次旺")

    page.clock.run_for(11 * 60 * 1000)
    page.wait_for_selector("#cover[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    still = page.locator("#cover").evaluate("cover => cover.open")
    covered = barriers(page)
    page.fill("#cover-secret", "a guess")
    page.click("#cover button")
    page.wait_for_selector("#cover [role=alert]:visible")
    page.fill("#cover-secret", PASSWORD)
    page.click("#cover button")
    page.wait_for_selector("#cover", state="hidden")

    assert (still, covered) == (True, [])
    assert page.input_value("input[name=name]") == "次旺"


def test_nothing_bars_the_way_in(page, transactional_db):
    token = make_set_up_link(by=system_account(), now=clock.now())

    page.goto(f"/set-up/{token}/")

    assert barriers(page) == []


@pytest.mark.parametrize("width", share([320, 1280], 2))
@pytest.mark.parametrize(
    "address",
    [
        "/instance/",
        "/lock/open/",
        "/my-account/",
        "/my-account/pin/",
        "/people/",
        "/people/invite/",
        "/account/password/change/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/webauthn/",
    ],
)
def test_nothing_bars_the_way_and_nothing_runs_out_of_the_page(page, drolma, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, is_shared=True)
    page.goto("/account/reauthenticate/")
    page.fill("input[name=password]", PASSWORD)
    page.click(".main-act")
    page.wait_for_url(lambda url: "reauthenticate" not in url)
    if "lock" in address:
        page.evaluate("document.querySelector('[formaction=\"/lock/\"]').click()")
        page.wait_for_url(re.compile("/lock/open/"))
    else:
        page.goto(address)

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_bars_the_way_to_a_slip_and_its_link(page, drolma):
    enter(page)
    page.goto("/people/invite/")
    page.select_option("select[name=helper]", label="扎西")
    page.click(".main-act")
    page.wait_for_selector(".paper")
    slip = barriers(page)
    _invitation, token = invite(
        drolma.roles.first().place, name="次旺", roles=[Role.HELPER], by=drolma, on=clock.today()
    )

    page.goto(f"/join/{token}/")

    assert (slip, barriers(page)) == ([], [])
