"""Headers, cookies, limits and errors: what the browser and a stranger may count on."""

import logging
import re
import runpy
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client

from doorstep.people.models import AuditEntry
from tests.architecture.source import PRODUCT
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.sweep

SIGN_IN = "/account/login/"
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HTTPS_ONLY = [
    "COOKIE_PREFIX",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_NAME",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
]


@pytest.fixture
def tashi(db):
    cache.clear()
    yield make_account("tashi", password=PASSWORD)
    cache.clear()


@pytest.fixture
def over_https(settings, monkeypatch, tmp_path):
    """A browser before whom the product runs with DOORSTEP_HTTPS=on."""
    monkeypatch.setenv("DOORSTEP_HTTPS", "on")
    monkeypatch.setenv("DOORSTEP_VAR", str(tmp_path))
    made = runpy.run_path(f"{PRODUCT / 'settings.py'}")
    for name in HTTPS_ONLY:
        setattr(settings, name, made[name])
    return lambda: Client(headers={"Accept-Language": "en"})


def signed_in(client=None, **how):
    client = client or Client()
    client.post(SIGN_IN, {"login": "tashi", "password": PASSWORD, "shared": "on"}, **how)
    client.get("/my-account/", **how)
    return client


def test_every_answer_carries_the_headers_that_browsers_heed(tashi):
    client = signed_in()

    told = [client.get(page).headers for page in ("/my-account/", "/nothing/", SIGN_IN)]

    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    assert [{name: one.get(name) for name in wanted} for one in told] == [wanted] * 3
    assert {one["Content-Security-Policy"] for one in told} == {POLICY}


def test_every_page_says_what_it_is(tashi):
    client = signed_in()

    told = [client.get(page).headers["Content-Type"] for page in ("/my-account/", "/nothing/")]

    assert told == ["text/html; charset=utf-8"] * 2


def test_no_answer_opens_the_office_to_other_origins(tashi):
    answer = Client().get(SIGN_IN, headers={"Origin": "https://elsewhere.example"})

    assert [name for name in answer.headers if name.startswith("Access-Control")] == []


def test_over_https_every_cookie_belongs_to_this_host_alone(tashi, over_https):
    client = over_https()
    client.post("/language/", {"language": "en"}, secure=True)
    client.get(SIGN_IN, secure=True)

    signed_in(client, secure=True)

    cookies = client.cookies
    assert set(cookies) == {
        "__Host-csrftoken",
        "__Host-django_language",
        "__Host-doorstep_awake",
        "__Host-doorstep_known",
        "__Host-doorstep_shared",
        "__Host-sessionid",
    }
    assert {
        (one["secure"], one["httponly"], one["samesite"], one["path"], one["domain"])
        for one in cookies.values()
    } == {(True, True, "Lax", "/", "")}


def test_over_https_browsers_are_told_to_stay_there_for_a_year(tashi, over_https):
    answer = over_https().get(SIGN_IN, secure=True)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_form_without_our_token_changes_nothing(tashi):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(SIGN_IN, {"login": "tashi", "password": PASSWORD})

    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_what_people_type_is_text_on_the_page(tashi):
    tashi.name = "<img src=x onerror=alert(1)>"
    tashi.save()

    page = signed_in().get("/my-account/").text

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_signing_out_empties_what_the_browser_kept(tashi):
    client = signed_in()

    answer = client.post("/account/logout/")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Clear-Site-Data" not in client.get(SIGN_IN).headers


def test_a_session_that_was_ended_opens_nothing_any_more(tashi):
    client = signed_in()
    key = client.session.session_key
    client.post("/account/logout/")
    late = Client()
    late.cookies["sessionid"] = key

    assert late.get("/my-account/").url == f"{SIGN_IN}?next=/my-account/"


def test_what_is_said_after_an_act_waits_on_the_server(tashi):
    client = signed_in()

    client.post("/my-account/computer/", {"shared": "yes"})

    assert "messages" not in client.cookies


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_methods_no_screen_has_are_refused(tashi, method):
    answer = Client().generic(method, SIGN_IN)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("length", ["83886081", "99999999999999", "-1", "many"])
def test_what_is_larger_than_any_form_is_refused_unread(tashi, length):
    answer = Client(headers={"Accept-Language": "en"}).post(
        SIGN_IN, {"login": "tashi"}, CONTENT_LENGTH=length
    )

    assert answer.status_code == 413
    assert "A ledger is at most 64 MB" in answer.text


def test_confirming_oneself_gives_the_session_another_key(tashi):
    client = signed_in()
    before = client.session.session_key

    wrong = client.post("/account/reauthenticate/", {"password": "a guess"})
    between = client.session.session_key
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    assert (wrong.status_code, between) == (200, before)
    assert client.session.session_key != before
    assert client.get("/my-account/").status_code == 200


def test_unlocking_gives_the_session_another_key(tashi):
    client = signed_in()
    client.post("/lock/")
    before = client.session.session_key

    client.post("/lock/open/", {"secret": PASSWORD})

    assert client.session.session_key != before
    assert client.get("/my-account/").status_code == 200


@pytest.mark.parametrize("after", ["NaN", "2026-W99", "account_logout"])
def test_an_address_to_go_on_to_is_an_address_and_no_name_of_ours(tashi, after):
    client = signed_in()

    assert client.get("/lock/open/", {"next": after})["Location"] == after
    client.post("/lock/")
    opened = client.post("/lock/open/", {"secret": PASSWORD, "next": after})

    assert (opened.status_code, opened["Location"]) == (302, after)


def test_a_session_in_use_ends_with_the_second_day(tashi, monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 3, 11))
    client = signed_in()

    told = []
    for day in (12, 13):
        monkeypatch.setattr("doorstep.kit.clock.today", lambda day=day: date(2026, 3, day))
        told.append(client.get("/my-account/").status_code)

    assert told == [200, 302]


def test_an_account_that_is_switched_off_is_out_at_once(tashi):
    client = signed_in()
    tashi.is_active = False
    tashi.save()

    assert client.get("/my-account/").status_code == 302


@pytest.mark.parametrize(
    "page",
    [
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/generate/",
        "/account/password/set/",
    ],
)
def test_changes_to_signing_in_ask_for_the_password_first(tashi, page):
    answer = signed_in().get(page)

    assert answer.url.startswith("/account/reauthenticate/?next=%2Faccount%2F")


@pytest.fixture
def by_passkey_alone(tashi):
    """An account without a password; its recovery codes stand in for the passkey."""
    Authenticator.objects.create(user=tashi, type="webauthn", data={"name": "phone"})
    RecoveryCodes.activate(tashi)
    tashi.set_unusable_password()
    tashi.save()
    return tashi


def test_who_signs_in_by_passkey_alone_may_set_a_password(by_passkey_alone):
    client = Client()
    client.force_login(by_passkey_alone)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    led = client.get("/account/password/change/")
    asked = client.get(led.url)
    client.post("/account/2fa/reauthenticate/", {"code": code})
    page = client.get(led.url)
    client.post(led.url, {"password1": "six quiet new words", "password2": "six quiet new words"})

    by_passkey_alone.refresh_from_db()
    assert led.url == "/account/password/set/"
    assert asked.url.startswith("/account/2fa/reauthenticate/")
    assert "office/alone.html" in {template.name for template in page.templates}
    assert by_passkey_alone.check_password("six quiet new words")
    assert client.get("/my-account/").status_code == 200
    assert AuditEntry.objects.filter(act="set_password", by=by_passkey_alone).count() == 1


def test_who_has_a_password_sets_none_beside_the_present_one(tashi):
    client = signed_in()
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    assert client.get("/account/password/set/").url == "/account/password/change/"


def test_what_is_not_found_is_a_line_of_the_log_that_names_nobody(tashi, caplog):
    client = signed_in()

    with caplog.at_level(logging.WARNING, logger="django.request"):
        client.get("/households/%0aERROR%20forged/")

    assert [one.getMessage() for one in caplog.records] == [
        r"Not Found: /households/\nERROR forged/"
    ]


def test_an_error_of_ours_tells_the_reader_nothing_of_the_inside(tashi, monkeypatch):
    def broken(*_given):
        raise RuntimeError("secret inside")

    client = signed_in()
    client.raise_request_exception = False
    monkeypatch.setattr("doorstep.office.entry.my_account.live_sign_ins", broken)

    answer = client.get("/my-account/")

    assert answer.status_code == 500
    assert [
        word for word in ("secret inside", "RuntimeError", "Traceback") if word in answer.text
    ] == []


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("short one", False),
        ("password123", False),
        ("1234567890", False),
        ("tashi-tashi", False),
        ("doorstep2026", False),
        ("藏历新年那天下了很大的雪", True),
        ("all small letters and no figure", True),
        (" spaces before and after count ", True),
        ("long " * 13 + "words", True),
    ],
)
def test_length_and_lists_decide_over_a_password_and_nothing_else(tashi, password, is_taken):
    client = signed_in()
    given = {"oldpassword": PASSWORD, "password1": password, "password2": password}

    client.post("/account/password/change/", given)

    tashi.refresh_from_db()
    assert tashi.check_password(password) == is_taken


def test_password_fields_are_masked_and_helped_by_the_browser(tashi):
    page = signed_in().get("/account/password/change/").text

    fields = re.findall(r"<input[^>]*type=\"password\"[^>]*>", page)
    assert [re.search(r"autocomplete=\"([\w-]+)\"", one)[1] for one in fields] == [
        "current-password",
        "new-password",
        "new-password",
    ]


def test_the_product_hashes_passwords_with_argon2():
    made = runpy.run_path(f"{PRODUCT / 'settings.py'}")

    assert made["PASSWORD_HASHERS"][0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_a_page_asks_for_another_only_within_the_office(tashi):
    given = {"login": "tashi", "password": PASSWORD, "next": "https://elsewhere.example/"}

    answer = Client().post(SIGN_IN, given)

    assert answer.url == "/"
