"""A bank's file whose columns nobody knows is explained once, and read from then on."""

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.bank_headings import BankMeaningUnknown, NumberNotKept
from doorstep.funds.models import BankColumn, StatementRow
from doorstep.funds.queries import StatementColumnsMissing
from doorstep.funds.queries.statements import StatementWithoutHeadings
from doorstep.kit.errors import NotVisible
from tests.factories import DAY

FILE = (
    "活期明细查询结果\n"
    "记录时间,摘要,民族,进账,出账,凭单,结存\n"
    f"{DAY:%Y%m%d},贷款,藏,,500.00,R1,1500.00\n"
    f"{DAY:%Y%m%d},拨款,,1200.50,,R2,2700.50\n"
)
MEANINGS = {
    "记录时间": "on",
    "进账": "income",
    "出账": "spent",
    "凭单": "reference",
    "结存": "balance",
}


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": DAY}


def read(place, told, text=FILE):
    return actions.read_bank_file(place, name="明细.csv", data=text.encode("gb18030"), **told)


def explain(place, told, meanings=MEANINGS):
    with pytest.raises(StatementColumnsMissing) as refused:
        read(place, told)
    actions.note_bank_headings(place, refused.value.headings, **told)
    for heading, meaning in meanings.items():
        actions.name_bank_heading(place.bank_columns.get(heading=heading), meaning, **told)
    return refused.value


def test_what_nobody_knows_is_asked_about_and_what_is_never_held_is_not(cast, told):
    refused = explain(cast.caoba, told, {})

    assert str(refused) == (
        "This file has no column for the day. Its headings are: 记录时间, 摘要, 民族, 进账, 出账, "
        "凭单, 结存. Say on the page of the bank what they mean and send the file again, or ask "
        "the bank for a list of movements with day, amount and reference. Nothing was kept."
    )
    assert {one.heading for one in cast.caoba.bank_columns.all()} == {*MEANINGS, "摘要"}
    assert actions.note_bank_headings(cast.caoba, refused.headings, **told) == 0
    assert StatementRow.objects.count() == 0


def test_once_its_headings_are_explained_the_same_file_is_read(cast, told):
    explain(cast.caoba, told)

    statement = read(cast.caoba, told)

    assert list(statement.rows.values_list("on", "amount", "reference", "balance")) == [
        (DAY, -50_000, "R1", 150_000),
        (DAY, 120_050, "R2", 270_050),
    ]


def test_what_one_place_said_holds_for_that_place_alone(cast, told):
    explain(cast.caoba, told)

    with pytest.raises(StatementColumnsMissing):
        read(cast.xiagou, {"by": cast.other_coordinator, "on": DAY})


def test_what_was_said_goes_before_what_banks_usually_mean(cast, told):
    for heading, meaning in (("金额", "nothing"), ("到账额", "amount"), ("日期", "on")):
        actions.note_bank_headings(cast.caoba, [heading], **told)
        actions.name_bank_heading(cast.caoba.bank_columns.get(heading=heading), meaning, **told)

    (row,) = read(cast.caoba, told, f"日期,金额,到账额\n{DAY},9,5\n").rows.all()

    assert row.amount == 500


def test_a_known_heading_is_not_asked_about(cast, told):
    with pytest.raises(StatementColumnsMissing) as refused:
        read(cast.caoba, told, f"交易日期,进账,流水号\n{DAY},5,R1\n")

    assert refused.value.headings == ("进账",)


@pytest.mark.parametrize(
    "text",
    [
        f"张三,{DAY},5,贷款\n李四,{DAY},7,拨款\n",
        f"6222 0000 0000 0000,{DAY}\n6222 0000 0000 0001,{DAY}\n",
    ],
)
def test_a_row_of_movements_is_never_taken_for_headings(cast, told, text):
    with pytest.raises(StatementWithoutHeadings):
        read(cast.caoba, told, text)

    assert BankColumn.objects.count() == 0


@pytest.mark.parametrize(
    ("heading", "meaning", "error"),
    [
        ("对方账号", "reference", NumberNotKept),
        ("持卡人身份证号", "reference", NumberNotKept),
        ("摘要", "colour of hair", BankMeaningUnknown),
    ],
)
def test_a_heading_does_not_mean_what_is_not_kept(cast, told, heading, meaning, error):
    actions.note_bank_headings(cast.caoba, [heading], **told)
    column = cast.caoba.bank_columns.get()

    with pytest.raises(error):
        actions.name_bank_heading(column, meaning, **told)
    actions.name_bank_heading(column, "nothing", **told)

    column.refresh_from_db()
    assert column.meaning == "nothing"


def test_the_number_of_a_transfer_may_name_the_bank(cast, told):
    actions.note_bank_headings(cast.caoba, ["银行流水编码"], **told)

    actions.name_bank_heading(cast.caoba.bank_columns.get(), "reference", **told)

    assert cast.caoba.bank_columns.get().meaning == "reference"


@pytest.mark.parametrize(
    ("heading", "meaning", "is_kept"),
    [
        ("对方帐号", "reference", False),
        ("对方户名", "reference", False),
        ("付款人姓名", "reference", False),
        ("银行卡号", "balance", False),
        ("身份证号", "amount", False),
        ("账户余额", "balance", True),
        ("银行流水号", "reference", True),
        ("对方帐号", "nothing", True),
    ],
)
def test_no_column_of_names_or_of_peoples_numbers_is_kept(cast, told, heading, meaning, is_kept):
    column = BankColumn.objects.create(place=cast.caoba, heading=heading)

    if is_kept:
        actions.name_bank_heading(column, meaning, **told)
    else:
        with pytest.raises(NumberNotKept):
            actions.name_bank_heading(column, meaning, **told)

    column.refresh_from_db()
    assert (column.meaning == meaning) == is_kept


@pytest.mark.parametrize("text", ["张三,户主,草坝村,男\n", "次仁,央金,拉姆\n卓玛,扎西,白玛\n"])
def test_a_file_of_people_leaves_no_heading(cast, told, text):
    with pytest.raises(StatementWithoutHeadings):
        read(cast.caoba, told, text)


def test_what_stands_above_a_table_is_no_heading(cast, told):
    above = ["户名：甲", "账号: 6222000011112222", "交易行号62220", "民\u200b族", "到账额"]

    actions.note_bank_headings(cast.caoba, above, **told)

    assert [one.heading for one in cast.caoba.bank_columns.all()] == ["到账额"]


def test_what_was_forgotten_meanwhile_is_not_explained(cast, told):
    actions.note_bank_headings(cast.caoba, ["进账"], **told)
    read = cast.caoba.bank_columns.get()
    actions.forget_bank_heading(cast.caoba.bank_columns.get(), **told)

    with pytest.raises(NotVisible):
        actions.name_bank_heading(read, "income", **told)

    assert not BankColumn.objects.exists()
