"""A workbook as plain values: filled rows with the numbers that Excel shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

type Value = str | float | int | bool | date | datetime | time | timedelta | None
type Address = tuple[int, int]  # row as Excel shows it, column from 0

NONE: Mapping[Address, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows as Excel shows them, columns from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell; a blank cell is None, texts are as typed."""

    number: int
    values: tuple[Value, ...]
    hidden: bool = False

    def at(self, column: int) -> Value:
        """The value of a column (from 0), None beyond the last."""
        return self.values[column] if column < len(self.values) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; formulas and error values (`#N/A`) by address."""

    name: str
    rows: tuple[Row, ...]
    visible: bool = True
    merges: tuple[Merge, ...] = ()
    formulas: Mapping[Address, str] = field(default=NONE)
    unstored: frozenset[Address] = frozenset()  # formulas whose value the file does not hold
    errors: Mapping[Address, str] = field(default=NONE)
    is_1904: bool = False  # days that stand as bare numbers are counted from 1904

    @property
    def faults(self) -> frozenset[Address]:
        """Where an error stands, or a formula whose value the file does not hold."""
        return self.unstored.union(self.errors)

    def rows_and_faults(self) -> list[Row]:
        """The rows, and those without a value in which nothing but faults stands."""
        filled = {row.number for row in self.rows}
        empty = {number for number, _column in self.faults} - filled
        rows = [*self.rows, *(Row(number, ()) for number in empty)]
        return sorted(rows, key=lambda row: row.number)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in the order of the file; kind is xlsx, xls or csv, whatever the name said."""

    kind: str
    sheets: tuple[Sheet, ...]
