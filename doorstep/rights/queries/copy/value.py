"""A copy as plain values: sections with columns and rows, in the language it is made in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from doorstep.rights.queries.readers import Reading

type Cell = str | int | bool | date | None


@dataclass(frozen=True)
class Part:
    """What a room contributes: a section that says which tables it tells.

    `columns` are (key, heading); `rows` makes the rows in the columns' order.
    """

    key: str
    heading: Any
    models: tuple[type[Model], ...]
    columns: tuple[tuple[str, Any], ...]
    rows: Callable[[Reading], Iterable[Sequence[Cell]]]


@dataclass(frozen=True)
class Section:
    """A part, filled."""

    key: str
    heading: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Copy:
    """Everything that one adult may read of what is kept on the household."""

    household_code: str
    village: str
    made_for: str
    made_on: date
    sections: tuple[Section, ...]


def fill(part: Part, reading: Reading) -> Section:
    """A part's section for a reading."""
    return Section(
        key=part.key,
        heading=str(part.heading),
        columns=tuple((key, str(label)) for key, label in part.columns),
        rows=tuple(tuple(row) for row in part.rows(reading)),
    )
