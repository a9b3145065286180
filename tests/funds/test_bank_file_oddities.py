"""What banks and keyboards put into a file: other currencies, and numbers beyond any."""

import pytest

from doorstep.funds.queries.statements import (
    StatementInOtherCurrency,
    StatementRowUnreadable,
    read_statement,
)
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
