"""The code of an erased household taken out of what other rows say; its rooms call this."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from doorstep.kit.text import blot


def blot_rows(rows: QuerySet[Any], fields: Sequence[str], word: str) -> int:
    """Blots a word in text fields of rows, where it stands by itself; how many texts changed."""
    changed = 0
    for field in fields:
        for row in rows.filter(**{f"{field}__contains": word}):
            setattr(row, field, blot(getattr(row, field), word))
            row.save(update_fields=[field])
            changed += 1
    return changed


def blot_all(texts: Iterable[tuple[QuerySet[Any], Sequence[str]]], word: str) -> int:
    """The same in several tables: (rows, names of their fields)."""
    return sum(blot_rows(rows, fields, word) for rows, fields in texts)
