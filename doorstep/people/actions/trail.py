"""The trail that every write leaves: entries numbered, sealed and chained, a chain a place."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from doorstep.kit import clock, rows, vault
from doorstep.kit.prepared import Write, ask, ask_together
from doorstep.people import rules
from doorstep.people.models import Account, AuditChain, AuditEntry, Place
from doorstep.people.queries import entries_with_old_times

_told_on: ContextVar[date | None] = ContextVar("told_on", default=None)


@dataclass
class _Waiting:
    """What an act of several parts has to tell, and what is done with that and after it."""

    entries: list[AuditEntry] = field(default_factory=list)
    writes: dict[Hashable, Write] = field(default_factory=dict)
    after: dict[Hashable, Callable[[], None]] = field(default_factory=dict)


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def told_on(day: date) -> Iterator[None]:
    """Inside, entries are dated by the day on which something was written, whatever day it was
    about: a visit of last week, a meeting of next. A story that is played has only the latter."""
    token = _told_on.set(day)
    try:
        yield
    finally:
        _told_on.reset(token)


@contextmanager
def told_together() -> Iterator[None]:
    """Inside, which is one transaction, entries wait for its end and are written there at once;
    with them what `with_trail` was given, after them what `after_trail` was. An error that leaves
    it leaves nothing behind, so nothing inside catches the refusal of an act that wrote."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(waiting := _Waiting())
    try:
        yield
    finally:
        _waiting.reset(token)
    _append(waiting.entries, [*waiting.writes.values()])
    for act in waiting.after.values():
        act()


def with_trail(key: Hashable, *writes: Write) -> None:
    """Executes statements that write a few rows which nothing reads before the trail is written:
    now, or at the end of `told_together` in one statement with its entries, where the same key is
    done once. For what every visit writes: a statement of its own costs more than its rows."""
    waiting = _waiting.get()
    if waiting is None:
        ask_together(*writes)
    else:
        for number, write in enumerate(writes):
            waiting.writes.setdefault((key, number), write)


def after_trail(key: Hashable, act: Callable[[], None]) -> None:
    """Touches a row that many share, once the trail is written: now, or at the end of
    `told_together`, where the same key is done once."""
    waiting = _waiting.get()
    if waiting is None:
        act()
    else:
        waiting.after.setdefault(key, act)


def hold_trail(places: Iterable[Place]) -> None:
    """Takes the chains of some places, in the one order, until the transaction ends: for an act
    that writes rows which many share before it tells of them, once it holds its households."""
    for place_id in sorted({one.pk for one in places}, key=rules.chain_key):
        _lock_chain(place_id)


def audit(
    act: str,
    subject: Any,
    *,
    by: Account,
    on: date | None = None,
    household_id: UUID | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry of the trail; `detail` names columns, counts and reasons, no content."""
    audit_all(act, [(subject, household_id)], by=by, on=on, place=place, detail=detail)


def audit_all(
    act: str,
    subjects: Iterable[tuple[Any, UUID | None]],
    *,
    by: Account,
    on: date | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry for each (row, household id); a bulk act leaves as many as its rows.

    vault.KeyDestroyed for an erased household: nothing is written about it any more.
    """
    moment, day = clock.now(), _told_on.get() or on or clock.today()
    place_id = place.pk if isinstance(place, Place) else place
    entries = [
        AuditEntry(
            on=day,
            at=moment,
            by_id=by.pk,
            act=act,
            subject_kind=subject._meta.model_name,
            subject_id=str(subject.pk),
            household_id=household,
            place_id=place_id,
            detail=detail or {},
        )
        for subject, household in subjects
    ]
    waiting = _waiting.get()
    if waiting is None:
        _append(entries)
    else:
        waiting.entries += entries


def audit_counts(
    act: str, counts: Mapping[UUID | None, int], *, by: Account, on: date, what: str = "rows"
) -> int:
    """Writes one entry for each place of which rows went, with how many and no more; for what
    belongs to no place (None) into the instance's chain. Answers how many went."""
    places = Place.objects.in_bulk([place_id for place_id in counts if place_id is not None])
    for place_id, count in counts.items():
        subject = by if place_id is None else places[place_id]
        if count:
            audit(act, subject, by=by, on=on, place=place_id, detail={what: count})
    return sum(counts.values())


@transaction.atomic
def audit_once(
    act: str,
    subject: Any,
    *,
    by: Account,
    on: date,
    household_id: UUID,
    place: Place | UUID,
    detail: dict[str, Any] | None = None,
) -> bool:
    """As `audit`, for what is told once a day of an account and a household; False: it is told."""
    _lock_chain(place.pk if isinstance(place, Place) else place)
    if AuditEntry.objects.filter(household_id=household_id, act=act, on=on, by=by).exists():
        return False
    audit(act, subject, by=by, on=on, household_id=household_id, place=place, detail=detail)
    return True


@transaction.atomic
def forget_household(household_id: UUID, *, place: Place, by: Account, on: date) -> int:
    """Empties what names a household in its entries, and answers how many they were.

    What is sealed in them goes with the household's key (`vault.destroy_key`); they stay in their
    chains, which hold as before. Again does no harm.
    """
    entries = AuditEntry.objects.filter(household_id=household_id)
    emptied = entries.update(household_id=None, subject_id="", detail={})
    if emptied:
        detail = {"entries": emptied}
        audit("forget_household", place, by=by, on=on, place=place, detail=detail)
    return emptied


@transaction.atomic
def empty_clock_times(*, by: Account, on: date) -> int:
    """Empties the clock times that are kept no longer on a day, and answers how many."""
    emptied = entries_with_old_times(on).update(at=None)
    if emptied:
        audit("empty_clock_times", by, by=by, on=on, detail={"entries": emptied})
    return emptied


def link(entries: Sequence[Any], length: int, head: str) -> tuple[int, str]:
    """Numbers, seals and chains entries of one chain that follow its head; saves nothing.

    Answers the chain's new length and head. vault.KeysOfAnother where the chain has entries and no
    key: a new one would leave those before it unreadable beside it.
    """
    key = rules.chain_key(entries[0].place_id)
    households = {str(entry.household_id) for entry in entries if entry.household_id}
    keys = vault.keys_of([key, *households], known=[key] if length else [])
    for number, entry in enumerate(entries, length + 1):
        entry.number = number
        household = str(entry.household_id) if entry.household_id else ""
        entry.owner = vault.seal_with(keys[key], key, household) if household else ""
        owner, text = household or key, rules.canonical(rules.content_of(entry))
        entry.content = vault.seal_with(keys[owner], owner, text)
        entry.digest = head = rules.digest_of(head, entry)
    return length + len(entries), head


def _append(entries: Sequence[AuditEntry], writes: Sequence[Write] = ()) -> None:
    """Writes entries, each at the end of its chain, and with the last of them what is given."""
    if not entries and writes:
        ask_together(*writes)
    chains: dict[UUID | None, list[AuditEntry]] = {}
    for entry in entries:
        chains.setdefault(entry.place_id, []).append(entry)
    with transaction.atomic(savepoint=False):
        in_order = sorted(chains, key=rules.chain_key)  # two who wait wait in one order
        for place_id in in_order:
            length, head = _lock_chain(place_id)
            length, head = link(chains[place_id], length, head)
            _write(chains[place_id], length, head, writes if place_id == in_order[-1] else ())


# Every write of the product passes through these two: built by the ORM they took three times as
# long as sealing and chaining, and made the replay of a village a fifth slower.
_CHAIN = AuditChain._meta.db_table
_MOVING = f"UPDATE {_CHAIN} SET length = %s, head = %s WHERE key = %s"  # noqa: S608


def _lock_chain(place_id: UUID | None) -> tuple[int, str]:
    """The length and the head of a chain, which nobody else appends to until this is done."""
    key, query = rules.chain_key(place_id), _locking()
    if (found := ask(query, [key]).fetchone()) is None:
        AuditChain.objects.get_or_create(pk=key, defaults={"place_id": place_id, "head": key})
        found = ask(query, [key]).fetchone()
    return found


@cache
def _locking() -> str:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    return f"SELECT length, head FROM {_CHAIN} WHERE key = %s{lock}"  # noqa: S608


def _write(entries: Sequence[AuditEntry], length: int, head: str, writes: Sequence[Write]) -> None:
    """Entries of one chain, and what it is with them."""
    moved = _MOVING, [length, head, rules.chain_key(entries[0].place_id)]
    if len(entries) <= rows.FEW:
        ask_together(moved, rows.inserting(entries), *writes)
    else:
        rows.insert(entries)
        ask_together(moved, *writes)
