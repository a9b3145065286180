"""Sign-ins and PINs: days alone, ended one by one, dead after five tries."""

from datetime import timedelta

import pytest
from django.db import models

from doorstep.entry.actions.pins import EasyPin, NoPin, drop_pin, set_pin, try_pin
from doorstep.entry.actions.set_up import change_instance
from doorstep.entry.actions.sign_ins import end_sign_in, end_sign_ins, open_sign_in, see_sign_in
from doorstep.entry.models import Invitation, Pin, SignIn
from doorstep.entry.queries import live_pins, live_sign_ins, needs_second_factor
from doorstep.people.choices import Role
from tests.factories import DAY, make_account

TOMORROW = DAY + timedelta(days=1)
HERE, THERE = "a" * 64, "b" * 64


@pytest.fixture
def tashi(db):
    return make_account("tashi")


def test_no_table_of_signing_in_holds_an_hour_or_an_address():
    fields = [one for model in (SignIn, Pin, Invitation) for one in model._meta.concrete_fields]

    assert [one.name for one in fields if isinstance(one, models.DateTimeField)] == []
    assert [one.name for one in fields if isinstance(one, models.GenericIPAddressField)] == []


def test_a_sign_in_knows_its_first_and_last_day(tashi):
    sign_in = open_sign_in(tashi, user_agent="Firefox Linux", by=tashi, on=DAY)

    see_sign_in(sign_in, by=tashi, on=TOMORROW)

    sign_in.refresh_from_db()
    assert (sign_in.first_on, sign_in.last_on) == (DAY, TOMORROW)
    assert sign_in.device == "Firefox · Linux"


def test_what_is_older_than_thirty_days_is_forgotten(tashi):
    open_sign_in(tashi, user_agent="", by=tashi, on=DAY)

    open_sign_in(tashi, user_agent="", by=tashi, on=DAY + timedelta(days=31))

    assert tashi.sign_ins.count() == 1


def test_sign_ins_end_one_by_one_or_all_but_one(tashi):
    one, two, three = (open_sign_in(tashi, user_agent="", by=tashi, on=DAY) for _ in range(3))
    set_pin(tashi, HERE, "314159", by=tashi, on=DAY)

    end_sign_in(one, by=tashi, on=DAY)
    count = end_sign_ins(tashi, by=tashi, on=DAY, but=two.pk)

    assert count == 1
    assert list(live_sign_ins(tashi, DAY)) == [two]
    assert three not in live_sign_ins(tashi, DAY)
    assert tashi.pins.count() == 0


@pytest.mark.parametrize(
    ("pin", "problem"), [("31415", NoPin), ("secret", NoPin), ("111111", EasyPin)]
)
def test_a_bad_pin_is_refused(tashi, pin, problem):
    with pytest.raises(problem):
        set_pin(tashi, HERE, pin, by=tashi, on=DAY)


def test_a_pin_opens_one_browser_on_one_day(tashi):
    set_pin(tashi, HERE, "314159", by=tashi, on=DAY)

    assert try_pin(tashi.pk, HERE, "314159", on=DAY) == tashi
    assert try_pin(tashi.pk, THERE, "314159", on=DAY) is None
    assert try_pin(tashi.pk, HERE, "314159", on=TOMORROW) is None
    assert try_pin(tashi.pk, HERE, "271828", on=DAY) is None


def test_the_fifth_wrong_try_kills_a_pin(tashi):
    set_pin(tashi, HERE, "314159", by=tashi, on=DAY)
    for _ in range(4):
        try_pin(tashi.pk, HERE, "271828", on=DAY)
    still = live_pins(HERE, DAY).count()

    try_pin(tashi.pk, HERE, "271828", on=DAY)

    assert (still, live_pins(HERE, DAY).count()) == (1, 0)
    assert try_pin(tashi.pk, HERE, "314159", on=DAY) is None


def test_a_right_pin_gives_the_tries_back(tashi):
    set_pin(tashi, HERE, "314159", by=tashi, on=DAY)
    for pin in ("271828", "271828", "314159", "271828", "271828", "271828", "271828"):
        try_pin(tashi.pk, HERE, pin, on=DAY)

    assert try_pin(tashi.pk, HERE, "314159", on=DAY) == tashi


def test_a_dropped_pin_is_gone_and_is_stored_hashed(tashi):
    row = set_pin(tashi, HERE, "314159", by=tashi, on=DAY)
    drop_pin(tashi, HERE, by=tashi, on=DAY)

    assert "314159" not in row.pin_hash
    assert live_pins(HERE, DAY).count() == 0


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("town_account", True),
        ("auditor", True),
        ("second", True),  # releases exports
        ("coordinator", False),
        ("tashi_account", False),
    ],
)
def test_the_instance_asks_some_roles_for_a_second_factor(cast, who, asked):
    account = getattr(cast, who)
    before = needs_second_factor(account, DAY)
    change_instance(asks_second_factor=True, by=account, on=DAY)

    assert (before, needs_second_factor(account, DAY)) == (False, asked)


def test_an_administrator_is_asked_too(cast):
    admin = make_account("admin", roles=[(Role.ADMINISTRATOR, cast.county)])
    change_instance(asks_second_factor=True, by=admin, on=DAY)

    assert needs_second_factor(admin, DAY)
