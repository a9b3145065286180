"""Workbooks made by hand, good and bad."""

import struct
import zipfile
from io import BytesIO

from doorstep.kit.sheets import Column, SheetOut, write_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def written(*rows, labels=("户编号", "户主"), name="台账") -> bytes:
    """An xlsx with a title, the labels in row 2 and rows from row 3."""
    stream = BytesIO()
    sheet = SheetOut(name, "样例台账", [Column(label) for label in labels], rows)
    write_sheets(stream, [sheet])
    return stream.getvalue()


def xlsx(sheet: str, before: str = "", **parts: bytes) -> bytes:
    """An xlsx around the XML of one sheet's inside, with further parts by name; `before` stands
    in the workbook before the list of its sheets."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
            "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>'
            '<sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        inside = (
            sheet if "<worksheet" in sheet else f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        )
        archive.writestr("xl/worksheets/sheet1.xml", inside)
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(*rows: tuple[str, ...], cells: dict[tuple[int, int], str] | None = None) -> bytes:
    """An old Excel file of texts: BIFF8 records in a compound file of 512-byte sectors."""
    texts = cells or {
        (number, column): text for number, row in enumerate(rows) for column, text in enumerate(row)
    }
    labels = b""
    for (number, column), text in texts.items():
        head = struct.pack("<HHHHB", number, column, 0, len(text), 1)
        labels += record(0x204, head + text.encode("utf-16-le"))
    return compound("Workbook", _stream(0x600, labels))


def xls_95(*rows: tuple[str, ...]) -> bytes:
    """A file of Excel 95: BIFF5 records, texts in the code page of Chinese Windows."""
    labels = b""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            inside = text.encode("gb18030")
            labels += record(0x204, struct.pack("<HHHH", number, column, 0, len(inside)) + inside)
    return compound("Book", _stream(0x500, labels))


def xls_with_password() -> bytes:
    """A BIFF8 file whose records are encrypted, as its first record says."""
    return compound("Workbook", _stream(0x600, b"", record(0x2F, struct.pack("<HHH", 1, 1, 1))))


def _stream(version: int, labels: bytes, first: bytes = b"") -> bytes:
    name = "台账"
    begin = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)) + first
    begin += record(0x42, struct.pack("<H", 936 if version == 0x500 else 1200))
    end = record(0x0A, b"")
    plain = name.encode("gb18030")
    sheet_name = struct.pack("<B", len(plain)) + plain
    if version == 0x600:
        sheet_name = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    at = len(begin) + 4 + 6 + len(sheet_name) + len(end)
    stream = begin + record(0x85, struct.pack("<IH", at, 0) + sheet_name) + end
    return stream + record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0)) + labels + end


def compound(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0).ljust(4) + b"\xff" * (108 * 4)
    folder = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)
    folder += _entry(name, 2, child=0xFFFFFFFF, start=2, size=len(stream))
    return header[:512].ljust(512, b"\xff") + table + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)
