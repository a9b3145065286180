from datetime import timedelta

import pytest

from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register.actions import (
    add_household,
    change_household,
    close_household,
    reopen_household,
)
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.actions.households import (
    GroupOfAnotherVillage,
    HeadMissing,
    HouseholdCodeTaken,
    PhoneUnreadable,
    TooManyHelpersWanted,
)
from doorstep.register.models import Household


def test_a_household_code_is_used_once_in_a_village(cast):
    with pytest.raises(HouseholdCodeTaken):
        add_household(cast.caoba, code=" A-001", head="卓玛", by=cast.coordinator, on=cast.day)


def test_two_villages_may_use_the_same_code(cast):
    household = add_household(
        cast.xiagou, code="A-001", head="卓玛", by=cast.other_coordinator, on=cast.day
    )

    assert household.code == "A-001"


def test_a_household_without_a_head_is_refused(cast):
    with pytest.raises(HeadMissing) as refused:
        add_household(cast.caoba, code="A-9", head=" ", by=cast.coordinator, on=cast.day)

    assert "A-9" in str(refused.value)


def test_a_change_names_the_fields_and_writes_one_entry(cast):
    before = AuditEntry.objects.count()

    changed = change_household(
        cast.a, phone="19900000009", note="", by=cast.coordinator, on=cast.day
    )

    assert changed == ["phone"]
    entry = AuditEntry.objects.last()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.act, entry.detail) == ("change_household", {"fields": ["phone"]})
    assert (entry.household_id, entry.place) == (cast.a.pk, cast.caoba)


def test_two_who_had_the_same_page_raise_the_version_twice(cast):
    one, other = (Household.objects.get(pk=cast.a.pk) for _ in range(2))

    change_household(one, phone="19900000009", by=cast.coordinator, on=cast.day)
    change_household(other, note="门前修路", by=cast.coordinator, on=cast.day)

    cast.a.refresh_from_db()
    assert (cast.a.phone, cast.a.note, cast.a.version) == ("19900000009", "门前修路", 3)


def test_the_same_values_again_change_nothing(cast):
    change_household(cast.a, phone="19900000001", by=cast.coordinator, on=cast.day)

    cast.a.refresh_from_db()
    assert cast.a.version == 1


def test_a_change_reaches_the_helpers_list(cast):
    change_household(cast.a, note="门前修路", by=cast.coordinator, on=cast.day)

    before = cast.tashi.caseload_revision
    cast.tashi.refresh_from_db()
    cast.pema.refresh_from_db()
    assert cast.tashi.caseload_revision > before
    assert cast.pema.caseload_revision == 1  # its one access was granted


def test_no_household_asks_for_more_than_three_helpers(cast):
    with pytest.raises(TooManyHelpersWanted):
        change_household(cast.a, helpers_wanted=4, by=cast.coordinator, on=cast.day)


def test_a_group_stays_in_its_village(cast):
    with pytest.raises(GroupOfAnotherVillage):
        change_household(cast.a, group=cast.d.group, by=cast.coordinator, on=cast.day)


def test_a_closed_household_ends_the_access_to_it_and_takes_no_change(cast):
    day = cast.day + timedelta(days=9)

    close_household(cast.a, because="moved", by=cast.coordinator, on=day)

    assert [access.until_on for access in cast.a.access.all()] == [day]
    with pytest.raises(HouseholdClosedAlready):
        change_household(cast.a, phone="", by=cast.coordinator, on=day)
    with pytest.raises(HouseholdClosedAlready):
        close_household(cast.a, because="moved", by=cast.coordinator, on=day)


def test_a_household_that_comes_back_is_active_again(cast):
    close_household(cast.a, because="moved", by=cast.coordinator, on=cast.day)

    reopen_household(cast.a, by=system_account(), on=cast.day + timedelta(days=40))

    assert cast.a.is_active(cast.day + timedelta(days=40))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("199 0000 0001", "19900000001"),
        ("0891-6123456", "08916123456"),
        ("+86 199-0000-0001", "19900000001"),
        ("", ""),
    ],
)
def test_a_telephone_is_kept_as_from_a_ledger(cast, typed, kept):
    change_household(cast.b, phone=typed, by=cast.coordinator, on=cast.day)

    cast.b.refresh_from_db()
    assert cast.b.phone == kept


@pytest.mark.parametrize("typed", ["问邻居", "12345", "19900000001、19900000002"])
def test_what_is_no_telephone_is_refused(cast, typed):
    with pytest.raises(PhoneUnreadable):
        change_household(cast.b, phone=typed, by=cast.coordinator, on=cast.day)
