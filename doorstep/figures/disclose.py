"""Disclosure control: what of a counted table may leave the team, after all that left it before.

Pure: plain tables in, plain tables out. The rule, its proof and its limits: docs/disclosure.md.

- A split is shown whole or not at all: whole where each part counts at least the threshold. What
  was hidden is then always explained by any one part that counts 0, 1, … threshold − 1.
- A table that was printed is printed again with its old numbers and date until every number it
  showed can be shown again and has moved by the threshold from each earlier print.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

PUBLIC, INSIDE_TOWN = 10, 5


@dataclass(frozen=True)
class Number:
    """A value and how many households, persons or cases stand behind it: of a count itself."""

    value: int
    behind: int


@dataclass(frozen=True)
class Cell:
    """A guarded number with its split, if any; a table is its topmost cell, with unique keys.

    `behind` is asked for where the value is no count: a sum of money hides with its recipients.
    """

    key: str
    value: int
    parts: tuple["Cell", ...] = ()
    behind: int | None = None

    def __post_init__(self) -> None:
        told = sum(part.value for part in self.parts)
        if self.parts and told != self.value:
            raise ValueError(f"the parts of {self.key} make {told}, not {self.value}")
        if min(self.value, self.number.behind) < 0:
            raise ValueError(f"{self.key} is below zero")

    @property
    def number(self) -> Number:
        """The value with what stands behind it."""
        return Number(self.value, self.value if self.behind is None else self.behind)


@dataclass(frozen=True)
class Print:
    """The numbers that were printed, by key, and the day they are of; all others were hidden."""

    on: date
    threshold: int
    shown: Mapping[str, Number]


def disclose(table: Cell, *, on: date, threshold: int, earlier: Sequence[Print]) -> Print | None:
    """What may be printed of a table on a day, after all `earlier` prints of it, the oldest first:
    its present numbers, or the last print once more, or nothing."""
    numbers = {cell.key: cell.number for cell in cells_of(table)}
    return _printed(table, Print(on, threshold, showable(table, numbers, threshold)), earlier)


def disclose_to_both(
    table: Cell,
    *,
    on: date,
    earlier: tuple[Sequence[Print], Sequence[Print]],
    thresholds: tuple[int, int] = (INSIDE_TOWN, PUBLIC),
) -> tuple[Print | None, Print | None]:
    """What the town and what everybody may read, after the `earlier` prints made for each. The town
    reads both. A table without a split is the same for both: its total is nobody's to know."""
    inside, public = thresholds if table.parts else (max(thresholds), max(thresholds))
    finer = disclose(table, on=on, threshold=inside, earlier=earlier[0])
    if not table.parts:
        return finer, finer
    return finer, coarsen(table, finer, on=on, threshold=public, earlier=earlier[1])


def coarsen(
    table: Cell, finer: Print | None, *, on: date, threshold: int, earlier: Sequence[Print]
) -> Print | None:
    """What a wider circle may read of a table with a split, after all `earlier` prints made for it,
    beside the print for the narrower circle: of that one's numbers while it is fresh, so that who
    reads both learns nothing more; else of the total, so that its date tells nothing of a split.
    """
    numbers: Mapping[str, Number] = {table.key: table.number}
    if finer is not None and finer.on == on:
        numbers = finer.shown
    return _printed(table, Print(on, threshold, showable(table, numbers, threshold)), earlier)


def _printed(table: Cell, fresh: Print, earlier: Sequence[Print]) -> Print | None:
    if fresh.shown and all(_is_apart(table, fresh, before) for before in earlier):
        return fresh
    return earlier[-1] if earlier else None


def showable(table: Cell, numbers: Mapping[str, Number], threshold: int) -> dict[str, Number]:
    """Those of the numbers that one print may show: a cell if enough stand behind it, its split if
    enough stand behind each part; nothing below a hidden cell."""
    if not _is_enough(table, numbers, threshold):
        return {}
    shown = {table.key: numbers[table.key]}
    if all(_is_enough(part, numbers, threshold) for part in table.parts):
        for part in table.parts:
            shown |= showable(part, numbers, threshold)
    return shown


def cells_of(table: Cell) -> Iterable[Cell]:
    """A table's cells from the top down."""
    yield table
    for part in table.parts:
        yield from cells_of(part)


def _is_enough(cell: Cell, numbers: Mapping[str, Number], threshold: int) -> bool:
    return cell.key in numbers and numbers[cell.key].behind >= threshold


def _is_apart(table: Cell, fresh: Print, before: Print) -> bool:
    """Whether the new numbers may follow an earlier print: they show all that it showed, and each
    number that both show has moved by the threshold. A total that stands with its split is apart:
    readers are taken to know it."""
    if not before.shown.keys() <= fresh.shown.keys():
        return False
    is_split = any(part.key in fresh.shown for part in table.parts)
    guarded = before.shown.keys() - ({table.key} if is_split else set())
    moves = (fresh.shown[key].behind - before.shown[key].behind for key in guarded)
    return all(abs(move) >= fresh.threshold for move in moves)
