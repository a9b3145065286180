"""Writing a sheet as CSV that runs nothing and keeps every digit when a spreadsheet opens it."""

import csv
import re
from datetime import date, datetime, time
from io import StringIO

from doorstep.kit.sheets.value import Value
from doorstep.kit.sheets.writing import STARTS_A_FORMULA, SheetOut
from doorstep.kit.text import printable

GUARD = "'"  # before what would run; taken off again where we read the file
DIGITS_LOST = re.compile(r"\d{12,}|0\d+")  # shown as 1.2E+17, or without the leading nought
AS_TEXT = "\t"  # before such digits: a spreadsheet then leaves them as they stand
UTF_8_MARK = "\ufeff"  # without it Excel takes Chinese for something else


def write_csv(sheet: SheetOut) -> bytes:
    """The sheet as CSV in UTF-8: title, lines, header, rows. CSV knows no kinds of cells, so texts
    that look like a formula get an apostrophe in front, long digits a tab; `read_workbook` and the
    roster read both back as they were."""
    out = StringIO(UTF_8_MARK, newline="")
    out.seek(0, 2)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(sheet.title)])
    writer.writerows([_cell(line)] for line in sheet.lines)
    writer.writerow([_cell(column.label) for column in sheet.columns])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode()


def unguarded(text: str) -> str:
    """A cell of such a file as it was before."""
    is_guarded = text.startswith(GUARD) and text[1:].startswith((*STARTS_A_FORMULA, GUARD))
    is_digits = text.startswith(AS_TEXT) and DIGITS_LOST.fullmatch(text, 1)
    return text[1:] if is_guarded or is_digits else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = printable(value)
    if text.startswith((*STARTS_A_FORMULA, GUARD)):
        return GUARD + text
    return AS_TEXT + text if DIGITS_LOST.fullmatch(text) else text
