"""The cast: two teams, three helpers, five households, and the accounts round them."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.register import actions as register
from doorstep.register.choices import AccessVia
from tests.factories import (
    DAY,
    adopt_method,
    make_account,
    make_group,
    make_helper,
    make_household,
    make_member,
    make_place,
    team_of,
)


@dataclass
class Cast:
    """Caoba has households a, b, c and the helpers Tashi and Pema; Xiagou d, e and Lhamo.

    Tashi sees a and b, Pema c, Lhamo d; nobody is paired with e. All began on `day`.
    """

    day: Any
    county: Any
    town: Any
    caoba: Any
    xiagou: Any
    caoba_team: Any
    xiagou_team: Any
    coordinator: Any  # of Caoba
    second: Any  # decides categories and releases exports at Caoba
    other_coordinator: Any  # of Xiagou
    town_account: Any
    auditor: Any
    tashi_account: Any
    tashi: Any
    pema: Any
    lhamo: Any
    a: Any
    b: Any
    c: Any
    d: Any
    e: Any

    @property
    def households(self):
        return (self.a, self.b, self.c, self.d, self.e)


def make_cast() -> Cast:
    county = make_place("mozhu", kind=PlaceKind.COUNTY, name="墨竹县")
    town = make_place("riduo", kind=PlaceKind.TOWN, name="日多乡", parent=county)
    caoba = make_place("caoba", name="草坝村", parent=town)
    xiagou = make_place("xiagou", name="下沟村", parent=town)
    tashi_account = make_account("tashi", name="扎西")
    tashi = make_helper(caoba, "扎西", account=tashi_account)
    pema, lhamo = make_helper(caoba, "白玛"), make_helper(xiagou, "拉姆")
    first, second_group = make_group(caoba, "一组"), make_group(caoba, "二组")
    gully = make_group(xiagou, "沟口组")
    a = make_household(caoba, "A-001", head="央金", group=first, phone="19900000001")
    b = make_household(caoba, "A-002", head="巴桑", group=first)
    c = make_household(caoba, "A-003", head="次仁", group=second_group)
    d = make_household(xiagou, "X-001", head="德吉", group=gully)
    e = make_household(xiagou, "X-002", head="尼玛", group=gully)
    make_member(a, "旦增", birth_year=1996, birth_month=5, able_to_work=True)
    make_member(a, "洛桑", birth_year=2019, birth_month=8, at_school=True)
    made = Cast(
        day=DAY,
        county=county,
        town=town,
        caoba=caoba,
        xiagou=xiagou,
        caoba_team=team_of(caoba),
        xiagou_team=team_of(xiagou),
        coordinator=make_account("drolma", name="卓玛", roles=[(Role.COORDINATOR, caoba)]),
        second=make_account(
            "gesang",
            name="格桑",
            duties=[(Duty.DECIDES_CATEGORIES, caoba), (Duty.EXPORTS_REGISTER, caoba)],
        ),
        other_coordinator=make_account("wangmo", name="旺姆", roles=[(Role.COORDINATOR, xiagou)]),
        town_account=make_account("town", name="乡干部", roles=[(Role.TOWN, town)]),
        auditor=make_account("auditor", name="审计员", roles=[(Role.AUDITOR, town)]),
        tashi_account=tashi_account,
        tashi=tashi,
        pema=pema,
        lhamo=lhamo,
        a=a,
        b=b,
        c=c,
        d=d,
        e=e,
    )
    for household, helper in ((a, tashi), (b, tashi), (c, pema), (d, lhamo)):
        register.grant_access(
            household, via=AccessVia.PAIRING, from_on=DAY, helper=helper, by=made.coordinator
        )
    return made


def is_transactional(item: pytest.Item) -> bool:
    """The test commits its rows, so that no rows may lie under it in an open transaction."""
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return (
        "live_server" in names
        or "transactional_db" in names
        or bool(marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
    )


@contextmanager
def lying_under(request: pytest.FixtureRequest, blocker: Any, make: Any) -> Iterator[Any]:
    """What `make` answers, its rows lying under all tests of a module until the module ends.

    None for a module with transactional tests: these make the rows themselves.
    """
    here = request.node.path
    if any(is_transactional(item) for item in request.session.items if item.path == here):
        yield None
        return
    layer = transaction.atomic()
    layer._from_testcase = True  # so that a durable block inside a test is not refused
    with blocker.unblock():
        layer.__enter__()
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            layer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def cast_rows(request, django_db_setup, django_db_blocker):
    with lying_under(request, django_db_blocker, make_cast) as made:
        yield made


@pytest.fixture(scope="module")
def method_rows(request, cast_rows, django_db_blocker):
    def make():
        return adopt_method(cast_rows.caoba, cast_rows.xiagou)

    with lying_under(request, django_db_blocker, make) as made:
        yield made


@pytest.fixture
def cast(cast_rows, db):
    return deepcopy(cast_rows) or make_cast()


@pytest.fixture
def method(method_rows, cast):
    """The shipped method, followed by both villages of the cast."""
    return deepcopy(method_rows) or adopt_method(cast.caoba, cast.xiagou)
