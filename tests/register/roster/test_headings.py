"""Headings are found wherever they stand; no setting brings a refused column in."""

import pytest

from doorstep.register.roster import (
    NoHouseholds,
    NoHouseholdTable,
    SheetColumn,
    UnknownField,
    read_roster,
)
from tests.kit.workbooks import written
from tests.register.roster.ledgers import ledger, reasons, text_ledger


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("户编号", "户主（联系人）"),
        ("*户 号", "户主\n姓名"),
        ("户编码：", "联系人"),
        ("家庭编号(必填)", "姓名"),
    ],
)
def test_a_heading_is_known_by_its_other_names_and_spellings(code, head):
    roster = ledger(("N-1", "卓玛"), labels=(code, head))

    assert [(home.code, home.head) for home in roster.households] == [("N-1", "卓玛")]


def test_headings_in_two_rows_are_joined_without_merged_cells_too():
    data = text_ledger(
        ["某村台账", "", "", "", "", ""],
        ["序号", "基本信息", "", "冬季住处", "夏季放牧点", "备注"],
        ["", "户号", "户主姓名", "坐标", "坐标", ""],
        ["1", "N-1", "卓玛", "29.7,91.6", "29.6,91.7", "有狗"],
    )

    roster = read_roster(data)

    home = roster.households[0]
    assert roster.household_table.header_rows == (2, 3)
    assert (home.winter, home.summer, home.note) == ((29.7, 91.6), (29.6, 91.7), "有狗")


@pytest.mark.parametrize(
    "heading",
    [
        "民族",
        "是否党员",
        "宗 教 信 仰",
        "家庭政治面貌",
        "信访/上访",
        "重点人员类别",
        "户主照片",
        "定位记录",
    ],
)
def test_a_refused_column_is_dropped_and_told_even_when_mapped_by_hand(heading):
    data = written(("N-1", "卓玛", "弃列样值"), labels=("户编号", "户主", heading))

    roster = read_roster(data, columns={heading: "note"})

    assert roster.refused_columns == (SheetColumn("台账", heading),)
    assert "弃列样值" not in repr(roster)


def test_everything_under_a_refused_upper_heading_is_refused():
    data = text_ledger(
        ["户编号", "户主", "政治面貌", "", "备注"],
        ["", "", "类别", "时间", ""],
        ["N-1", "卓玛", "弃列样值", "弃列样值", "有狗"],
    )

    roster = read_roster(data)

    assert [column.column for column in roster.refused_columns] == [
        "政治面貌/类别",
        "政治面貌/时间",
    ]
    assert "弃列样值" not in repr(roster)


@pytest.mark.parametrize("heading", ["健康状况", "残疾证号", "身份证号", "银行卡号", "慢性病种"])
def test_no_hand_maps_a_column_that_needs_a_sealed_field(heading):
    data = written(("N-1", "卓玛", "弃列样值"), labels=("户编号", "户主", heading))

    roster = read_roster(data, columns={heading: "note", f"台账/{heading}": "need_note"})

    assert "弃列样值" not in repr(roster)


def test_a_column_can_be_mapped_by_hand_or_left_out():
    labels = ("户编号", "户主", "门牌", "备注")
    data = written(("N-1", "卓玛", "东一", "有狗"), labels=labels)

    roster = read_roster(data, columns={"台账/门牌": "group", "备注": ""})

    assert (roster.households[0].group, roster.households[0].note) == ("东一", "")
    assert "note" not in roster.household_fields


def test_a_column_cannot_be_mapped_to_what_is_no_field():
    with pytest.raises(UnknownField):
        read_roster(written(("N-1", "卓玛")), columns={"户主": "ethnicity"})


def test_of_two_columns_for_one_field_the_standard_name_is_read_and_the_other_told():
    roster = ledger(
        ("N-1", "卓玛", "上沟", "一组"), labels=("户编号", "户主", "自然村", "村民小组")
    )

    assert roster.households[0].group == "一组"
    assert roster.unused_columns == (SheetColumn("台账", "自然村"),)


def test_a_column_that_is_absent_is_told_from_a_blank_cell():
    with_column = ledger(("N-1", "卓玛", None), labels=("户编号", "户主", "联系电话"))
    without = ledger(("N-1", "卓玛"))

    assert with_column.households == without.households
    assert "phone" in with_column.household_fields
    assert "phone" not in without.household_fields


def test_a_workbook_without_a_list_of_households_is_refused():
    with pytest.raises(NoHouseholdTable):
        ledger(("兽药", 3), labels=("物资", "数量"))


def test_headings_without_a_household_are_refused():
    with pytest.raises(NoHouseholds) as caught:
        ledger()

    assert "台账" in str(caught.value)


def test_examples_totals_notes_and_repeated_headings_are_passed_over():
    roster = ledger(
        ("N-0", "[示例]张三"),
        ("N-1", "卓玛"),
        ("户编号", "户主"),
        ("N-2", "央宗"),
        ("合  计", None),
        ("填表说明：一户一行。", None),
    )

    assert [home.code for home in roster.households] == ["N-1", "N-2"]
    assert reasons(roster) == [
        (3, None, "example_row"),
        (5, None, "repeated_header"),
        (7, None, "total_row"),
        (8, None, "footnote_row"),
    ]
    assert roster.rows_skipped == (3, 5, 7, 8)


def test_rows_that_hold_only_a_running_number_are_no_rows():
    roster = ledger((1, "N-1", "卓玛"), (2, None, None), labels=("序号", "户编号", "户主"))

    assert (len(roster.households), roster.remarks) == (1, ())
