"""What is written comes back unchanged, keeps its digits, and runs nothing."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from doorstep.kit.sheets import Column, SheetOut, read_workbook, write_csv, write_sheets
from tests.kit.workbooks import written

IDENTITY = "990000199104076630"
CARD = "6200000000000000012"


def test_long_numbers_come_back_with_every_digit_and_as_text():
    data = written((IDENTITY, CARD))

    cells = openpyxl.load_workbook(BytesIO(data)).active[3]

    assert [cell.value for cell in cells] == [IDENTITY, CARD]
    assert [cell.number_format for cell in cells] == ["@", "@"]


@pytest.mark.parametrize(
    "text", ["=1+1", "＝1+1", "＠x", "=cmd|' /C calc'!A0", "+86", "-2", "@SUM(A1)", "\t=1", "#N/A"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text_and_comes_back_unchanged(text):
    data = written((text, "x"))

    cell = openpyxl.load_workbook(BytesIO(data)).active["A3"]
    sheet = read_workbook(data).sheets[0]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is (text != "#N/A")
    assert (sheet.rows[-1].values[0], dict(sheet.formulas)) == (text, {})


def test_a_sheet_has_a_title_lines_headings_and_rows():
    stream = BytesIO()
    columns = [Column("户编号"), Column("常住人口数")]
    sheet = SheetOut("台账/1", "念村台账", columns, [("N-1", 3), ("N-2", None)], ["用途：核对"])

    write_sheets(stream, [sheet])

    read = read_workbook(stream.getvalue()).sheets[0]
    assert read.name == "台账1"
    assert [row.values for row in read.rows] == [
        ("念村台账", None),
        ("用途：核对", None),
        ("户编号", "常住人口数"),
        ("N-1", 3.0),
        ("N-2", None),
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("台\x07账\n", "台账"),
        ("'台账'", "台账"),
        ("\ud800台账", "台账"),
        ("\x1b", "1"),
        ("😀" * 31, "😀" * 15),
    ],
)
def test_a_sheet_is_named_as_excel_takes_it(name, kept):
    stream = BytesIO()

    write_sheets(stream, [SheetOut(name, "台账", [Column("户编号")], [("N-1",)])])

    assert [one.name for one in read_workbook(stream.getvalue()).sheets] == [kept]


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1b", "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_letters_that_a_workbook_cannot_hold_are_left_out(letter):
    cells = written((f"N{letter}-1", "卓玛"))

    assert read_workbook(cells).sheets[0].rows[-1].values[0] == "N-1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("'引号", "''引号"),
        ("\t=1", "'\t=1"),
        (IDENTITY, f"\t{IDENTITY}"),
        ("08911234567", "\t08911234567"),
        ("19900000001", "19900000001"),
        ("卓玛", "卓玛"),
    ],
)
def test_a_text_in_csv_neither_runs_nor_loses_digits_and_comes_back(text, cell):
    data = write_csv(SheetOut("台账", "样例", [Column("户编号"), Column("备注")], [("N-1", text)]))

    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[-1] == ["N-1", cell]
    assert read_workbook(data).sheets[0].rows[-1].values == ("N-1", text)
