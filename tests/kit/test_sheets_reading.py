"""Workbooks are known by content, read with their marks, and refused when they are unsafe."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from doorstep.kit.sheets import (
    EmptyWorkbook,
    Merge,
    NotAWorkbook,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookKindUnknown,
    WorkbookTooLarge,
    read_workbook,
)
from tests.kit.workbooks import MAIN, written, xls, xlsx

LEDGER = "户编号,户主\nN-1,卓玛\n"


def cells(data: bytes) -> list[tuple]:
    return [row.values for row in read_workbook(data).sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_is_read_in_the_encodings_offices_use(encoding):
    book = read_workbook(LEDGER.encode(encoding))

    assert book.kind == "csv"
    assert [row.values for row in book.sheets[0].rows] == [("户编号", "户主"), ("N-1", "卓玛")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_table_may_use_other_marks_between_cells(mark):
    assert cells(LEDGER.replace(",", mark).encode()) == [("户编号", "户主"), ("N-1", "卓玛")]


def test_an_old_excel_file_is_read_whatever_its_name_says(tmp_path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(xls(("户编号", "户主"), ("N-1", "卓玛")))

    book = read_workbook(path)

    assert book.kind == "xls"
    assert [row.values for row in book.sheets[0].rows] == [("户编号", "户主"), ("N-1", "卓玛")]


def test_a_new_excel_file_named_xls_is_read(tmp_path):
    path = tmp_path / "ledger.xls"
    path.write_bytes(written(("N-1", "卓玛")))

    book = read_workbook(path)

    assert (book.kind, book.sheets[0].rows[-1].values) == ("xlsx", ("N-1", "卓玛"))


def test_rows_keep_the_numbers_that_excel_shows():
    sheet = (
        '<sheetData><row r="3" hidden="1"><c r="B3" t="str"><v>卓玛</v></c></row>'
        '<row r="7"><c r="A7"><f>1+1</f></c><c r="B7" t="e"><v>#N/A</v></c>'
        '<c r="C7"><f>1+2</f><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A3:C4"/></mergeCells>'
    )

    read = read_workbook(xlsx(sheet)).sheets[0]

    assert [(row.number, row.hidden) for row in read.rows] == [(3, True), (7, False)]
    assert read.rows[0].values[:2] == (None, "卓玛")
    assert read.merges == (Merge(3, 0, 4, 2),)
    assert dict(read.formulas) == {(7, 0): "=1+1", (7, 2): "=1+2"}
    assert read.unstored == {(7, 0)}
    assert dict(read.errors) == {(7, 1): "#N/A"}


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyWorkbook),
        (b"\r\n \r\n", EmptyWorkbook),
        (xlsx("<sheetData/>"), EmptyWorkbook),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NotAWorkbook),
        (b"%PDF-1.7, not a table", NotAWorkbook),
        ("今天去了三户。".encode(), NotAWorkbook),
        (b"<html><table><tr><td>a</td></tr></table></html>", NotAWorkbook),
        (b"\xff\xfe\xff\xff,\xff", NotAWorkbook),
        (written(("N-1", "卓玛"))[:900], WorkbookDamaged),
        (b"PK\x03\x04", WorkbookDamaged),
        (xlsx("<sheetData><row"), WorkbookDamaged),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(900), WorkbookDamaged),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            WorkbookEncrypted,
        ),
    ],
)
def test_what_is_no_readable_workbook_is_refused_with_a_sentence(data, refusal):
    with pytest.raises(refusal) as caught:
        read_workbook(data)

    assert str(caught.value).endswith((".", "。"))


@pytest.mark.parametrize(
    ("part", "refusal"), [("content.xml", WorkbookKindUnknown), ("word/document.xml", NotAWorkbook)]
)
def test_another_office_file_is_told_from_a_workbook(part, refusal):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "<x/>")

    with pytest.raises(refusal):
        read_workbook(stream.getvalue())


def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused():
    bomb = xlsx("<sheetData/>", **{"xl/media/a.bin": bytes(400 * 1024**2)})

    assert len(bomb) < 1_000_000
    with pytest.raises(WorkbookTooLarge):
        read_workbook(bomb)


def test_an_archive_that_states_a_false_size_is_refused():
    data = xlsx('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' + " " * 90_000)
    size = zipfile.ZipFile(BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size
    false = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert false != data
    with pytest.raises(WorkbookDamaged):
        read_workbook(false)


@pytest.mark.parametrize("address", ["A1048576", "XFD1", "ZZ300000"])
def test_a_cell_far_out_does_not_make_the_reader_fill_the_room_between(address):
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'

    with pytest.raises(WorkbookTooLarge):
        read_workbook(xlsx(f"<sheetData>{near}{far}</sheetData>"))


def test_a_document_type_with_entities_is_refused():
    entities = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    sheet = f'{entities}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'

    with pytest.raises(WorkbookDamaged):
        read_workbook(xlsx(sheet))


def test_days_come_as_days():
    assert cells(written(("N-1", date(2026, 3, 5))))[-1] == ("N-1", date(2026, 3, 5))
