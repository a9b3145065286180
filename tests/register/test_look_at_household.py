"""Who looked at a household: told once a day, with the right it was seen by."""

from datetime import date, timedelta

import pytest

from doorstep.people.choices import Role
from doorstep.people.models import AuditEntry
from doorstep.people.queries import Look, looks_at
from doorstep.register.actions import grant_access, look_at_household
from doorstep.register.choices import AccessVia
from doorstep.register.queries import why_seen
from doorstep.sync.models import RosterImport
from doorstep.sync.queries import later_rows
from tests.factories import DAY

LATER = DAY + timedelta(days=1)


def test_a_look_is_told_once_a_day_of_each_account(cast):
    for on in (DAY, DAY, LATER):
        look_at_household(cast.a, by=cast.coordinator, on=on)
    look_at_household(cast.a, by=cast.tashi_account, on=DAY)

    assert looks_at(cast.a.pk) == [
        Look("卓玛", "coordinator", (LATER, DAY)),
        Look("扎西", "pairing", (DAY,)),
    ]
    assert looks_at(cast.b.pk) == []


def test_a_look_that_is_told_already_asks_once(cast, django_assert_num_queries):
    look_at_household(cast.a, by=cast.coordinator, on=DAY)

    with django_assert_num_queries(1):
        look_at_household(cast.a, by=cast.coordinator, on=DAY)


def test_a_look_names_the_right_it_was_seen_by(cast):
    grant_access(cast.a, via=AccessVia.ESCALATION, role=Role.TOWN, from_on=DAY, by=cast.coordinator)

    seen = {
        account.login: why_seen(account, cast.a, DAY)
        for account in (cast.coordinator, cast.tashi_account, cast.town_account, cast.second)
    }

    assert seen == {
        "drolma": "coordinator",
        "tashi": "pairing",
        "town": "escalation",
        "gesang": "decides_categories",
    }


@pytest.mark.parametrize(("from_on", "via"), [(LATER, "pairing"), (date(2026, 3, 1), "stand_in")])
def test_of_several_rights_the_earliest_is_named(cast, from_on, via):
    grant_access(
        cast.a, via=AccessVia.STAND_IN, helper=cast.tashi, from_on=from_on, by=cast.coordinator
    )

    assert why_seen(cast.tashi_account, cast.a, LATER) == via


def test_looking_keeps_no_import_from_being_undone(cast):
    done = RosterImport.objects.create(
        place=cast.caoba,
        filename="x.xlsx",
        on=DAY,
        by=cast.coordinator,
        first_entry=AuditEntry.objects.last().serial + 1,
        last_entry=AuditEntry.objects.last().serial,
    )
    done.changes.create(
        act="changed", model="register.household", row_id=cast.a.pk, household_id=cast.a.pk, order=1
    )

    look_at_household(cast.a, by=cast.coordinator, on=DAY)

    assert later_rows(done) == ([], [])
