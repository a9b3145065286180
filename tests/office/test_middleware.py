"""What every request goes through: language, signing in, not found, nothing kept."""

import pytest
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import translation

from doorstep.kit.errors import NotVisible
from doorstep.office.middleware import NOT_SAVED
from doorstep.people.models import AuditEntry
from tests.factories import make_account


def speak(request):
    return HttpResponse(translation.get_language())


def hide(request):
    raise NotVisible


urlpatterns = [path("speak/", speak), path("hide/", hide), path("", include("doorstep.urls"))]
SIGN_IN = "/account/login/"


@pytest.fixture
def tashi(db):
    return make_account("tashi", password="prayer flags on the pass")


@pytest.mark.parametrize(
    ("browser", "cookie", "spoken"),
    [
        ("", None, "zh-hans"),
        ("fr-CH, fr;q=0.9", None, "zh-hans"),
        ("en-GB,en;q=0.7", None, "en"),
        ("en-GB,en;q=0.7", "zh-hans", "zh-hans"),
        ("zh-CN", "en", "en"),
        ("zh-CN", "xx", "zh-hans"),
    ],
)
def test_a_stranger_reads_the_cookies_language_else_the_browsers(db, browser, cookie, spoken):
    client = Client(headers={"Accept-Language": browser})
    if cookie:
        client.cookies["django_language"] = cookie

    answer = client.get(SIGN_IN)

    assert answer.headers["Content-Language"] == spoken


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_an_account_reads_its_own_language(tashi, language):
    tashi.language = language
    tashi.save()
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(tashi)

    answer = client.get("/speak/")

    assert answer.text == language
    assert translation.get_language() == "zh-hans"


@pytest.mark.urls(__name__)
def test_what_may_not_be_seen_is_not_found(tashi):
    client = Client()
    client.force_login(tashi)

    answer = client.get("/hide/")

    assert answer.status_code == 404


@pytest.mark.urls(__name__)
def test_a_stranger_is_sent_to_sign_in_before_anything_is_looked_up(db):
    answer = Client().get("/hide/")

    assert (answer.status_code, answer.url) == (302, f"{SIGN_IN}?next=/hide/")


@pytest.mark.urls(__name__)
def test_no_browser_keeps_what_was_shown_to_somebody(tashi):
    client = Client()
    client.force_login(tashi)

    answer = client.get("/speak/")

    assert answer.headers["Cache-Control"] == "private, no-store"


def test_every_answer_forbids_foreign_and_inline_script(db):
    policy = Client().get(SIGN_IN).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_guessing_a_password_is_stopped_after_five_tries(tashi):
    cache.clear()
    client = Client()
    for _ in range(5):
        client.post(SIGN_IN, {"login": "tashi", "password": "a guess"})

    answer = client.post(SIGN_IN, {"login": "tashi", "password": "prayer flags on the pass"})

    cache.clear()
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_servers_cache_holds_times_of_tries_alone(tashi, monkeypatch):
    kept, store = {}, caches["default"]
    monkeypatch.setattr(store, "set", lambda key, value, *rest, **more: kept.update({key: value}))
    client = Client()

    client.post(SIGN_IN, {"login": "tashi", "password": "a guess"})
    client.force_login(tashi)
    for name in ("households", "visits", "needs"):
        client.get(reverse(f"office:{name}"))

    assert kept
    assert {type(moment) for moments in kept.values() for moment in moments} == {float}
    assert [key for key in kept if "tashi" in key] == []


def test_a_login_name_is_read_without_regard_to_capitals(tashi):
    cache.clear()
    client = Client()

    client.post(SIGN_IN, {"login": "Tashi", "password": "prayer flags on the pass"})

    assert client.session["_auth_user_id"] == str(tashi.pk)


@pytest.mark.parametrize("sent", [{"get": {"q": "a\0"}}, {"post": {"note": "a\0b"}}])
def test_a_nul_character_is_refused_before_it_reaches_a_row(tashi, sent):
    client = Client()
    client.force_login(tashi)

    told = [getattr(client, verb)("/search/", given).status_code for verb, given in sent.items()]

    assert told == [400]


def test_changing_ones_password_is_in_the_trail(tashi):
    tashi.set_password("old words on the pass")
    tashi.save()
    client = Client()
    client.force_login(tashi)

    client.post(
        "/account/password/change/",
        {
            "oldpassword": "old words on the pass",
            "password1": "new words on the pass",
            "password2": "new words on the pass",
        },
    )

    acts = AuditEntry.objects.filter(act="set_password", by=tashi, subject_id=str(tashi.pk))
    assert acts.count() == 1


def test_who_signs_in_on_the_way_to_saving_is_told_that_nothing_was_saved(tashi):
    client = Client()
    client.force_login(tashi)

    told = client.get("/plans/propose/", headers={"accept-language": "en"})

    assert told.status_code == 405
    assert told["Allow"] == "POST"
    assert str(NOT_SAVED) in told.content.decode()
