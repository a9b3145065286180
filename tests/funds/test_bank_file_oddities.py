"""What banks and keyboards put into a file: other currencies, and numbers beyond any."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from doorstep.funds.actions import read_bank_file
from doorstep.funds.models import Statement
from doorstep.funds.queries.statements import (
    StatementDayToCome,
    StatementInOtherCurrency,
    StatementRowsUnreadable,
    StatementRowTooWide,
    StatementRowUnreadable,
    read_statement,
)
from doorstep.kit.sheets.cells import day_at_start
from tests.factories import DAY
from tests.funds.test_bank import csv


@pytest.mark.parametrize("heading", ["币种", "货币", "Currency", "交易币种"])
@pytest.mark.parametrize("money", ["USD", "美元", "港币"])
def test_another_currency_is_refused_and_not_read_as_yuan(heading, money):
    text = f"日期,金额,{heading}\n{{0}},5,人民币\n{{0}},100,{money}\n"

    with pytest.raises(StatementInOtherCurrency) as refused:
        read_statement(csv(text))

    assert str(refused.value) == (
        f"Row 3 is in “{money}”; this ledger holds yuan alone. Ask the bank for the movements in "
        "yuan. Nothing was kept."
    )


@pytest.mark.parametrize("money", ["人民币", "人民币元", "CNY", "rmb", "156", "￥", "元", ""])
def test_yuan_are_yuan_however_the_bank_calls_them(money):
    (row,) = read_statement(csv(f"日期,金额,币种\n{{0}},5,{money}\n"))

    assert row.amount == 500


@pytest.mark.parametrize("amount", ["1e999999", "-1e999999", "NaN", "sNaN", "Infinity", "9" * 40])
def test_a_number_beyond_any_is_said_with_its_row(amount):
    with pytest.raises(StatementRowUnreadable, match="Row 2"):
        read_statement(csv(f"日期,金额\n{{0}},{amount}\n"))


@pytest.mark.parametrize(
    ("line", "surplus"),
    [
        ("{0},1,000.00,R1", "R1"),
        ("{0},1,000.00,", "000.00"),
        ("{0},-12,345,R1,", "R1"),
        ("{0},1,000,000.00,", "000.00"),
    ],
)
@pytest.mark.parametrize("end", ["", ","])
def test_an_amount_that_a_comma_cuts_in_two_is_not_read_as_its_first_part(line, surplus, end):
    with pytest.raises(StatementRowTooWide) as refused:
        read_statement(csv(f"日期,金额,流水号{end}\n{{0}},5,R0\n{line}{end}\n"))

    assert str(refused.value) == (
        f"Row 3 has more cells than the file has headings: “{surplus}” has none. Where an amount "
        "has a comma, as 1,000.00, take it out or put the amount in quotation marks. Nothing was "
        "kept."
    )


@pytest.mark.parametrize("line", ['{0},"1,000.00",R1', "{0},1000,R1,", '{0},"1,000.00",,,'])
def test_a_row_that_ends_with_empty_cells_or_has_quotation_marks_is_read(line):
    (row,) = read_statement(csv(f"日期,金额,流水号\n{line}\n"))

    assert row.amount == 100_000


def test_an_amount_with_its_fen_is_not_cut_though_the_next_cell_looks_like_the_rest():
    (row,) = read_statement(csv("日期,金额,余额\n{0},-500.00,123.45,\n"))

    assert (row.amount, row.balance) == (-50_000, 12_345)


def test_all_rows_that_cannot_be_read_are_named_at_once_by_their_cause():
    text = "日期,金额,币种\n昨天,5,\n{0},五百,\n{0},7,\n{0},9,USD\n2099-01-01,1,\n2999-01-01,1,\n"

    with pytest.raises(StatementRowsUnreadable) as refused:
        read_statement(csv(text), until=DAY)

    assert str(refused.value) == (
        "5 rows cannot be read: no day in row 2 “昨天”, row 7 “2999-01-01”; no amount in row 3 "
        "“五百”; another currency than yuan, which alone this ledger holds, in row 5 “USD”; a day "
        "still to come in row 6 “1 January 2099”. Mend them, or ask the bank for another file. "
        "Nothing was kept."
    )


def test_an_error_or_a_formula_without_its_value_is_no_row_without_an_amount():
    book = Workbook()
    sheet = book.active
    sheet.append(["日期", "金额", "借贷标志", "流水号"])
    for row in ([DAY, 5, "贷", "一"], [DAY, "=B2*2", "借", "二"], [DAY, 7, "#REF!", "三"]):
        sheet.append(row)
    sheet.append(["合计", "=SUM(B2:B4)"])
    sheet["C4"].data_type = "e"
    book.save(data := BytesIO())

    with pytest.raises(StatementRowsUnreadable) as refused:
        read_statement(data.getvalue())

    assert str(refused.value).startswith(
        "2 rows cannot be read: no amount in row 3 “=B2*2”, row 4 “#REF!”. Mend them"
    )


def test_of_very_many_a_handful_is_named_and_the_others_counted():
    with pytest.raises(StatementRowsUnreadable) as refused:
        read_statement(csv("日期,金额\n" + "昨天,5\n" * 30))

    assert str(refused.value) == (
        "30 rows cannot be read: no day in row 2 “昨天”, row 3 “昨天”, row 4 “昨天”, row 5 “昨天”, "
        "row 6 “昨天” and 25 more. Mend them, or ask the bank for another file. Nothing was kept."
    )


@pytest.mark.parametrize("day", ["9999-12-31", "2100-12-31"])
def test_a_movement_of_a_day_to_come_is_refused(cast, day):
    told = {"name": "三月.csv", "by": cast.coordinator, "on": DAY}

    with pytest.raises((StatementDayToCome, StatementRowUnreadable), match="Row 2"):
        read_bank_file(cast.caoba, data=csv(f"日期,金额\n{day},5\n"), **told)

    assert Statement.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260301", date(2026, 3, 1)),
        ("2026-03-01 09:15:00", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026. 3. 1", date(2026, 3, 1)),
        ("2026-02-30", None),
        ("202603011", None),
        ("3月1日", None),
        (None, None),
    ],
)
def test_a_day_with_which_a_cell_begins_is_read(text, day):
    assert day_at_start(text) == day
