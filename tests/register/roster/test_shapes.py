"""What ledgers look like beside their words: titles, merges, hidden parts, formulas, days."""

import pytest

from doorstep.register.roster import read_roster
from tests.kit.workbooks import xls, xlsx
from tests.register.roster.ledgers import reasons, text_ledger


def line(number: int, *texts: str, more: str = "") -> str:
    cells = "".join(
        f'<c r="{"ABCDEFGH"[place]}{number}" t="str"><v>{text}</v></c>'
        for place, text in enumerate(texts)
        if text
    )
    return f'<row r="{number}"{more}>{cells}</row>'


def sheet(*rows: str, before: str = "", after: str = "") -> bytes:
    return xlsx(f"{before}<sheetData>{''.join(rows)}</sheetData>{after}")


def households(data: bytes) -> list[tuple]:
    return [(home.code, home.head, home.phone) for home in read_roster(data).households]


HEADS = line(1, "户编号", "户主", "联系电话")
ROW = line(2, "N-1", "卓玛", "19900000001")


def test_titles_and_a_line_of_the_office_stand_above_the_headings():
    title = line(1, "草坝村住户台账") + line(2, "填报单位：草坝村", "", "填报日期：2026年3月")
    rows = [line(4, "户编号", "户主", "联系电话"), line(5, "N-1", "卓玛", "19900000001")]
    merged = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'

    assert households(sheet(title, *rows, after=merged)) == [("N-1", "卓玛", "19900000001")]


def test_headings_in_two_merged_rows_are_told_apart_by_the_upper_one():
    upper = line(1, "户编号", "户主", "冬季住处", "", "夏季牧场")
    lower = line(2, "", "", "纬度", "经度", "纬度") + line(3, "N-1", "卓玛", "29.7", "91.6", "29.9")
    merged = "".join(f'<mergeCell ref="{ends}"/>' for ends in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"))

    roster = read_roster(sheet(upper, lower, after=f"<mergeCells>{merged}</mergeCells>"))

    assert roster.households[0].winter == (29.7, 91.6)
    assert roster.household_table.column_map["夏季牧场/纬度"] == "summer_lat"


def test_a_hidden_column_is_read_like_any_other():
    hidden = '<cols><col min="3" max="3" width="0" hidden="1"/></cols>'

    assert households(sheet(HEADS, ROW, before=hidden)) == [("N-1", "卓玛", "19900000001")]


def test_a_hidden_row_is_read_and_told():
    roster = read_roster(sheet(HEADS, line(2, "N-1", "卓玛", more=' hidden="1"')))

    assert [home.code for home in roster.households] == ["N-1"]
    assert reasons(roster) == [(2, None, "hidden_row")]


def test_a_formula_without_a_stored_value_is_told_with_its_row():
    row = (
        '<row r="2"><c r="A2" t="str"><v>N-1</v></c><c r="B2" t="str"><v>卓玛</v></c>'
        '<c r="C2"><f>"1990000"&amp;"0001"</f></c></row>'
    )

    roster = read_roster(sheet(HEADS, row))

    assert roster.households[0].phone == ""
    assert reasons(roster) == [(2, "联系电话", "formula_without_value")]


def test_a_total_under_the_table_is_no_household():
    roster = read_roster(sheet(HEADS, ROW, line(3, "合计", "1户")))

    assert (len(roster.households), roster.rows_skipped) == (1, (3,))


@pytest.mark.parametrize(
    ("properties", "reason"), [("", "date_as_serial"), ('date1904="1"', "date_not_understood")]
)
def test_a_bare_day_number_is_no_day_where_days_count_from_1904(properties, reason):
    rows = line(1, "户编号", "户主", "登记日期") + line(2, "N-1", "卓玛", "45356")
    data = xlsx(f"<sheetData>{rows}</sheetData>", f"<workbookPr {properties}/>")

    assert reasons(read_roster(data)) == [(2, "登记日期", reason)]


def test_a_text_date_that_is_a_real_day_is_taken_in_silence():
    rows = line(1, "户编号", "户主", "登记日期") + line(2, "N-1", "卓玛", "2024年3月5日")

    assert reasons(read_roster(sheet(rows))) == []


def test_an_old_workbook_and_a_text_table_read_alike():
    rows = (("户编号", "户主", "联系电话"), ("N-1", "卓玛", "19900000001"))

    assert households(xls(*rows)) == households(text_ledger(*rows)) == households(sheet(HEADS, ROW))
