"""A table's rows as cells by field, and the rows that are no entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from doorstep.kit.sheets import Row, Sheet, Value, WorkbookTooLarge
from doorstep.register.roster.cells import Cell, Trouble, plain, text_of
from doorstep.register.roster.columns import ID_NUMBER, field_for, fold
from doorstep.register.roster.header import Head
from doorstep.register.roster.value import Remark, Table

type Cells = dict[str, Cell]  # field → cell; both halves of a place may share one

FILLED_DOWN = frozenset({
    "village", "group", "helper", "language", "registered_on", "review_on", "consent_on",
    "consent_how", "category",
})  # fmt: skip
MOST_FILLED_DOWN = 2_000_000
EXAMPLE = re.compile(r"\s*[\[【（(]\s*示例\s*[\]】）)]")
TOTAL = re.compile(r"\s*(合\s*计|总\s*计|小\s*计|共\s*计)")
FOOTNOTE = re.compile(r"\s*(填表|说明|备注|注[:：]|审核|负责人|制表|单位|村委|第\s*\d+\s*页)")
SENTENCE = re.compile(r"[。；：，]")
LOST_DIGITS = re.compile(r"\d(\.\d+)?[Ee]\+1[5-9]")


@dataclass
class TableRows:
    """The rows under a head. `needed` are the fields of which an entry has at least one."""

    sheet: Sheet
    head: Head
    needed: tuple[str, str]
    remarks: list[Remark] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)  # rows that are entries, rejected ones too

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """Row number and cells of every entry; other rows are remarked upon and passed over."""
        for row in self.sheet.rows:
            if row.number <= self.head.rows[-1]:
                continue
            cells = self._cells(row)
            reason = self._no_entry(row, cells)
            if reason == "blank":
                continue
            if reason:
                self.skipped.append(row.number)
                self.tell(row.number, None, Trouble(reason, "skip_row"))
                continue
            self.seen.append(row.number)
            if row.hidden:
                self.tell(row.number, None, Trouble("hidden_row", "import_and_tell"))
            self._check_id_numbers(row)
            yield row.number, cells

    def tell(
        self, row: int, column: str | None, trouble: Trouble, same_as_row: int | None = None
    ) -> None:
        """Remark upon a cell, or upon a row (`column` None)."""
        self.remarks.append(
            Remark(
                sheet=self.sheet.name,
                row=row,
                column=column,
                same_as_row=same_as_row,
                **trouble._asdict(),
            )
        )

    def reject(
        self, row: int, named: str, reason: str, value: Value = None, same_as_row: int | None = None
    ) -> None:
        """Leave a row out for what is wrong in the cell of a field."""
        column = self.label(named)
        for place in range(len(self.remarks) - 1, -1, -1):  # the worse remark replaces the other
            if self.remarks[place].row != row:
                break
            if self.remarks[place].column == column:
                del self.remarks[place]
        self.tell(row, column, Trouble(reason, "reject_row", plain(value)), same_as_row)
        self.rejected.append(row)

    def label(self, named: str) -> str:
        """The heading of a field's column as typed; the field's own name without one."""
        return self.labels.get(self._columns.get(named, -1), named)

    def has(self, named: str) -> bool:
        return named in self._columns

    @property
    def table(self) -> Table:
        """Where the table is; to be asked after its rows were read."""
        return Table(
            sheet=self.sheet.name,
            header_rows=self.head.rows,
            first_data_row=min(self.seen, default=self.head.rows[-1] + 1),
            last_data_row=max(self.seen, default=self.head.rows[-1]),
            column_map={self.labels[column]: name for column, name in self.head.fields.items()},
            kind=self.head.kind,
            left_out=tuple(
                heading.label
                for heading in self.head.headings
                if heading.column not in self.head.fields
                and not (heading.refused or heading.sealed)
            ),
            by_template=tuple(
                heading.label
                for heading in self.head.headings
                if heading.column in self.head.by_template
            ),
        )

    @cached_property
    def labels(self) -> dict[int, str]:
        return {heading.column: heading.label for heading in self.head.headings}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {
            half: column for column, name in self.head.fields.items() for half in name.split(",")
        }

    @cached_property
    def _plan(self) -> list[tuple[int, str, list[str]]]:
        return [
            (column, self.labels[column], fields.split(","))
            for column, fields in self.head.fields.items()
        ]

    @cached_property
    def _refused(self) -> frozenset[int]:
        return frozenset(heading.column for heading in self.head.headings if heading.refused)

    @cached_property
    def _id_columns(self) -> list[int]:
        return [
            heading.column
            for heading in self.head.headings
            if heading.column not in self.head.fields and fold(heading.path[-1]) in ID_NUMBER
        ]

    @cached_property
    def _spread(self) -> dict[tuple[int, int], Value]:
        """What a cell merged with the one above it shows, for fields that are stated so."""
        columns = {self._columns[name] for name in FILLED_DOWN if name in self._columns}
        rows = {row.number: row for row in self.sheet.rows}
        last = self.sheet.rows[-1].number
        spread: dict[tuple[int, int], Value] = {}
        steps = 0
        for merge in self.sheet.merges:
            if merge.top <= self.head.rows[-1] or merge.left not in columns:
                continue
            if merge.top not in rows:
                continue
            for number in range(merge.top + 1, min(merge.bottom, last) + 1):
                steps += 1
                if steps > MOST_FILLED_DOWN:
                    raise WorkbookTooLarge
                spread[number, merge.left] = rows[merge.top].at(merge.left)
        return spread

    def _cells(self, row: Row) -> Cells:
        cells: Cells = {}
        for column, label, fields in self._plan:
            address = (row.number, column)
            value = row.at(column)
            if value is None:
                value = self._spread.get(address)
            cell = Cell(
                label,
                row.number,
                value,
                self.sheet.formulas.get(address),
                self.sheet.errors.get(address),
                address not in self.sheet.unstored,
            )
            for field_name in fields:
                cells[field_name] = cell
        return cells

    def _no_entry(self, row: Row, cells: Cells) -> str:
        """Why a row is no entry: blank, an example, a total, a note, headings again; "" if it is.

        Refused columns are not looked at.
        """
        filled = [
            value
            for column, value in enumerate(row.values)
            if value is not None and column not in self._refused
        ]
        first = next(filter(None, map(text_of, filled)), "")
        if not first and all(cell.blank for cell in cells.values()):
            return "blank"
        if any(isinstance(value, str) and EXAMPLE.match(value) for value in filled):
            return "example_row"
        if TOTAL.match(first):
            return "total_row"
        if len(filled) == 1 and (FOOTNOTE.match(first) or SENTENCE.search(first)):
            return "footnote_row"
        if not all(cells[name].blank for name in self.needed):
            return "repeated_header" if self._is_header_again(cells) else ""
        if all(cell.blank for cell in cells.values()):
            return "blank" if first.isdigit() else "footnote_row"
        if len(filled) == 1 or FOOTNOTE.match(first):
            return "footnote_row"
        return ""

    def _is_header_again(self, cells: Cells) -> bool:
        """Headings repeated at the top of a printed page."""
        code = cells[self.needed[0]].value
        found = field_for((code,), self.head.kind) if isinstance(code, str) and code else None
        return found is not None and found[0] == self.needed[0]

    def _check_id_numbers(self, row: Row) -> None:
        """An identity number is not kept; one that Excel has cut is told all the same."""
        for column in self._id_columns:
            value = row.at(column)
            if isinstance(value, float) and abs(value) >= 1e15:
                shown = f"{value:.1E}"
            elif isinstance(value, str) and LOST_DIGITS.fullmatch(value.strip()):
                shown = value.strip()
            else:
                continue
            trouble = Trouble("id_number_lost_digits", "blank_field", value, shown_as=shown)
            self.tell(row.number, self.labels[column], trouble)
