"""Writing a workbook that re-imports without loss and runs nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from doorstep.kit.sheets.value import Value
from doorstep.kit.text import printable

# What spreadsheets take for the start of a formula; some fold the wide signs into the narrow.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TITLE = Font(size=16, bold=True)
HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="center")
LETTERS_OF_A_SHEET_NAME = 31
A4 = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width in letters."""

    label: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: title row, lines under it, header, rows in the columns' order."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    lines: Sequence[str] = ()


def write_sheets(target: Path | IO[bytes], sheets: Sequence[SheetOut]) -> None:
    """Write an xlsx, A4 landscape. Texts keep every digit (format "@") and never run as formulas:
    they are stored as text, marked as such where they look like a formula, and not altered."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book.create_sheet(_sheet_name(sheet.name)), sheet)
    book.save(target)


def _write(into: Any, sheet: SheetOut) -> None:
    head_row = 2 + len(sheet.lines)
    into.page_setup.orientation = "landscape"
    into.page_setup.paperSize = A4
    into.page_setup.fitToHeight = 0
    into.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    into.print_title_rows = f"{head_row}:{head_row}"
    into.freeze_panes = f"A{head_row + 1}"
    for place, column in enumerate(sheet.columns, start=1):
        into.column_dimensions[get_column_letter(place)].width = column.width
    into.append([_cell(into, sheet.title, TITLE)])
    for line in sheet.lines:
        into.append([_cell(into, line)])
    into.append([_cell(into, column.label, HEAD) for column in sheet.columns])
    for row in sheet.rows:
        into.append([_cell(into, value) for value in row])


def _cell(into: Any, value: Value, font: Font | None = None) -> Any:
    write: Any = WriteOnlyCell  # openpyxl's stubs know neither its type nor all it takes
    if isinstance(value, str):
        text = printable(value)
        cell = write(into, value=text)
        cell.data_type = "s"
        cell.number_format = "@"
        if text.startswith(STARTS_A_FORMULA):
            cell.quotePrefix = True
    else:
        cell = write(into, value=value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    if font:
        cell.font = font
        cell.alignment = WRAPPED
    return cell


def _sheet_name(name: str) -> str:
    """A name that Excel takes: it counts as UTF-16 does, and no apostrophe stands at an end."""
    allowed = "".join(letter for letter in printable(name) if letter not in "[]:*?/\\\t\n")
    cut = allowed.encode("utf-16-le")[: 2 * LETTERS_OF_A_SHEET_NAME].decode("utf-16-le", "ignore")
    return cut.strip("' ") or "1"
