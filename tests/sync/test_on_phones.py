"""On whose phones a household is: told from rows there are, and no look of anybody is counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.register.actions import end_access, grant_access
from doorstep.rights.queries.copy import copy_of
from doorstep.sync.actions import give_device, revoke_device, see_device
from doorstep.sync.queries import on_phones
from tests.factories import DAY

LATER, LAST = DAY + timedelta(days=10), DAY + timedelta(days=20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast):
    """phone(seen, kind): a phone of the helper that household a stands with."""

    def given(seen, kind="field", helper=cast.tashi, on=DAY):
        device, _token = give_device(helper, kind=kind, name="手机", by=cast.coordinator, on=on)
        for day in seen:
            see_device(device, day)
        return device

    return given


@pytest.fixture
def listed(cast):
    """The access by which household a stands on its helper's list, from the first day on."""
    cast.a.access.filter(helper=cast.tashi).delete()
    return grant_access(cast.a, via="pairing", helper=cast.tashi, from_on=DAY, by=cast.coordinator)


def told(household):
    return [(one.who, one.from_on, one.until_on) for one in on_phones(household)]


def test_it_is_on_the_phone_since_the_phone_and_the_list_were_there(cast, phone, listed):
    phone([LATER], on=DAY + timedelta(days=3))

    assert told(cast.a) == [("扎西", DAY + timedelta(days=3), None)]
    assert told(cast.c) == []


def test_a_phone_that_never_called_holds_nothing(cast, phone, listed):
    phone([])

    assert told(cast.a) == []


def test_one_that_called_before_the_household_was_on_the_list_does_not_hold_it(cast, phone):
    cast.a.access.filter(helper=cast.tashi).delete()
    phone([DAY])
    grant_access(cast.a, via="pairing", helper=cast.tashi, from_on=LATER, by=cast.coordinator)

    assert told(cast.a) == []


@pytest.mark.parametrize(("seen", "until"), [([DAY], None), ([DAY, LAST], LATER)])
def test_off_the_list_it_is_gone_with_the_next_call(cast, phone, listed, seen, until):
    phone(seen)
    end_access(listed, by=cast.coordinator, on=LATER)

    assert told(cast.a) == [("扎西", DAY, until)]


@pytest.mark.parametrize(
    ("kind", "wipe", "seen", "until"),
    [
        ("field", True, [DAY, LAST], LATER),
        ("field", True, [DAY], None),  # lost: nobody knows
        ("field", False, [DAY, LAST], None),  # gets nothing more, keeps what it has
        ("collect", True, [DAY, LAST], None),  # cannot be wiped from here
    ],
)
def test_a_phone_that_is_shut_out_holds_it_until_it_was_told_to_wipe(
    cast, phone, listed, kind, wipe, seen, until
):
    device = phone(seen[:1], kind)
    revoke_device(device, by=cast.coordinator, on=LATER, wipe=wipe)
    for day in seen[1:]:
        see_device(device, day)

    assert told(cast.a) == [("扎西", DAY, until)]


def test_several_phones_are_told_once_and_no_day_of_a_call_is_told(cast, phone, listed):
    phone([DAY, LATER])
    phone([LAST], "collect")

    assert told(cast.a) == [("扎西", DAY, None)]


def test_a_list_by_a_sealed_grant_is_not_told(cast, phone):
    cast.a.access.filter(helper=cast.tashi).delete()
    grant_access(cast.a, via="sealed", helper=cast.tashi, from_on=DAY, by=cast.coordinator)
    phone([LATER])

    assert told(cast.a) == []


def test_the_household_reads_it_on_its_record_and_its_copy(cast, phone, listed, method, client):
    phone([LATER])
    cast.coordinator.language = "en"
    cast.coordinator.save()
    client.force_login(cast.coordinator)

    page = client.get(reverse("office:household-record", args=[cast.a.pk]))
    [part] = [one for one in copy_of(cast.a, None, LAST).sections if one.key == "phones"]

    assert "on the phone of its helper" in page.text
    assert "since 2 March 2026" in page.text
    assert date(2026, 3, 12) not in [value for row in part.rows for value in row]
    assert len(part.rows) == 1
