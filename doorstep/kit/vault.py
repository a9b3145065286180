"""Sealed text: encrypted under a key of its owner; the keys lie in a file outside the database.

An owner is any name (for most rooms a household's id). Destroying its key makes everything sealed
under it unreadable, in every copy of the database, and the vault remembers that it was destroyed,
so that an older copy put back can be emptied again. AES-256-GCM; the owner's name is authenticated
with the text, so a sealed text moved to another owner does not open.
"""

import atexit
import base64
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused

MARK = "v1."
NONCE = 12
# A key must outlive a power cut at least as surely as what is sealed under it.
SYNCHRONOUS = "FULL"
_TABLES = """
CREATE TABLE IF NOT EXISTS key (owner TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS destroyed (owner TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
"""
_lock = threading.RLock()  # one connection serves the threads of a process in turn
_opened: dict[tuple[int, Path], sqlite3.Connection] = {}
_at_hand: ContextVar[Mapping[str, bytes] | None] = ContextVar("keys_at_hand", default=None)


class KeyDestroyed(Exception):
    """The owner's key was destroyed: what was sealed under it is gone for good."""


class SealBroken(Exception):
    """The text was changed after sealing, sealed for another owner, or its key is missing."""


class KeysOfAnother(Refused):
    """The folder lacks keys under which something was sealed already."""

    message = _(
        "The keys in %(folder)s are not those of this database, so nothing was changed. Put the "
        "folder of its keys in place, or name it in DOORSTEP_KEYS. Where it is lost for good: an "
        "empty folder, and then doorstep new-keys"
    )

    def __init__(self) -> None:
        super().__init__(None, folder=settings.KEYS)


class KeysUnusable(Refused):
    message = _(
        "The keys in %(folder)s cannot be used, so nothing was changed: %(error)s. Look whether "
        "the disk is there, and whether the program may write to it."
    )


def seal(owner: object, text: str) -> str:
    """The text, sealed under the owner's key, which is made where there is none. KeyDestroyed."""
    return seal_with(keys_of([owner])[str(owner)], owner, text)


def unseal(owner: object, sealed: str) -> str:
    """The text behind `seal`. KeyDestroyed, SealBroken."""
    key = present_keys([owner]).get(str(owner))
    if key is None:
        raise KeyDestroyed(str(owner)) if is_destroyed(owner) else SealBroken(str(owner))
    return unseal_with(key, owner, sealed)


def keys_of(owners: Iterable[object], *, known: Iterable[str] = ()) -> dict[str, bytes]:
    """The keys by owner, made where there are none: one visit for a bulk act. KeyDestroyed;
    KeysOfAnother where one of the `known`, who sealed something before, has none."""
    names = sorted({str(owner) for owner in owners})
    found = present_keys(names)
    if any(name not in found for name in known):
        raise KeysOfAnother
    if missing := [name for name in names if name not in found]:
        with _writing() as vault:
            if gone := [name for name in missing if is_destroyed(name)]:
                raise KeyDestroyed(gone[0])
            rows = [(name, AESGCM.generate_key(256)) for name in missing]
            vault.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", rows)
        found |= present_keys(missing)
    return found


@contextmanager
def keys_at_hand(*owners: object) -> Iterator[None]:
    """Inside, the keys of a few owners are read once. For one short act that holds what they seal,
    so that nobody erases it meanwhile."""
    token = _at_hand.set(present_keys(owners))
    try:
        yield
    finally:
        _at_hand.reset(token)


def present_keys(owners: Iterable[object]) -> dict[str, bytes]:
    """The keys there are, by owner; an owner without one, or with a destroyed one, is left out."""
    names, at_hand = [*map(str, owners)], _at_hand.get()
    found = {name: at_hand[name] for name in names if name in at_hand} if at_hand else {}
    for some in batched((name for name in names if name not in found), 500):
        marks = ",".join("?" * len(some))
        query = f"SELECT owner, key FROM key WHERE owner IN ({marks})"  # noqa: S608
        found.update(_read(query, some))
    return found


def seal_with(key: bytes, owner: object, text: str) -> str:
    """`seal` with a key at hand."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), str(owner).encode())
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal_with(key: bytes, owner: object, sealed: str) -> str:
    """`unseal` with a key at hand. SealBroken."""
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(MARK))
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], str(owner).encode()).decode()
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(str(owner)) from broken


def destroy_key(owner: object, on: date) -> None:
    """Destroys the owner's key and remembers the day; again does no harm."""
    destroy_keys([owner], on)


def destroy_keys(owners: Iterable[object], on: date) -> None:
    """As `destroy_key`, for several: all of them, or none where the program is stopped."""
    with _writing() as vault:
        for owner in map(str, owners):
            vault.execute("DELETE FROM key WHERE owner = ?", (owner,))
            vault.execute("INSERT OR IGNORE INTO destroyed VALUES (?, ?)", (owner, f"{on}"))
    _read("PRAGMA wal_checkpoint(TRUNCATE)")  # the log still held the keys


def is_destroyed(owner: object) -> bool:
    """Whether the owner's key was destroyed."""
    return bool(_read("SELECT 1 FROM destroyed WHERE owner = ?", (str(owner),)))


def destroyed_owners() -> dict[str, date]:
    """Every owner whose key was destroyed, with the day."""
    rows = _read("SELECT owner, day FROM destroyed ORDER BY owner")
    return {owner: date.fromisoformat(day) for owner, day in rows}


def _read(query: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    with _lock, _told():
        return _vault().execute(query, values).fetchall()


@contextmanager
def _writing() -> Iterator[sqlite3.Connection]:
    with _lock, _told():
        vault = _vault()
        vault.execute("BEGIN IMMEDIATE")
        try:
            yield vault
        except BaseException:
            vault.execute("ROLLBACK")
            raise
        vault.execute("COMMIT")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise KeysUnusable(folder=settings.KEYS, error=error) from error


def _vault() -> sqlite3.Connection:
    """This process' connection; another process after a fork opens its own."""
    here = (os.getpid(), settings.KEYS)
    if here not in _opened:
        path = Path(settings.KEYS) / "keys.sqlite3"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        vault = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        atexit.register(vault.close)
        vault.execute("PRAGMA journal_mode=WAL")
        vault.execute("PRAGMA secure_delete=ON")
        vault.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        vault.executescript(_TABLES)
        _opened[here] = vault
    return _opened[here]
