"""The program that reads one old .xls: standard input to JSON lines on standard output.

It is run by its path, knows nothing of the product, and can open nothing its parent could not.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import python_calamine

MOST_MEMORY = 1024 * 1024**2  # of addresses, the interpreter's own among them
MOST_SECONDS = 30
WORKBOOK = "Workbook".encode("utf-16-le")  # what Excel 97 and later call their stream
# the code page of an Excel 95 file: calamine reads texts of the Chinese one wrongly
CHINESE, LATIN = bytes.fromhex("42000200a803"), bytes.fromhex("42000200e404")
DONE, DAMAGED, ENCRYPTED, TOO_LARGE = 0, 3, 4, 5


class TooLarge(Exception):
    """More sheets or cells than are read."""


def main(most_sheets: int, most_cells: int) -> int:
    """The process: bounds first, then the file."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    try:
        for sheet in _read(sys.stdin.buffer.read(), most_sheets, most_cells):
            sys.stdout.write(json.dumps(sheet) + "\n")
    except python_calamine.PasswordError:
        return ENCRYPTED
    except TooLarge:
        return TOO_LARGE
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        return DAMAGED
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own, no Exception of Python's
            return DAMAGED
        raise
    return DONE


def _read(data: bytes, most_sheets: int, most_cells: int) -> Iterator[list[Any]]:
    is_old = "Book\0".encode("utf-16-le") in data and WORKBOOK not in data
    if is_old:
        data = data.replace(CHINESE, LATIN)
    as_typed = _as_typed if is_old else _unchanged
    kinds, seen = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    cells = 0
    with python_calamine.load_workbook(BytesIO(data)) as book:
        if len(book.sheets_metadata) > most_sheets:
            raise TooLarge
        for about in book.sheets_metadata:
            if about.typ != kinds.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            cells += sheet.height * sheet.width
            if cells > most_cells:
                raise TooLarge
            merges = [_merge(*ends) for ends in sheet.merged_cell_ranges or ()]
            rows = list(_rows(sheet, as_typed))
            yield [as_typed(sheet.name), about.visible == seen.Visible, merges, rows]


def _merge(first: tuple[int, int], last: tuple[int, int]) -> list[int]:
    return [first[0] + 1, first[1], last[0] + 1, last[1]]


def _rows(sheet: Any, as_typed: Callable[[Any], Any]) -> Iterator[list[Any]]:
    if sheet.start is None or not sheet.height:
        return
    before = [None] * sheet.start[1]
    # calamine's rows begin at the sheet's first row, its columns at the first filled one
    for number, line in enumerate(sheet.iter_rows(), start=1):
        values = before + [None if value == "" else _held(as_typed(value)) for value in line]
        if any(value is not None for value in values):
            yield [number, values]


def _unchanged(value: Any) -> Any:
    return value


def _as_typed(value: Any) -> Any:
    """A text of Excel 95, read as Latin letters, in the Chinese letters it was typed in."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        typed = b"".join(
            letter.encode("latin-1" if letter < "\xa0" else "cp1252") for letter in value
        )
        return typed.decode("gb18030")
    except UnicodeError:
        return value


def _held(value: Any) -> Any:
    if isinstance(value, datetime):
        return ["m", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, time):
        return ["t", value.isoformat()]
    return ["s", value.total_seconds()] if isinstance(value, timedelta) else value


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
