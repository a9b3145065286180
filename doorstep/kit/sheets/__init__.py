"""Workbooks in and out; nothing else in the product opens or writes one."""

from doorstep.kit.sheets.errors import (
    EmptyWorkbook,
    NotAWorkbook,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookKindUnknown,
    WorkbookTooLarge,
)
from doorstep.kit.sheets.reading import read_workbook
from doorstep.kit.sheets.value import Merge, Row, Sheet, Value, Workbook
from doorstep.kit.sheets.writing import Column, SheetOut, write_sheets

__all__ = [
    "Column",
    "EmptyWorkbook",
    "Merge",
    "NotAWorkbook",
    "Row",
    "Sheet",
    "SheetOut",
    "Value",
    "Workbook",
    "WorkbookDamaged",
    "WorkbookEncrypted",
    "WorkbookKindUnknown",
    "WorkbookTooLarge",
    "read_workbook",
    "write_sheets",
]
