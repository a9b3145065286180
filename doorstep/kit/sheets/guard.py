"""What a file must be before any parser sees it: its kind by content, its size within bounds."""

import re
import zipfile
import zlib
from io import BytesIO

from doorstep.kit.sheets.errors import (
    EmptyWorkbook,
    FileTooLarge,
    NotAWorkbook,
    TooManyColumns,
    TooManyParts,
    TooManyRows,
    UnpacksTooLarge,
    WebPageNotWorkbook,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookKindUnknown,
)

MOST_BYTES = 64 * 1024**2  # of the file as sent
MOST_UNPACKED = 256 * 1024**2
MOST_PARTS = 2_000
MOST_SHEETS = 250
MOST_ROWS = 300_000
MOST_COLUMNS = 400
MOST_CELLS = 3_000_000  # of the rectangles that hold the sheets' filled cells, all together
MOST_LETTERS = 32_767  # of one cell, as in Excel
MOST_TEXT = 100_000_000  # letters of all cells, each text counted wherever it is shown
MB = 1024**2

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # xls older than the OLE container
BEGIN = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")  # of a BIFF 5 or 8 workbook
FILEPASS = b"\x2f\x00"
OTHER_KINDS = {
    "xl/workbook.bin": "Excel .xlsb",
    "content.xml": "OpenDocument",
    "index/document.iwa": "Numbers",
}
WEB = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"mime-version:")
EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(data: bytes) -> str:
    """xlsx, xls or csv by content; the file's name plays no part."""
    if len(data) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // MB)
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyWorkbook
    if data.startswith(ZIP):
        return "xlsx"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or _has_password(data):
            raise WorkbookEncrypted
        return "xls"
    if data.startswith(BIFF):
        raise WorkbookKindUnknown(kind="Excel 2–4")
    _check_markup(data[:4096])
    return "csv"


def _has_password(data: bytes) -> bool:
    """Whether an xls says among its first records that the others are encrypted."""
    for found in BEGIN.finditer(data):
        at = found.start()
        for _record in range(4):
            kind, size = data[at : at + 2], int.from_bytes(data[at + 2 : at + 4], "little")
            if kind == FILEPASS:
                return True
            at += 4 + size
    return False


def check_sheet(last_row: int, columns: int) -> None:
    """Refuses a sheet that is filled too far down or to the right."""
    if last_row > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise TooManyColumns(most=MOST_COLUMNS)


def _check_markup(start: bytes) -> None:
    """A web page or an XML of Excel 2003, which pass for .xls: refused by name."""
    plain = start.replace(b"\0", b"").lower().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith(b"<") or plain.startswith(WEB):
        if EXCEL_2003 in plain:
            raise WorkbookKindUnknown(kind="Excel 2003 XML")
        if any(mark in plain for mark in WEB):
            raise WebPageNotWorkbook


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The xlsx as an archive whose every part was unpacked once, counted and checked.

    Sizes that an archive states about itself are not believed: the other parser reads the same
    bytes without a bound.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        names = [part.filename.lower().lstrip("/") for part in parts]
        if len(parts) > MOST_PARTS:
            raise TooManyParts(most=MOST_PARTS)
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnpacksTooLarge(most=MOST_UNPACKED // MB)
        if len(set(names)) != len(names):
            raise WorkbookDamaged
        _check_kind(names)
        if any(part.flag_bits & 1 for part in parts):
            raise WorkbookEncrypted
        _unpack_once(archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise WorkbookDamaged from error
    except (OSError, RuntimeError) as error:
        raise WorkbookDamaged from error
    return archive


def _check_kind(names: list[str]) -> None:
    for part, kind in OTHER_KINDS.items():
        if part in names:
            raise WorkbookKindUnknown(kind=kind)
    if not any(name.startswith("xl/") for name in names):
        raise NotAWorkbook


def _unpack_once(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Read every part to its end: wrong sizes and sums surface here."""
    total = 0
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 20):
                total += len(chunk)
                if total > MOST_UNPACKED:
                    raise UnpacksTooLarge(most=MOST_UNPACKED // MB)
