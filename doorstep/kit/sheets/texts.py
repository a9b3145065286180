"""Tables sent as text: CSV or tab-separated, in the encodings Chinese offices use."""

import csv
from collections import Counter
from contextlib import suppress
from io import StringIO
from itertools import islice

from doorstep.kit.sheets import guard
from doorstep.kit.sheets.csv_writing import unguarded
from doorstep.kit.sheets.errors import (
    CellTooLong,
    EmptyWorkbook,
    NotAWorkbook,
    TextQuoteUnclosed,
    TextUndecodable,
    TooManyCells,
)
from doorstep.kit.sheets.value import Row, Sheet, Workbook

DELIMITERS = (",", "\t", ";", "，")
NAME = "CSV"
LOOKED_AT = 60  # rows, to find the mark between cells
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8 = b"\xef\xbb\xbf"


def read_text(data: bytes) -> Workbook:
    """A text table as a workbook of one sheet; every cell is text, as typed, without the apostrophe
    that `write_csv` puts before what would run."""
    text = _decode(data)
    if text.lstrip()[:1] in ("<", "{", "%"):
        raise NotAWorkbook
    rows = []
    cells = 0
    csv.field_size_limit(guard.MOST_LETTERS)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, line in enumerate(reader, start=1):
            cells += len(line)
            guard.check_sheet(number, len(line))
            if cells > guard.MOST_CELLS:
                raise TooManyCells(most=guard.MOST_CELLS)
            values = tuple(unguarded(cell) if cell.strip() else None for cell in line)
            if any(value is not None for value in values):
                rows.append(Row(number, values))
    except csv.Error as error:
        if "field larger" in str(error):
            raise CellTooLong(row=reader.line_num, most=guard.MOST_LETTERS) from error
        raise TextQuoteUnclosed(line=reader.line_num) from error
    if not rows:
        raise EmptyWorkbook
    return Workbook("csv", (Sheet(NAME, tuple(rows)),))


def _delimiter(text: str) -> str:
    """The mark that cuts most of the first rows into the same number of cells, at least two."""
    best, best_score = "", (0, 0)
    for mark in DELIMITERS:
        reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # told when the table is read
            for line in islice(reader, LOOKED_AT):
                if len(line) > 1:
                    widths[len(line)] += 1
        width, rows = max(widths.items(), key=lambda one: one[1], default=(0, 0))
        if (rows, width) > best_score:
            best, best_score = mark, (rows, width)
    if not best:
        raise NotAWorkbook
    return best


def _decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode text"), else GB18030.

    Every byte must fit: nothing is replaced or left out. TextUndecodable names the line.
    """
    if data.startswith(UTF_16):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise NotAWorkbook
    elif data.startswith(UTF_8):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "gb18030")
    furthest = 0
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
            continue
        if any(letter < " " and letter not in "\t\r\n\f" for letter in text[:4000]):
            raise NotAWorkbook
        return text
    if not _is_mostly_text(data[:4000]):
        raise NotAWorkbook
    raise TextUndecodable(line=_line_of(data, furthest, encodings[0]))


def _is_mostly_text(start: bytes) -> bool:
    """No picture and no program: hardly a control character among the first bytes."""
    return sum(byte < 32 and byte not in b"\t\r\n\f" for byte in start) * 100 <= len(start)


def _line_of(data: bytes, at: int, encoding: str) -> int:
    if encoding == "utf-16":
        return data[:at].decode("utf-16", "ignore").count("\n") + 1
    return data[:at].count(b"\n") + 1
