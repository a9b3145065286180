"""Pure decisions of people: what a chain of the audit trail is made of, and what breaks it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from doorstep.people.choices import BreakKind

INSTANCE = "instance"
LOOK = "look_at_household"
OPENINGS = ("open_sealed_field", "open_need_words", "open_sent_words")
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
DAYS_WITH_CLOCK_TIMES = 30
DAYS_TO_VOUCH = 30  # so long somebody has stood at a place before vouching for another
NAMES_A_HOUSEHOLD = ("household_id", "subject_id", "detail")  # what is emptied for an erased one


def chain_key(place_id: UUID | None) -> str:
    """The name of a place's chain, or of the instance's. Its key in the vault has that name, and
    its first entry is chained to it, so that none fits into another chain."""
    return f"place:{place_id}" if place_id else INSTANCE


def content_of(entry: Any) -> dict[str, Any]:
    """What an entry says, as its columns say it; the day, and no clock time."""
    return {
        "number": entry.number,
        "id": str(entry.id),
        "on": str(entry.on),
        "by": str(entry.by_id),
        "act": entry.act,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "household_id": str(entry.household_id) if entry.household_id else None,
        "place": str(entry.place_id) if entry.place_id else None,
        "detail": entry.detail,
    }


def canonical(content: Mapping[str, Any]) -> str:
    """The one text that stands for a content."""
    return _CANONICAL.encode(content)


def digest_of(previous: str, entry: Any, *, number: int | None = None) -> str:
    """What chains an entry, at its number or at another, to the digest of the one before it.

    Each part goes in with its length, so that no two entries give the same bytes.
    """
    return chained(
        previous,
        str(entry.number if number is None else number),
        str(entry.on),
        str(entry.by_id),
        entry.act,
        entry.owner,
        entry.content,
    )


def chained(*parts: str) -> str:
    """The digest over parts, each with its length."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def break_of(
    entry: Any, previous: str, *, content: Mapping[str, Any] | None, is_forgotten: bool
) -> tuple[BreakKind, str] | None:
    """How an entry at its place in the chain breaks it: the kind, and the column where one is.

    `content` is the opened one; None where the household is forgotten, or the seal does not open.
    """
    fits = digest_of(previous, entry) == entry.digest
    if is_forgotten:
        named = [name for name in NAMES_A_HOUSEHOLD if getattr(entry, name)]
        if named:
            return BreakKind.COLUMN_CHANGED, named[0]
        return None if fits else (BreakKind.CONTENT_CHANGED, "")
    if content is None:
        return (BreakKind.SEAL_BROKEN if fits else BreakKind.CONTENT_CHANGED), ""
    stands = content_of(entry)
    if content["number"] != stands["number"]:
        is_moved_up = content["id"] == stands["id"]
        return (BreakKind.ENTRY_MISSING if is_moved_up else BreakKind.CONTENT_CHANGED), ""
    changed = [name for name in stands if content.get(name) != stands[name]]
    if changed or not fits:
        return BreakKind.COLUMN_CHANGED, changed[0] if changed else "digest"
    return None


def clock_times_from(today: date) -> datetime:
    """The first moment whose clock time is still kept on a day."""
    first = today - timedelta(days=DAYS_WITH_CLOCK_TIMES)
    return timezone.make_aware(datetime.combine(first, time.min))


def token_digest(token: str) -> str:
    """What is stored instead of a token: 32 random bytes need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
