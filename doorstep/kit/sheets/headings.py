"""Which row of a sheet names its columns."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from doorstep.kit.sheets.cells import text_of
from doorstep.kit.sheets.value import Row, Sheet, Value

LOOKED_AT = 40  # rows in which the headings stand


@dataclass(frozen=True, slots=True)
class Headings[Columns]:
    """A row that names columns, and what a reader made of it; `named` orders rows by how much they
    name."""

    line: Row
    columns: Columns
    is_whole: bool
    named: int


def headings_of[Columns](
    sheet: Sheet,
    read: Callable[[Row], Columns],
    *,
    is_whole: Callable[[Columns], bool],
    count: Callable[[Columns], int],
) -> Headings[Columns] | None:
    """The first row whose columns are whole, as a reader has them; else, not whole, the one that
    names most (`count`), of several the one with most cells. A row in which a number or a day
    stands names nothing. None where no row can be meant."""
    nearest: Headings[Columns] | None = None
    for line in sheet.rows[:LOOKED_AT]:
        columns = read(line)
        if is_whole(columns):
            return Headings(line, columns, is_whole=True, named=0)
        filled = [value for value in line.values if text_of(value)]
        if len(filled) < 2 or not all(map(_is_worded, filled)):
            continue
        named = 1_000 * count(columns) + len(filled)
        if nearest is None or named > nearest.named:
            nearest = Headings(line, columns, is_whole=False, named=named)
    return nearest


def texts_of(line: Row, without: Collection[int] = ()) -> tuple[str, ...]:
    """What stands in a row, cell by cell, but in some columns."""
    texts = (text_of(value) for at, value in enumerate(line.values) if at not in without)
    return tuple(text for text in texts if text)


def _is_worded(value: Value) -> bool:
    return isinstance(value, str) and any(letter.isalpha() for letter in value)
