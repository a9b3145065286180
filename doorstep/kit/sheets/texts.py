"""Tables sent as text: CSV or tab-separated, in the encodings Chinese offices use."""

import csv
from io import StringIO

from doorstep.kit.sheets import guard
from doorstep.kit.sheets.errors import EmptyWorkbook, NotAWorkbook, WorkbookTooLarge
from doorstep.kit.sheets.value import Row, Sheet, Workbook

DELIMITERS = (",", "\t", ";", "，")
NAME = "CSV"


def read_text(data: bytes) -> Workbook:
    """A text table as a workbook of one sheet; every cell is text, as typed."""
    text = _decode(data)
    if text.lstrip()[:1] in ("<", "{", "%"):
        raise NotAWorkbook
    lines = text.splitlines()[:200]
    delimiter = max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    if not any(delimiter in line for line in lines):
        raise NotAWorkbook
    csv.field_size_limit(100_000)
    rows = []
    cells = 0
    try:
        for number, line in enumerate(csv.reader(StringIO(text), delimiter=delimiter), start=1):
            cells += len(line)
            if len(line) > guard.MOST_COLUMNS or number > guard.MOST_ROWS:
                raise WorkbookTooLarge
            if cells > guard.MOST_CELLS:
                raise WorkbookTooLarge
            values = tuple(cell if cell.strip() else None for cell in line)
            if any(value is not None for value in values):
                rows.append(Row(number, values))
    except csv.Error as error:
        raise NotAWorkbook from error
    if not rows:
        raise EmptyWorkbook
    return Workbook("csv", (Sheet(NAME, tuple(rows)),))


def _decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode text"), else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise NotAWorkbook
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(1 for letter in text[:4000] if letter < " " and letter not in "\t\r\n\f") == 0:
            return text
    raise NotAWorkbook
