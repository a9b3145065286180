"""Signing in: whom wrong passwords count for, and second factors."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from doorstep.people.models import AuditEntry
from tests.factories import PASSWORD, make_account

SIGN_IN = "/account/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def tashi(db):
    cache.clear()
    yield make_account("tashi", name="扎西", password=PASSWORD)
    cache.clear()


def try_in(client, password=PASSWORD, login="tashi", address="10.0.0.9", **more):
    given = {"login": login, "password": password, **more}
    return client.post(SIGN_IN, given, REMOTE_ADDR=address)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def attack(times=100, login="tashi"):
    """Wrong passwords from as many addresses: no limit on an address stops them."""
    for number in range(times):
        try_in(Client(), "a guess", login=login, address=f"10.1.0.{number}")


def confirm(client):
    """Once more the password, as every change to second factors asks."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def with_app(tashi):
    Authenticator.objects.create(
        user=tashi, type="totp", data={"secret": get_adapter().encrypt(SECRET)}
    )
    return tashi


def test_a_strangers_failures_do_not_lock_out_a_known_computer(tashi):
    own = Client()
    try_in(own)
    own.post("/account/logout/")
    attack()

    try_in(own)

    assert is_in(own)


def test_strangers_share_one_budget_for_a_login(tashi):
    attack(5)
    new = Client()

    answer = try_in(new)

    assert not is_in(new)
    assert answer.status_code == 200


def test_after_the_window_a_new_computer_gets_in(tashi, monkeypatch):
    attack()
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    new = Client()

    try_in(new)

    assert is_in(new)


def test_a_known_computer_may_not_guess_for_ever(tashi):
    own = Client()
    try_in(own)
    own.post("/account/logout/")
    for _ in range(5):
        try_in(own, "a guess")

    try_in(own)

    assert not is_in(own)


def test_a_cookie_of_one_login_is_none_for_another(tashi):
    make_account("pema", password=PASSWORD)
    own = Client()
    try_in(own, login="pema")
    own.post("/account/logout/")
    attack(5)

    try_in(own)

    assert not is_in(own)


def test_an_invented_cookie_makes_a_browser_no_friend(tashi):
    attack(5)
    liar = Client()
    liar.cookies["doorstep_known"] = "eyJhIjoiYiJ9:1abcde:made-up"

    try_in(liar)

    assert not is_in(liar)


def test_with_a_code_a_new_computer_gets_to_the_second_step_at_once(with_app):
    attack()
    new = Client()

    without = try_in(new)
    wrong = try_in(new, code="000000")
    answer = try_in(new, code=code_now())
    new.post("/account/2fa/authenticate/", {"code": code_now()})

    assert (without.status_code, wrong.status_code) == (200, 200)
    assert (answer.status_code, answer.url) == (302, "/account/2fa/authenticate/")
    assert is_in(new)


def test_a_recovery_code_does_the_same_and_is_used_up_by_signing_in(with_app):
    codes = RecoveryCodes.activate(with_app).get_unused_codes()
    attack()
    new = Client()

    try_in(new, code=codes[0])
    new.post("/account/2fa/authenticate/", {"code": codes[0]})

    left = Authenticator.objects.get(user=with_app, type="recovery_codes").wrap()
    assert is_in(new)
    assert codes[0] not in left.get_unused_codes()


def test_a_login_that_does_not_exist_is_answered_like_one_that_does(tashi):
    def told(login):
        cache.clear()
        answers = [try_in(Client(), "a guess", login=login).text for _ in range(7)]
        return [
            [line for line in one.splitlines() if "csrf" not in line and login not in line]
            for one in answers
        ]

    assert told("tashi") == told("nobody")


def test_once_set_up_the_app_is_asked_for(with_app):
    client = Client()

    answer = try_in(client)
    page = client.get(answer.url)
    wrong = client.post(answer.url, {"code": "000000"})
    after_wrong = is_in(client)
    client.post(answer.url, {"code": code_now()})

    assert page.status_code == 200
    assert "验证码不对，或者已经过期。" in wrong.text
    assert (after_wrong, is_in(client)) == (False, True)


def test_a_code_opens_once(with_app):
    code = code_now()
    first, second = Client(), Client()
    first.post(try_in(first).url, {"code": code})

    second.post(try_in(second).url, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_a_lock_out_is_a_line_of_the_log_without_the_login(tashi, caplog):
    with caplog.at_level("WARNING", logger="doorstep"):
        attack(6)

    assert [one.getMessage() for one in caplog.records] == [
        "Too many wrong passwords for one login name (login_strange)"
    ]


def test_setting_up_the_app_gives_recovery_codes_and_a_line_in_the_trail(
    tashi, django_capture_on_commit_callbacks
):
    client = Client()
    try_in(client)
    asked = client.get("/account/2fa/totp/activate/")
    confirm(client)
    client.get("/account/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code_now()})

    kinds = set(Authenticator.objects.filter(user=tashi).values_list("type", flat=True))
    stored = Authenticator.objects.get(user=tashi, type="totp").data["secret"]
    page, again = (client.get("/account/2fa/recovery-codes/") for _look in range(2))
    codes = re.findall(r"<li><code>(.*?)</code>", page.text)
    entry = AuditEntry.objects.get(act="note_factors", by=tashi)
    assert asked.url == "/account/reauthenticate/?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F"
    assert kinds == {"totp", "recovery_codes"}
    assert SECRET not in stored
    assert [len(one) for one in codes if one.isdecimal()] == [8] * 10
    assert "<li><code>" not in again.text
    assert "恢复代码" not in page.text
    with translation.override("zh-hans"):
        told = render_to_string("mfa/messages/totp_activated.txt")
    assert told.strip() == "手机验证码已启用。"
    assert entry.detail == {"change": "totp_activated"}


@pytest.mark.parametrize(
    "address",
    [
        "/account/confirm-email/",
        "/account/email/",
        "/account/password/reset/",
        "/account/password/reset/done/",
    ],
)
def test_pages_about_mail_are_not_found(tashi, address):
    client = Client()
    try_in(client)

    assert [one.get(address).status_code for one in (client, Client())] == [404, 404]


@pytest.mark.parametrize(
    "address",
    [
        "/account/2fa/",
        "/account/2fa/totp/deactivate/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/generate/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/2fa/reauthenticate/",
    ],
)
def test_the_pages_about_signing_in_are_our_own(with_app, address):
    client = Client()
    client.post(try_in(client).url, {"code": code_now()})
    confirm(client)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "office/alone.html" in {template.name for template in answer.templates}
    assert "allauth/layouts/base.html" not in {template.name for template in answer.templates}
