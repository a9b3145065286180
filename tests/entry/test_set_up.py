"""The first day of an instance: a link that works once, for a day."""

from datetime import timedelta

import pytest

from doorstep.entry.actions.set_up import (
    FirstPlace,
    NoFirstPlace,
    SetUpAlready,
    make_set_up_link,
    set_up,
)
from doorstep.entry.models import Instance, SetUpLink
from doorstep.entry.queries import get_set_up_link, is_set_up
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.people.actions import system_account
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import AuditEntry, Place
from doorstep.people.queries import has_role
from tests.factories import DAY, PASSWORD, make_account

pytestmark = pytest.mark.django_db
PLACES = [
    FirstPlace(PlaceKind.COUNTY, "墨竹县", "mozhu"),
    FirstPlace(PlaceKind.TOWN, "", ""),
    FirstPlace(PlaceKind.VILLAGE, "草坝村", "caoba"),
]


def link():
    token = make_set_up_link(by=system_account(), now=clock.now())
    return token, get_set_up_link(token, clock.now())


def use(row, places=PLACES):
    return set_up(
        row, deployer="county", places=places, login="drolma", name="卓玛", password=PASSWORD,
        coordinates=True, language="zh-hans", by=system_account(), on=DAY,
    )  # fmt: skip


def test_set_up_makes_the_places_and_the_first_account():
    _token, row = link()

    account = use(row)

    county, village = Place.objects.get(code="mozhu"), Place.objects.get(code="caoba")
    assert village.parent == county
    assert has_role(account, Role.ADMINISTRATOR, county, DAY)
    assert has_role(account, Role.COORDINATOR, village, DAY)
    assert not has_role(account, Role.COORDINATOR, county, DAY)
    assert Instance.objects.get().deployer == "county"
    assert AuditEntry.objects.filter(act="set_up", by=account).count() == 1


def test_the_token_stands_nowhere_in_the_database():
    token, row = link()

    assert len(token) >= 43
    assert token not in (row.token_hash, f"{row.pk}")


def test_a_link_works_for_a_day():
    token, _row = link()
    later = clock.now() + timedelta(hours=24, seconds=1)

    with pytest.raises(NotVisible):
        get_set_up_link(token, later)


def test_a_second_link_ends_the_first():
    first, _row = link()
    link()

    with pytest.raises(NotVisible):
        get_set_up_link(first, clock.now())
    assert SetUpLink.objects.count() == 1


def test_once_somebody_can_sign_in_set_up_is_over_for_good():
    token, row = link()
    account = make_account("tashi", password=PASSWORD)
    account.is_active = False
    account.save()

    assert is_set_up()
    with pytest.raises(NotVisible):
        get_set_up_link(token, clock.now())
    with pytest.raises(SetUpAlready):
        use(row)
    with pytest.raises(SetUpAlready):
        make_set_up_link(by=system_account(), now=clock.now())


def test_accounts_without_a_password_do_not_end_set_up():
    make_account("tashi", password=None)

    assert not is_set_up()


def test_without_a_place_nothing_is_made():
    _token, row = link()
    nowhere = [FirstPlace(PlaceKind.VILLAGE, "", "")]

    with pytest.raises(NoFirstPlace):
        use(row, nowhere)

    assert not is_set_up()
    assert SetUpLink.objects.get().used_on is None
