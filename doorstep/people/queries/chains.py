"""The chains of the audit trail, walked from their first entry to their head."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import QuerySet

from doorstep.kit import vault
from doorstep.people import rules
from doorstep.people.choices import BreakKind
from doorstep.people.models import SYSTEM_LOGIN, Account, AuditChain, AuditEntry, Place

BATCH = 500
UNLOCATED = (BreakKind.ENTRY_MISSING, BreakKind.CONTENT_CHANGED)  # may only stand elsewhere


@dataclass(frozen=True)
class Break:
    """The first place where a chain breaks: the number, how, and the column or number meant."""

    number: int
    kind: BreakKind
    what: str = ""


@dataclass(frozen=True)
class CheckedChain:
    """A chain as it was found; `place` None is the instance's own."""

    place: Place | None
    entries: int
    head: str
    broken: Break | None


@dataclass(frozen=True)
class _Opened:
    """What stands behind a seal: None where it does not open or was forgotten for good."""

    content: dict[str, Any] | None = None
    is_forgotten: bool = False


def check_chains(place: Place | None = None) -> Iterator[CheckedChain]:
    """Every chain, the instance's first, or one place's alone; each entry is read once.

    Every place has a chain, since making it was written down; so has an instance with accounts.
    """
    destroyed = frozenset(vault.destroyed_owners())
    if place is not None:
        yield _checked(place, destroyed)
        return
    accounts = Account.objects.exclude(login=SYSTEM_LOGIN)
    if accounts.exists() or AuditEntry.objects.filter(place=None).exists():
        yield _checked(None, destroyed)
    for one in Place.objects.order_by("code").iterator():
        yield _checked(one, destroyed)


def _checked(place: Place | None, destroyed: frozenset[str]) -> CheckedChain:
    chain = AuditChain.objects.filter(pk=rules.chain_key(place.pk if place else None)).first()
    entries = AuditEntry.objects.filter(place=place)
    return CheckedChain(
        place=place,
        entries=entries.count(),
        head=chain.head if chain else "",
        broken=_first_break(chain, entries, destroyed),
    )


def _first_break(
    chain: AuditChain | None, entries: QuerySet[AuditEntry], destroyed: frozenset[str]
) -> Break | None:
    if chain is None:
        return Break(1, BreakKind.TAIL_MISSING, "chain")
    number, serial, previous = 0, 0, chain.key
    rows = entries.order_by("number").iterator(chunk_size=BATCH)
    for batch in batched(rows, BATCH):
        for entry, opened in zip(batch, _opened(chain.key, batch, destroyed), strict=True):
            number += 1
            if number > chain.length:
                return Break(number, BreakKind.ENTRY_ADDED)
            broken = _break(entry, opened, number, serial, previous)
            if broken is not None:
                kind, what = broken
                if kind in UNLOCATED and not what:
                    kind, what = _elsewhere(entries, number, previous) or broken
                return Break(number, kind, what)
            serial, previous = entry.serial, entry.digest
    if number < chain.length:
        kind, what = _elsewhere(entries, number + 1, previous) or (BreakKind.TAIL_MISSING, "")
        return Break(number + 1, kind, what)
    if chain.head != previous:
        return Break(number, BreakKind.COLUMN_CHANGED, "head")
    return None


def _break(
    entry: AuditEntry, opened: _Opened, number: int, serial: int, previous: str
) -> tuple[BreakKind, str] | None:
    if entry.number != number:
        return BreakKind.ENTRY_MISSING, ""
    broken = rules.break_of(
        entry, previous, content=opened.content, is_forgotten=opened.is_forgotten
    )
    if broken is None and entry.serial <= serial:
        return BreakKind.COLUMN_CHANGED, "serial"
    return broken


def _elsewhere(
    entries: QuerySet[AuditEntry], number: int, previous: str
) -> tuple[BreakKind, str] | None:
    """Where the entry stands that belongs here: at another number, or in another chain."""
    for entry in entries.order_by("number").iterator(chunk_size=BATCH):
        if entry.number != number and _belongs(entry, number, previous):
            return BreakKind.ORDER_CHANGED, str(entry.number)
    others = AuditEntry.objects.filter(number=number).exclude(pk__in=entries.values("pk"))
    if any(_belongs(entry, number, previous) for entry in others):
        return BreakKind.COLUMN_CHANGED, "place"
    return None


def _belongs(entry: AuditEntry, number: int, previous: str) -> bool:
    return rules.digest_of(previous, entry, number=number) == entry.digest


def _opened(
    chain_key: str, entries: Sequence[AuditEntry], destroyed: frozenset[str]
) -> Iterator[_Opened]:
    """The contents behind the seals of some entries, with the keys fetched at once."""
    of_chain = vault.present_keys([chain_key]).get(chain_key)
    owners = [_owner(entry, chain_key, of_chain) for entry in entries]
    keys = vault.present_keys({owner for owner in owners if owner})
    for entry, owner in zip(entries, owners, strict=True):
        if owner in destroyed:
            yield _Opened(is_forgotten=True)
            continue
        text = _unsealed(keys.get(owner), owner, entry.content)
        yield _Opened(json.loads(text) if text else None)


def _owner(entry: AuditEntry, chain_key: str, of_chain: bytes | None) -> str:
    """Whose key sealed the content; "" where that cannot be read."""
    return _unsealed(of_chain, chain_key, entry.owner) if entry.owner else chain_key


def _unsealed(key: bytes | None, owner: str, sealed: str) -> str:
    try:
        return vault.unseal_with(key, owner, sealed) if key else ""
    except vault.SealBroken:
        return ""
