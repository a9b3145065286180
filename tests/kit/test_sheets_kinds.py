"""Whatever shape a ledger comes in is known by its content, and read or refused by name."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from doorstep.kit.sheets import (
    CellTooLong,
    NotAWorkbook,
    TextQuoteUnclosed,
    TextUndecodable,
    WebPageNotWorkbook,
    WorkbookEncrypted,
    WorkbookKindUnknown,
    read_workbook,
)
from tests.kit.workbooks import written, xls, xls_95, xls_with_password, xlsx

ROWS = [("户编号", "户主", "备注"), ("N-1", "卓玛", "甲"), ("N-2", "巴桑", "乙")]
TABLE = "<table><tr><td>户编号</td><td>户主</td></tr></table>"


def cells(data: bytes) -> list[tuple]:
    return [row.values for row in read_workbook(data).sheets[0].rows]


def joined(mark: str) -> str:
    return "\r\n".join(mark.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_goes_with_every_mark_between_cells(encoding, mark):
    assert cells(joined(mark).encode(encoding)) == ROWS


def test_marks_inside_of_quoted_cells_do_not_cut_the_table():
    text = '户编号;户主;备注\nN-1;卓玛;"一,二,三,四,五"\nN-2;巴桑;"六,七,八,九,十"\n'

    assert cells(text.encode())[1] == ("N-1", "卓玛", "一,二,三,四,五")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_break_inside_of_a_quoted_cell_is_part_of_it(ending):
    text = ending.join(["户编号,户主,备注", f'N-1,卓玛,"甲{ending}乙"', "N-2,巴桑,丙"])

    read = read_workbook(text.encode()).sheets[0].rows

    assert read[1].values == ("N-1", "卓玛", f"甲{ending}乙")
    assert [row.number for row in read] == [1, 2, 3]


def test_letters_of_an_unknown_encoding_are_refused_with_their_line():
    text = joined(",").encode() + b"N-3,\xff\xff,x\n"

    with pytest.raises(TextUndecodable) as refused:
        read_workbook(text)

    assert refused.value.params == {"line": 4}


def test_a_table_that_says_it_is_utf_8_is_not_read_as_anything_else():
    broken = b"\xef\xbb\xbf" + joined(",").encode("gb18030")

    with pytest.raises(TextUndecodable) as refused:
        read_workbook(broken)

    assert refused.value.params == {"line": 1}


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_below():
    text = '户编号,户主\nN-1,"卓玛\nN-2,巴桑\nN-3,次仁\n'

    with pytest.raises(TextQuoteUnclosed):
        read_workbook(text.encode())


def test_a_cell_longer_than_excel_allows_is_refused_with_its_row():
    with pytest.raises(CellTooLong) as refused:
        read_workbook(f"户编号,户主\nN-1,{'长' * 32_768}\n".encode())

    assert refused.value.params == {"row": 2, "most": 32_767}


@pytest.mark.parametrize("name", ["ledger.xlsx", "ledger.xls", "ledger.csv", "ledger"])
@pytest.mark.parametrize("kind", ["csv", "xls", "xlsx"])
def test_the_name_of_a_file_says_nothing(tmp_path, name, kind):
    made = {"csv": joined(",").encode(), "xls": xls(*ROWS), "xlsx": written(*ROWS)}
    path = tmp_path / name
    path.write_bytes(made[kind])

    book = read_workbook(path)

    assert (book.kind, book.sheets[0].rows[-1].values) == (kind, ROWS[-1])


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{TABLE}</body></html>".encode(),
        f"\ufeff<!DOCTYPE html>\n<html>{TABLE}</html>".encode(),
        f"<html>{TABLE}</html>".encode("utf-16"),
        f"<meta charset=gbk>{TABLE}".encode("gb18030"),
        TABLE.encode(),
        b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    ],
)
def test_a_web_page_that_passes_for_a_workbook_is_refused_with_the_way_to_save_it(page):
    with pytest.raises(WebPageNotWorkbook) as refused:
        read_workbook(page)

    assert ".xlsx" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (xlsx("<sheetData/>", **{"xl/workbook.bin": b"x"}), "Excel .xlsb"),
        (xlsx("<sheetData/>", **{"content.xml": b"x"}), "OpenDocument"),
        (
            b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "Excel 2003 XML",
        ),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "Excel 2–4"),
    ],
)
def test_kinds_that_are_not_read_are_refused_by_name(data, kind):
    with pytest.raises(WorkbookKindUnknown) as refused:
        read_workbook(data)

    assert kind in str(refused.value)


def test_a_workbook_with_macros_is_read_and_nothing_of_it_is_run():
    sheet = '<sheetData><row r="1"><c r="A1" t="str"><v>户编号</v></c></row></sheetData>'

    assert cells(xlsx(sheet, **{"xl/vbaProject.bin": b"Sub Auto_Open()"})) == [("户编号",)]


def test_a_file_of_excel_95_is_read():
    assert cells(xls_95(*ROWS)) == ROWS


def test_an_old_workbook_with_a_password_is_refused_by_name():
    with pytest.raises(WorkbookEncrypted):
        read_workbook(xls_with_password())


def test_an_encrypted_part_of_a_workbook_is_refused_by_name():
    data = bytearray(written(*ROWS))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        for part in archive.infolist():
            data[part.header_offset + 6] |= 1
    where = -1
    while (where := data.find(b"PK\x01\x02", where + 1)) >= 0:
        data[where + 8] |= 1

    with pytest.raises(WorkbookEncrypted):
        read_workbook(bytes(data))


def test_a_picture_is_no_table():
    with pytest.raises(NotAWorkbook):
        read_workbook(b"\xff\xd8\xff\xe0\x10JFIF\x01\x01\x02,\x01,\x02\x03")


@pytest.mark.parametrize(
    ("properties", "days"), [("", date(2024, 3, 5)), ('date1904="1"', date(2028, 3, 6))]
)
def test_days_are_counted_from_the_year_that_the_workbook_says(properties, days):
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>"
    )
    sheet = (
        '<sheetData><row r="1"><c r="A1" s="1"><v>45356</v></c><c r="B1"><v>45356</v></c></row>'
        "</sheetData>"
    )
    parts = {"xl/styles.xml": styles.encode()}

    book = read_workbook(xlsx(sheet, f"<workbookPr {properties}/>", **parts))

    read, bare = book.sheets[0].rows[0].values
    assert (read.date() if isinstance(read, datetime) else read, bare) == (days, 45356.0)
    assert book.sheets[0].is_1904 == bool(properties)
