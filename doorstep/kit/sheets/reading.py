"""Reading a workbook: values by calamine, marks by a pass over the XML."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import python_calamine

from doorstep.kit.sheets import guard
from doorstep.kit.sheets.apart import read_apart
from doorstep.kit.sheets.errors import (
    EmptyWorkbook,
    FileTooLarge,
    TooManyCells,
    WorkbookDamaged,
    WorkbookEncrypted,
)
from doorstep.kit.sheets.marks import Marks, counts_from_1904, read_all_marks
from doorstep.kit.sheets.texts import read_text
from doorstep.kit.sheets.value import Row, Sheet, Value, Workbook


def read_workbook(source: bytes | Path) -> Workbook:
    """The workbook in some bytes or a file; its kind is found by content.

    Raises NotAWorkbook, WorkbookKindUnknown, EmptyWorkbook, WorkbookEncrypted, WorkbookDamaged or
    WorkbookTooLarge, all of them `Refused`. An xls tells no hidden rows, formulas or error values.
    """
    if isinstance(source, Path):
        if source.stat().st_size > guard.MOST_BYTES:
            raise FileTooLarge(most=guard.MOST_BYTES // guard.MB)
        source = source.read_bytes()
    kind = guard.kind_of(source)
    if kind == "csv":
        return read_text(source)
    if kind == "xlsx":
        with guard.open_archive(source) as archive:
            marks, is_1904 = read_all_marks(archive), counts_from_1904(archive)
        sheets = tuple(_sheets(source, marks, is_1904))
    else:
        sheets = read_apart(source)
    if not any(sheet.rows for sheet in sheets):
        raise EmptyWorkbook
    return Workbook(kind, sheets)


def _sheets(source: bytes, marks: dict[str, Marks], is_1904: bool) -> Iterator[Sheet]:
    try:
        with python_calamine.load_workbook(BytesIO(source)) as book:
            for about in book.sheets_metadata:
                if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                if about.name not in marks:
                    continue
                visible = about.visible == python_calamine.SheetVisibleEnum.Visible
                sheet = book.get_sheet_by_name(about.name)
                yield _sheet(sheet, visible, marks[about.name], is_1904)
    except python_calamine.PasswordError as error:
        raise WorkbookEncrypted from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise WorkbookDamaged from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own, no Exception of Python's
            raise WorkbookDamaged from error
        raise


def _sheet(
    sheet: python_calamine.CalamineSheet, visible: bool, marks: Marks, is_1904: bool
) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=tuple(_rows(sheet, marks)),
        visible=visible,
        merges=tuple(marks.merges),
        formulas=marks.formulas,
        unstored=frozenset(marks.unstored),
        errors=marks.errors,
        is_1904=is_1904,
    )


def _rows(sheet: python_calamine.CalamineSheet, marks: Marks) -> Iterator[Row]:
    if sheet.start is None or not sheet.height:
        return
    _top, left = sheet.start
    if sheet.height * sheet.width > guard.MOST_CELLS:
        raise TooManyCells(most=guard.MOST_CELLS)
    marked = {row for row, _ in marks.formulas} | {row for row, _ in marks.errors}
    before: tuple[Value, ...] = (None,) * left
    # calamine's rows begin at the sheet's first row, its columns at the first filled one
    for number, line in enumerate(sheet.iter_rows(), start=1):
        values = before + tuple(None if value == "" else value for value in line)
        if number in marked or any(value is not None for value in values):
            yield Row(number, values, hidden=number in marks.hidden)
