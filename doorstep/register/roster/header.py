"""Finding the tables of a workbook: which sheet holds what, under which heading rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from doorstep.kit.sheets import Merge, Row, Sheet
from doorstep.register.roster.columns import KINDS, field_for, fields_of, fold
from doorstep.register.roster.refused import is_refused, is_sealed

type Template = Mapping[tuple[str, str], str]  # (kind of list, folded heading) → field

ROWS_SEARCHED = 30
DEEPEST = 3
NEEDED = {
    "households": ({"code"}, {"head"}),
    "members": ({"code"}, {"name"}, {"relation", "birth_month", "sex"}),
    "persons": ({"code"}, {"name"}, {"relation"}),
    "helpers": ({"name"}, {"role", "skills", "weekly_hours", "max_households"}),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading, from the upper merged cell down, as typed."""

    column: int
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        return "/".join(self.path)

    @property
    def refused(self) -> bool:
        return any(is_refused(piece) for piece in self.path)

    @property
    def sealed(self) -> bool:
        return any(is_sealed(piece) for piece in self.path)


@dataclass(frozen=True, slots=True)
class Head:
    """The heading rows of a sheet, and the fields that its columns mean for one kind of list."""

    kind: str
    rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    fields: Mapping[int, str]  # column → field; two halves as "winter_lat,winter_lon"
    by_template: frozenset[int] = frozenset()  # columns read as a template says

    @property
    def found(self) -> frozenset[str]:
        return frozenset(self.fields.values())

    @property
    def score(self) -> tuple[int, int, int]:
        """More columns understood, then fewer and earlier heading rows."""
        refused = sum(heading.refused for heading in self.headings)
        return len(self.fields) + refused, -len(self.rows), -self.rows[0]

    def is_whole(self) -> bool:
        return all(self.found & one_of for one_of in NEEDED[self.kind])


def heads_of(sheet: Sheet, columns: Mapping[str, str], template: Template) -> dict[str, Head]:
    """The best head of a sheet for every kind of list it could be, by kind."""
    best: dict[str, Head] = {}
    merges = tuple(merge for merge in sheet.merges if merge.top <= 2 * ROWS_SEARCHED)
    for rows in _stacks(sheet.rows[:ROWS_SEARCHED]):
        headings = _headings(rows, merges)
        if len(headings) < 2:
            continue
        for kind in KINDS:
            unsaid = tuple(one for one in headings if _by_hand(one, sheet.name, columns) is None)
            kept = _kept(unsaid, kind, template)
            fields = _fields(headings, kind, sheet.name, columns, kept)
            numbers = tuple(row.number for row in rows)
            head = Head(kind, numbers, headings, fields, frozenset(kept))
            if head.is_whole() and (kind not in best or head.score > best[kind].score):
                best[kind] = head
    return best


def rows_of_headings(sheet: Sheet) -> tuple[Heading, ...]:
    """What are most likely the headings of a sheet that is no list anybody knows: of its first rows
    the one with most texts that has a row below it."""
    stacks = [stack for stack in _stacks(sheet.rows[:ROWS_SEARCHED]) if len(stack) == 1]
    below = [stack for stack in stacks if stack[0].number < sheet.rows[-1].number]
    found = [_headings(stack, ()) for stack in below]
    return max(found, key=len, default=())


def _stacks(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Each row alone, then with the one or two rows straight above it."""
    for place, row in enumerate(rows):
        for depth in range(1, DEEPEST + 1):
            stack = rows[max(0, place - depth + 1) : place + 1]
            if len(stack) == depth and row.number - stack[0].number == depth - 1:
                yield stack


def _headings(rows: tuple[Row, ...], merges: tuple[Merge, ...]) -> tuple[Heading, ...]:
    width = max(len(row.values) for row in rows)
    levels = [_level(row, width, merges) for row in rows[:-1]]
    bottom = [_text(rows[-1].at(column)) for column in range(width)]
    if any(len(set(filter(None, level))) < 2 for level in levels):
        return ()  # a title over the whole table heads no column
    headings = []
    for column in range(width):
        pieces = [level[column] for level in levels]
        if bottom[column]:
            pieces.append(bottom[column])
        elif levels:
            pieces = [_text(row.at(column)) for row in rows[:-1]]
        path = tuple(dict.fromkeys(filter(None, pieces)))
        if path:
            headings.append(Heading(column, path))
    return tuple(headings)


def _level(row: Row, width: int, merges: tuple[Merge, ...]) -> list[str]:
    """An upper heading row with its texts spread: over merged cells, or, where the row has none
    (CSV), over the blanks that follow."""
    spread = [_text(row.at(column)) for column in range(width)]
    across = [
        merge for merge in merges if merge.top <= row.number <= merge.bottom and merge.left < width
    ]
    if across:
        for merge in across:
            if merge.top == row.number:
                for column in range(merge.left, min(merge.right + 1, width)):
                    spread[column] = spread[merge.left]
        return spread
    for column in range(1, width):
        spread[column] = spread[column] or spread[column - 1]
    return spread


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.strip() else ""


def _by_hand(heading: Heading, sheet: str, columns: Mapping[str, str]) -> str | None:
    """What somebody said of this heading; None where nobody did."""
    return columns.get(f"{sheet}/{heading.label}", columns.get(heading.label))


def _kept(headings: tuple[Heading, ...], kind: str, template: Template) -> dict[int, str]:
    """Column → field ("" leaves it out), as far as a template knows the heading on such a list; it
    cannot bring in what is refused or sealed."""
    kept = {}
    for heading in headings:
        field = template.get((kind, fold(heading.label)))
        if field is None or heading.refused or (field and heading.sealed):
            continue
        if not field or set(field.split(",")) <= set(fields_of(kind)):
            kept[heading.column] = field
    return kept


def _fields(
    headings: tuple[Heading, ...],
    kind: str,
    sheet: str,
    columns: Mapping[str, str],
    kept: Mapping[int, str],
) -> dict[int, str]:
    """Column → field. A column mapped by hand comes first, then one that a template knows, then the
    better name, then the left."""
    wanted: list[tuple[int, int, str]] = []
    for heading in headings:
        if heading.refused:
            continue
        by_hand = _by_hand(heading, sheet, columns)
        if by_hand is not None and not (by_hand and heading.sealed):
            if by_hand and set(by_hand.split(",")) <= set(fields_of(kind)):
                wanted.append((-2, heading.column, by_hand))
        elif heading.column in kept:
            if kept[heading.column]:
                wanted.append((-1, heading.column, kept[heading.column]))
        elif (found := field_for(heading.path, kind)) is not None:
            wanted.append((found[1], heading.column, found[0]))
    fields: dict[int, str] = {}
    taken: set[str] = set()
    for _rank, column, field in sorted(wanted):
        halves = set(field.split(","))
        if not halves & taken:
            fields[column] = field
            taken |= halves
    return dict(sorted(fields.items()))
