"""Workbooks in and out; nothing else in the product opens or writes one."""

from doorstep.kit.sheets.csv_writing import write_csv
from doorstep.kit.sheets.errors import (
    CellTooLong,
    EmptyWorkbook,
    FileTooLarge,
    NotAWorkbook,
    TextQuoteUnclosed,
    TextsTooLarge,
    TextUndecodable,
    TooManyCells,
    TooManyColumns,
    TooManyParts,
    TooManyRows,
    TooManySheets,
    UnpacksTooLarge,
    WebPageNotWorkbook,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookKindUnknown,
    WorkbookTooLarge,
)
from doorstep.kit.sheets.reading import read_workbook
from doorstep.kit.sheets.value import Merge, Row, Sheet, Value, Workbook
from doorstep.kit.sheets.writing import Column, SheetOut, write_sheets

__all__ = [
    "CellTooLong",
    "Column",
    "EmptyWorkbook",
    "FileTooLarge",
    "Merge",
    "NotAWorkbook",
    "Row",
    "Sheet",
    "SheetOut",
    "TextQuoteUnclosed",
    "TextUndecodable",
    "TextsTooLarge",
    "TooManyCells",
    "TooManyColumns",
    "TooManyParts",
    "TooManyRows",
    "TooManySheets",
    "UnpacksTooLarge",
    "Value",
    "WebPageNotWorkbook",
    "Workbook",
    "WorkbookDamaged",
    "WorkbookEncrypted",
    "WorkbookKindUnknown",
    "WorkbookTooLarge",
    "read_workbook",
    "write_csv",
    "write_sheets",
]
