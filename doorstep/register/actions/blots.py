"""The code of an erased household taken out of what other rows say; its rooms call this."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from doorstep.kit.text import blot


def blot_rows(rows: QuerySet[Any], fields: Sequence[str], word: str) -> int:
    """Blots a word in text fields of rows, where it stands by itself; how many texts changed. Keeps
    others off the rows that hold it, in one order: what they write meanwhile would be lost."""
    holding = reduce(or_, (Q(**{f"{field}__contains": word}) for field in fields))
    changed = 0
    for row in rows.filter(holding).select_for_update(no_key=True, of=("self",)).order_by("pk"):
        told = {field: getattr(row, field) for field in fields}
        blotted = {field: blot(text, word) for field, text in told.items()}
        other = [field for field in fields if blotted[field] != told[field]]
        for field in other:
            setattr(row, field, blotted[field])
        if other:
            row.save(update_fields=other)
        changed += len(other)
    return changed


def blot_all(texts: Iterable[tuple[QuerySet[Any], Sequence[str]]], word: str) -> int:
    """The same in several tables: (rows, names of their fields)."""
    return sum(blot_rows(rows, fields, word) for rows, fields in texts)
