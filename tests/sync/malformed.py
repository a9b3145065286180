"""Ledgers made wrong on purpose: the samples, changed by chance at one of five levels.

The same seed gives the same file. Levels: the bytes of the file, the XML inside, the values of
cells, the heading rows, the lines of a text table.
"""

import csv
import re
import zipfile
from datetime import date
from functools import lru_cache
from io import BytesIO, StringIO
from random import Random

from doorstep.kit.sheets import Column, SheetOut, read_workbook, write_sheets
from tests.kit.workbooks import xls
from tests.register.roster.samples import path_of

SAMPLES = ("aliases.xlsx", "one-row-per-person.xlsx", "dirty.xlsx")
ODD_CELLS = (
    "", " ", "-1", "0", "99999", "1e308", "9" * 5000, "长" * 33_000, "长" * 3_000, "NC1－００１",
    "1900-02-29", "0000-00-00", "9999-12-31", "24.5.3", "二〇二四年十三月", "31.12.2024", "45356.7",
    '=HYPERLINK("x")', "+1", "@SUM(A1)", "#REF!", "孩子1", "孩子" + "9" * 90, "户主", "本人",
    "红、蓝", "签字", "藏语、火星语", "29.7,91.6", "91.6,29.7", "nan", "inf", "True", "null",
    "\u202e倒", "👨\u200d👩", "རྒྱསྒྲ", "\x00", "\ud800", "\ufeff", "a\nb", "\t", "'19900000150",
    "1.9900000150E10", "％s %(x)s {x}", "<b>", "&amp;", "'; DROP TABLE--", "合计", "[示例]",
    "说明：", "../..", -1, 0, 1e308, 1e-308, float(2**63), 1990.1, 45356.0, True, False,
    date(1900, 1, 1), date(9999, 12, 31),
)  # fmt: skip
ODD_HEADINGS = (
    "", "户编号", "户主", "姓名", "与户主关系", "出生年月", "民族", "村", "行政村", "坐标", "纬度",
    "经度", "备注", "类别", "电话", "身份证号", "健康状况", "结对联系人", "x" * 500, "\n", "*",
    "户编号/户主",
)  # fmt: skip
ODD_XML = (
    "", "-1", "99999", "1e308", "A0", "XFD9", "A1:B2", "A1:XFD1048576", "s", "e", "b", "d", "str",
    "inlineStr", "nan", "弃", "#REF!", "4294967296", "&#0;", "&x;", "1 or 1", "2026-13-45T99:99",
)  # fmt: skip


def malformed(seed: int) -> bytes:
    """The file of that seed."""
    chance = Random(seed)
    name = SAMPLES[seed % len(SAMPLES)]
    levels = (_bytes, _xml, _cells, _headings, _lines)
    return levels[seed // len(SAMPLES) % len(levels)](name, chance)


@lru_cache
def _file(name: str) -> bytes:
    return path_of(name).read_bytes()


@lru_cache
def _tables(name: str) -> tuple[tuple[str, tuple[tuple, ...]], ...]:
    """The sheets as rectangles of values, blank rows among them."""
    tables = []
    for sheet in read_workbook(_file(name)).sheets:
        width = max(len(row.values) for row in sheet.rows)
        rows = {row.number: row.values for row in sheet.rows}
        blank = (None,) * width
        filled = [rows.get(number, blank) for number in range(1, max(rows) + 1)]
        tables.append((sheet.name, tuple((*row, *blank)[:width] for row in filled)))
    return tuple(tables)


def _changeable(name: str) -> list[tuple[str, list[list]]]:
    return [(sheet, [list(row) for row in rows]) for sheet, rows in _tables(name)]


def _bytes(name: str, chance: Random) -> bytes:
    data = bytearray(_file(name) if chance.random() < 0.7 else _as_xls(name))
    for _hit in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        match chance.randrange(6):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                del data[at : at + chance.randint(1, 200)]
            case 3:
                data[at:at] = chance.randbytes(chance.randint(1, 50))
            case 4:
                data[at : at + 16] = bytes(16)
            case _ if chance.random() < 0.3:
                del data[at:]
                break
    return bytes(data)


def _as_xls(name: str) -> bytes:
    _sheet, rows = _tables(name)[0]
    return xls(
        cells={
            (number, column): str(value)[:200]
            for number, row in enumerate(rows)
            for column, value in enumerate(row)
            if value is not None
        }
    )


def _xml(name: str, chance: Random) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(_file(name))) as old, zipfile.ZipFile(stream, "w") as new:
        parts = [part for part in old.namelist() if "theme" not in part]
        hit = set(chance.sample(parts, chance.randint(1, 2)))
        for part in old.namelist():
            text = old.read(part).decode()
            if part not in hit:
                new.writestr(part, text)
            elif chance.random() > 0.05:  # else the part is missing
                new.writestr(part, _other_xml(text, chance).encode("utf-8", "replace"))
    return stream.getvalue()


def _other_xml(text: str, chance: Random) -> str:
    match chance.randrange(5):
        case 0:  # a tag less
            tags = [found.span() for found in re.finditer(r"<[^>]+>", text)]
            start, end = chance.choice(tags)
            return text[:start] + text[end:]
        case 1:  # an element twice
            found = chance.choice([*re.finditer(r"<(\w+)[^>]*/>|<c .*?</c>", text), None])
            return text if found is None else text[: found.end()] + found[0] + text[found.end() :]
        case 2:  # a document type
            return "<!DOCTYPE x [<!ENTITY x 'y'>]>" + text
        case _:  # other values
            spots = [found.span(1) for found in re.finditer(r'(?:="|>)([^"<>]+)["<]', text)]
            for start, end in sorted(chance.sample(spots, min(9, len(spots))), reverse=True):
                text = text[:start] + chance.choice(ODD_XML) + text[end:]
            return text


def _cells(name: str, chance: Random) -> bytes:
    tables = _changeable(name)
    for _hit in range(chance.randint(1, 40)):
        _sheet, rows = chance.choice(tables)
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD_CELLS)
    for _move in range(chance.randint(0, 4)):
        _sheet, rows = chance.choice(tables)
        rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
    return _written(tables, chance)


def _headings(name: str, chance: Random) -> bytes:
    tables = _changeable(name)
    _sheet, rows = tables[0] if chance.random() < 0.7 else chance.choice(tables)
    for _hit in range(chance.randint(1, 5)):
        row = rows[chance.randrange(min(5, len(rows)))]
        one, other = chance.randrange(len(row)), chance.randrange(len(row))
        match chance.randrange(5):
            case 0:
                row[one] = chance.choice(ODD_HEADINGS)
            case 1:
                row[one], row[other] = row[other], row[one]
            case 2:
                row[one] = row[other]
            case 3:
                rows.insert(0, list(row))
            case _:
                for line in rows:
                    line.insert(one, line[other])
    return _written(tables, chance)


def _written(tables: list[tuple[str, list[list]]], chance: Random) -> bytes:
    if chance.random() < 0.2:
        return _as_text(tables[0][1], chance.choice([",", ";", "\t"])).encode("gb18030", "replace")
    stream = BytesIO()
    sheets = [
        SheetOut(sheet, "", [Column("")] * max(len(row) for row in rows), map(_writable, rows))
        for sheet, rows in tables
    ]
    write_sheets(stream, sheets)
    return stream.getvalue()


def _writable(row: list) -> list:
    """What the format can hold: a workbook knows no text longer than this."""
    return [value[:32_767] if isinstance(value, str) else value for value in row]


def _as_text(rows: list[list], mark: str) -> str:
    stream = StringIO()
    plain = [["" if value is None else str(value) for value in row] for row in rows]
    csv.writer(stream, delimiter=mark).writerows(plain)
    return stream.getvalue()


def _lines(name: str, chance: Random) -> bytes:
    mark = chance.choice([",", ";", "\t", "，"])
    lines = _as_text(_changeable(name)[0][1], mark).splitlines(keepends=True)
    for _hit in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                lines[at] = lines[at].replace(mark, chance.choice([",", ";", "\t", "|"]))
            case 1:
                lines[at] = lines[at].rstrip() + mark * chance.randint(1, 600) + "\n"
            case 2:
                lines[at] = '"' + lines[at]
            case 3:
                lines[at] = lines[at].replace(mark, chance.choice(["\x00", "\x0b", '"', "\r"]), 1)
            case 4:
                lines.insert(at, chance.choice(lines))
            case 5:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case _:
                lines[at] = str(chance.choice(ODD_CELLS)) + lines[at]
    encoding = chance.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"])
    data = bytearray("".join(lines).encode(encoding, "replace"))
    if chance.random() < 0.2:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)
