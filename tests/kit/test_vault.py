"""What is sealed opens for its owner alone, and for nobody once the key is destroyed."""

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from doorstep.kit import vault

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS / "keys.sqlite3"


def test_what_was_sealed_opens_again():
    sealed = vault.seal("a", "高血压 ་")

    assert vault.unseal("a", sealed) == "高血压 ་"
    assert "高血压" not in sealed


def test_the_same_text_is_sealed_differently_each_time():
    assert vault.seal("a", "x") != vault.seal("a", "x")


def test_a_text_sealed_for_one_opens_for_no_other():
    sealed = vault.seal("a", "x")
    vault.seal("b", "y")

    with pytest.raises(vault.SealBroken):
        vault.unseal("b", sealed)


@pytest.mark.parametrize("changed", ["v1.AAAA", "v1.!", "", "v1." + "A" * 60])
def test_a_changed_text_does_not_open(changed):
    vault.seal("a", "x")

    with pytest.raises(vault.SealBroken):
        vault.unseal("a", changed)


def test_a_key_that_was_lost_is_told_from_one_that_was_destroyed():
    sealed = vault.seal("a", "x")

    with pytest.raises(vault.SealBroken):
        vault.unseal("unknown", sealed)


def test_nothing_opens_and_nothing_is_sealed_after_the_key_was_destroyed():
    sealed = vault.seal("a", "x")

    vault.destroy_key("a", DAY)
    vault.destroy_key("a", date(2026, 4, 1))

    with pytest.raises(vault.KeyDestroyed):
        vault.unseal("a", sealed)
    with pytest.raises(vault.KeyDestroyed):
        vault.seal("a", "y")
    assert vault.destroyed_owners() == {"a": DAY}


def test_a_destroyed_key_is_in_no_byte_of_the_files(keys):
    vault.seal("a", "x")
    key = vault.keys_of(["a"])["a"]
    before = [key in path.read_bytes() for path in sorted(keys.parent.iterdir())]

    vault.destroy_key("a", DAY)

    assert any(before)
    assert [key in path.read_bytes() for path in sorted(keys.parent.iterdir())].count(True) == 0


class Stopping:
    """An owner at whose turn the program is stopped."""

    def __str__(self):
        raise KeyboardInterrupt


def test_several_keys_are_destroyed_all_or_none():
    sealed = vault.seal("a", "x")

    with pytest.raises(KeyboardInterrupt):
        vault.destroy_keys(["a", Stopping()], DAY)

    assert (vault.unseal("a", sealed), vault.destroyed_owners()) == ("x", {})
    vault.destroy_keys(["a", "b"], DAY)
    assert vault.destroyed_owners() == {"a": DAY, "b": DAY}


def test_whoever_sealed_before_gets_no_second_key(keys):
    vault.seal("a", "x")

    with pytest.raises(vault.KeysOfAnother, match=re.escape(str(keys.parent))):
        vault.keys_of(["a", "b", "c"], known=["b"])

    assert list(vault.present_keys(["a", "b", "c"])) == ["a"]


@pytest.mark.parametrize("held", [b"no keys at all" * 100, b"SQLite format 3\0" + b"\0" * 600])
def test_a_file_that_holds_no_keys_is_said_and_left_as_it_is(keys, held):
    keys.parent.mkdir()
    keys.write_bytes(held)

    with pytest.raises(vault.KeysUnusable, match=re.escape(str(keys.parent))):
        vault.seal("a", "x")

    assert keys.read_bytes() == held


def test_many_keys_are_made_at_once_and_kept():
    first = vault.keys_of(range(1200))

    assert vault.keys_of(range(1200)) == first
    assert len(set(first.values())) == 1200


def test_only_the_owner_of_the_file_reads_it(keys):
    vault.seal("a", "x")

    assert (keys.stat().st_mode & 0o077, keys.parent.stat().st_mode & 0o077) == (0, 0)
    assert sqlite3.connect(f"file:{Path(keys)}?mode=ro", uri=True).close() is None


def test_keys_at_hand_are_read_once_and_others_are_still_found():
    sealed = vault.seal("one", "文字")

    with vault.keys_at_hand("one", "two"):
        vault.destroy_key("one", DAY)
        still = vault.unseal("one", sealed)
        new = vault.unseal("two", vault.seal("two", "别的"))

    with pytest.raises(vault.KeyDestroyed):
        vault.unseal("one", sealed)
    assert (still, new) == ("文字", "别的")
