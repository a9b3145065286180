"""A folder that does not hold this database's keys changes nothing, and says so."""

import sqlite3

import pytest

from doorstep.kit import vault
from doorstep.people.models import AuditEntry
from doorstep.people.queries import check_chains
from doorstep.register.actions import change_household
from doorstep.register.models import Household
from doorstep.rights.actions import begin_new_keys, erase_again
from doorstep.rights.queries import guard_keys
from tests.factories import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


def another_folder(settings, tmp_path, *owners):
    settings.KEYS = tmp_path / "another"
    vault.keys_of(owners)


def lose_key(settings, owner):
    with sqlite3.connect(settings.KEYS / "keys.sqlite3") as keys:
        keys.execute("DELETE FROM key WHERE owner = ?", (str(owner),))
    keys.close()


def test_the_own_folder_is_known(cast):
    guard_keys()

    assert erase_again() == 0


def test_a_new_database_takes_an_empty_folder(db, settings, tmp_path):
    another_folder(settings, tmp_path)

    guard_keys()


@pytest.mark.parametrize("owners", [[], ["instance"]], ids=["empty", "of another"])
def test_with_another_folder_nothing_is_written_and_nothing_made(cast, settings, tmp_path, owners):
    another_folder(settings, tmp_path, *owners)
    before = AuditEntry.objects.count()

    for act in (
        guard_keys,
        erase_again,
        lambda: begin_new_keys(by=cast.coordinator, on=DAY) if owners else guard_keys(),
        lambda: change_household(cast.a, by=cast.coordinator, on=DAY, note="x"),
    ):
        with pytest.raises(vault.KeysOfAnother):
            act()

    assert AuditEntry.objects.count() == before
    assert (Household.objects.get(pk=cast.a.pk).note, vault.present_keys([cast.a.pk])) == ("", {})


def test_one_household_without_its_key_is_enough(cast, settings):
    lose_key(settings, cast.a.pk)

    with pytest.raises(vault.KeysOfAnother):
        guard_keys()


def test_a_damaged_entry_is_not_taken_for_another_folder(cast):
    last = AuditEntry.objects.filter(place=None).order_by("number").last()
    AuditEntry.objects.filter(pk=last.pk).update(content="v1.AAAA", owner="")

    guard_keys()


def test_once_the_folder_is_said_to_be_lost_work_goes_on(cast, settings, tmp_path):
    another_folder(settings, tmp_path)

    made = begin_new_keys(by=cast.coordinator, on=DAY)

    guard_keys()
    change_household(cast.a, by=cast.coordinator, on=DAY, note="x")
    assert made == begun(cast) + Household.objects.count()
    assert {chain.broken and chain.broken.number for chain in check_chains()} == {1}
    assert begin_new_keys(by=cast.coordinator, on=DAY) == 0


def begun(cast):
    """How many chains say it, each at its end."""
    return AuditEntry.objects.filter(act="begin_new_keys", by=cast.coordinator).count()
