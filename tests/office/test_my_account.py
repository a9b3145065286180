"""One's own account, and shared computers: sign-ins, PINs, the lock, the form behind it."""

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from doorstep.entry.actions.pins import set_pin
from doorstep.entry.actions.set_up import change_instance
from doorstep.entry.models import SignIn
from doorstep.kit import clock
from doorstep.people.choices import Role
from doorstep.people.rules import token_digest
from tests.factories import PASSWORD, make_account, make_need

PAGE = "/my-account/"
PIN = "314159"


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def tashi(cast):
    cast.tashi_account.set_password(PASSWORD)
    cast.tashi_account.save()
    return cast.tashi_account


@pytest.fixture
def client(tashi, today):
    return signed_in("tashi")


def signed_in(login, shared=True):
    client = Client()
    given = {"login": login, "password": PASSWORD} | ({"shared": "on"} if shared else {})
    client.post("/account/login/", given)
    client.get(PAGE)
    return client


def sleep(client):
    """Nobody used this browser for a while: the cookie that says so is too old."""
    del client.cookies["doorstep_awake"]


def browser_of(client) -> str:
    kept = signing.loads(client.cookies["doorstep_shared"].value, salt="doorstep_shared")
    return token_digest(kept)


def test_the_page_shows_days_and_no_hour(client, today):
    page = client.get(PAGE, headers={"User-Agent": "Firefox Linux"})

    (row,) = page.context["sign_ins"]
    assert (row.first_on, row.last_on) == (today, today)
    assert f"{clock.now():%H:%M}" not in page.text


def test_another_computer_is_signed_out(tashi, client, today):
    other = signed_in("tashi", shared=False)
    row = SignIn.objects.exclude(pk=client.session["sign_in"]).get()

    client.post(reverse("office:sign-in-end", args=[row.pk]))

    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).url == f"/account/login/?next={PAGE}"


def test_every_other_computer_is_signed_out(tashi, client):
    others = [signed_in("tashi") for _ in range(2)]

    client.post(reverse("office:sign-ins-end"))

    assert client.get(PAGE).status_code == 200
    assert [one.get(PAGE).status_code for one in others] == [302, 302]


def test_a_changed_password_ends_the_other_sign_ins(tashi, client):
    other = signed_in("tashi")
    given = {"oldpassword": PASSWORD, "password1": "six more quiet words",
             "password2": "six more quiet words"}  # fmt: skip

    answer = client.post("/account/password/change/", given)

    tashi.refresh_from_db()
    assert answer.url == PAGE
    assert tashi.check_password("six more quiet words")
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302
    assert SignIn.objects.filter(account=tashi, ended_on=None).count() == 1


def test_a_password_is_not_changed_without_the_present_one(tashi, client):
    given = {"oldpassword": "a guess", "password1": "six more quiet words",
             "password2": "six more quiet words"}  # fmt: skip

    client.post("/account/password/change/", given)

    tashi.refresh_from_db()
    assert tashi.check_password(PASSWORD)


def test_signing_out_ends_the_sign_in(tashi, client, today):
    client.post("/account/logout/")

    assert SignIn.objects.get(account=tashi).ended_on == today


def test_a_computer_of_ones_own_does_not_lock(tashi, today):
    client = signed_in("tashi", shared=False)

    assert "doorstep_awake" not in client.cookies
    assert client.get(PAGE).status_code == 200


def test_a_shared_computer_locks_and_opens_with_the_password(method, client):
    sleep(client)

    locked = client.get("/households/")
    wrong = client.post("/lock/open/", {"secret": "a guess", "next": "/households/"})
    still = client.get("/households/")
    right = client.post("/lock/open/", {"secret": PASSWORD, "next": "/households/"})

    assert locked.url == "/lock/open/?next=%2Fhouseholds%2F"
    assert (wrong.status_code, still.status_code) == (422, 302)
    assert right.url == "/households/"
    assert client.get("/households/").status_code == 200


def test_an_awake_cookie_grows_too_old(client, monkeypatch):
    later = time.time() + 601
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert client.get("/households/").status_code == 302


def test_the_awake_cookie_of_another_sign_in_does_not_count(tashi, client):
    other = signed_in("tashi")
    client.cookies["doorstep_awake"] = other.cookies["doorstep_awake"].value

    assert client.get("/households/").status_code == 302


def test_a_pin_opens_the_lock(client):
    client.post("/my-account/pin/", {"pin": PIN})
    client.post("/lock/", {"next": "/households/"})

    answer = client.post("/lock/open/", {"secret": PIN, "next": "/households/"})

    assert answer.url == "/households/"


def test_five_wrong_pins_leave_the_password(client):
    client.post("/my-account/pin/", {"pin": PIN})
    client.post("/lock/", {})
    for _ in range(5):
        client.post("/lock/open/", {"secret": "271828"})

    pin = client.post("/lock/open/", {"secret": PIN})
    password = client.post("/lock/open/", {"secret": PASSWORD})

    assert (pin.status_code, password.status_code) == (422, 302)


def test_the_lock_leads_nowhere_outside(client):
    client.post("/lock/", {})

    answer = client.post("/lock/open/", {"secret": PASSWORD, "next": "https://evil.example/"})

    assert answer.url == "/"


def test_a_form_sent_while_locked_is_shown_again_and_saved(cast, method, client):
    need = make_need(cast.a, owner=cast.tashi)
    address = reverse("office:need-note", args=[need.pk])
    given = {"text": "门口的路塌了"}
    sleep(client)

    locked = client.post(address, given)
    kept = locked.context["form"]["kept"].value()
    before = need.steps.filter(text="门口的路塌了").count()
    again = client.post("/lock/open/", {"secret": PASSWORD, "kept": kept})
    client.post(again.context["kept"]["path"], dict(again.context["kept"]["pairs"]))

    assert (locked.status_code, before) == (423, 0)
    assert "门口的路塌了" not in locked.text
    assert (again.context["kept"]["path"], again.context["kept"]["pairs"]) == (
        address,
        [["text", "门口的路塌了"]],
    )
    assert need.steps.filter(text="门口的路塌了").count() == 1


def test_a_kept_form_is_for_who_sent_it_and_for_an_hour(cast, tashi, client, monkeypatch):
    sleep(client)
    kept = client.post("/needs/new/", {"text": "x"}).context["form"]["kept"].value()
    cast.coordinator.set_password(PASSWORD)
    cast.coordinator.save()
    other = signed_in("drolma")
    other.post("/lock/", {})

    strange = other.post("/lock/open/", {"secret": PASSWORD, "kept": kept})
    changed = client.post("/lock/open/", {"secret": PASSWORD, "kept": kept[:-2] + "xx"})
    client.post("/lock/", {})
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: later)
    late = client.post("/lock/open/", {"secret": PASSWORD, "kept": kept})

    assert [one.status_code for one in (strange, changed, late)] == [302, 302, 302]


def test_a_password_sent_while_locked_is_not_kept(client):
    sleep(client)

    locked = client.post("/account/password/change/", {"oldpassword": PASSWORD})

    assert locked.context["form"]["kept"].value() == ""


def test_another_person_switches_in_with_their_pin(cast, tashi, client, today):
    drolma = cast.coordinator
    set_pin(drolma, browser_of(client), PIN, by=drolma, on=today)
    page = client.get("/households/")

    wrong = client.post("/lock/switch/", {"who": drolma.pk, "pin": "271828"})
    still = client.session["_auth_user_id"]
    client.post("/lock/switch/", {"who": drolma.pk, "pin": PIN})

    assert f"/lock/switch/?who={drolma.pk}" in page.text
    assert (wrong.status_code, still) == (422, str(tashi.pk))
    assert client.session["_auth_user_id"] == str(drolma.pk)
    assert SignIn.objects.get(account=tashi).ended_on == today


def test_who_came_in_by_pin_sets_no_pin(cast, client, today):
    drolma = cast.coordinator
    set_pin(drolma, browser_of(client), PIN, by=drolma, on=today)
    client.post("/lock/switch/", {"who": drolma.pk, "pin": PIN})

    answer = client.post("/my-account/pin/", {"pin": "271828"})

    assert answer.url == PAGE
    assert not drolma.pins.get().pin_hash.endswith("271828")


def test_a_pin_of_one_browser_opens_no_other(cast, tashi, client, today):
    client.post("/my-account/pin/", {"pin": PIN})

    answer = Client().post("/lock/switch/", {"who": tashi.pk, "pin": PIN})

    assert answer.url == "/"


def test_the_sign_in_page_of_a_shared_computer_names_who_has_a_pin(tashi, client):
    client.post("/my-account/pin/", {"pin": PIN})
    client.post("/account/logout/")

    page = client.get("/account/login/")
    client.post("/lock/switch/", {"who": tashi.pk, "pin": PIN})

    assert "扎西" in page.text
    assert client.session["_auth_user_id"] == str(tashi.pk)


def test_a_computer_is_marked_and_unmarked(tashi, today):
    client = signed_in("tashi", shared=False)
    client.post("/my-account/computer/", {"shared": "yes"})
    marked = client.get(PAGE)
    client.post("/my-account/pin/", {"pin": PIN})

    client.post("/my-account/computer/", {"shared": "no"})

    assert marked.status_code == 200
    assert marked.context["is_shared"]
    assert tashi.pins.count() == 0
    assert not client.get(PAGE).context["is_shared"]


def test_htmx_is_led_to_the_lock(client):
    sleep(client)

    answer = client.get(
        "/households/", headers={"HX-Request": "true", "HX-Current-URL": "/visits/"}
    )

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        423,
        "/lock/open/?next=%2Fvisits%2F",
    )


def test_a_role_that_owes_a_second_factor_is_led_to_set_it_up(cast, today):
    admin = make_account("admin", password=PASSWORD, roles=[(Role.ADMINISTRATOR, cast.county)])
    change_instance(asks_second_factor=True, by=admin, on=today)
    client = signed_in("admin")

    led = client.get("/people/")
    own = client.get(PAGE)
    admin.authenticator_set.create(type="totp", data={"secret": "x"})
    free = client.get("/people/")

    assert led.url == PAGE
    assert (own.status_code, free.status_code) == (200, 200)
