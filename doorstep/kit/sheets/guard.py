"""What a file must be before any parser sees it: its kind by content, its size within bounds."""

import zipfile
import zlib
from io import BytesIO

from doorstep.kit.sheets.errors import (
    EmptyWorkbook,
    NotAWorkbook,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookKindUnknown,
    WorkbookTooLarge,
)

MOST_BYTES = 64 * 1024**2  # of the file as sent
MOST_UNPACKED = 384 * 1024**2
MOST_PARTS = 2_000
MOST_ROWS = 300_000
MOST_COLUMNS = 400
MOST_CELLS = 6_000_000  # of the rectangle that holds a sheet's filled cells

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # xls older than the OLE container


def kind_of(data: bytes) -> str:
    """xlsx, xls or csv by content; the file's name plays no part."""
    if len(data) > MOST_BYTES:
        raise WorkbookTooLarge
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyWorkbook
    if data.startswith(ZIP):
        return "xlsx"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookEncrypted
        return "xls"
    if data.startswith(BIFF):
        return "xls"
    return "csv"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The xlsx as an archive whose every part was unpacked once, counted and checked.

    Sizes that an archive states about itself are not believed: the other parser reads the same
    bytes without a bound.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        names = [part.filename.lower().lstrip("/") for part in parts]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise WorkbookTooLarge
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
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise WorkbookKindUnknown
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
                    raise WorkbookTooLarge
