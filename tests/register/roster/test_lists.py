"""Households, members and helpers out of their rows, and the rows that are rejected."""

from datetime import date
from io import BytesIO

import pytest

from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.register.roster import read_roster
from tests.kit.workbooks import written
from tests.register.roster.ledgers import ledger, reasons, text_ledger

PERSON = ("户编号", "姓名", "与户主关系", "联系电话")


def book(**sheets) -> bytes:
    """A workbook of sheets, each given as (labels, row, row …)."""
    stream = BytesIO()
    write_sheets(
        stream,
        [
            SheetOut(name, name, [Column(label) for label in labels], rows)
            for name, (labels, *rows) in sheets.items()
        ],
    )
    return stream.getvalue()


def test_a_row_without_a_head_is_rejected_and_the_others_are_read():
    roster = ledger(("N-1", None), ("N-2", "央宗"))

    assert [home.code for home in roster.households] == ["N-2"]
    assert reasons(roster) == [(3, "户主", "missing_head")]
    assert (roster.errors, roster.rows_rejected) == (roster.remarks, (3,))


def test_a_number_freed_by_a_rejected_row_can_be_used_below():
    roster = ledger(("N-1", None), ("N-1", "央宗"))

    assert [home.row for home in roster.households] == [4]


def test_a_gb18030_table_is_read_like_a_workbook():
    data = text_ledger(
        ["户编号", "户主", "常住人口数", "登记日期"], ["N-1", "卓玛", "4", "2024/3/5"]
    )

    roster = read_roster(data.decode().encode("gb18030"))

    home = roster.households[0]
    assert roster.kind == "csv"
    assert (home.head, home.resident_count, home.registered_on) == ("卓玛", 4, date(2024, 3, 5))
    assert roster.remarks == ()


def test_a_cell_that_cannot_be_read_is_blank_and_marked_unclear():
    roster = ledger(("N-1", "卓玛", "很多"), labels=("户编号", "户主", "常住人口数"))

    home = roster.households[0]
    assert (home.resident_count, home.unclear) == (None, {"resident_count"})


def test_one_number_may_be_used_in_two_villages():
    labels = ("行政村", "户编号", "户主")
    roster = ledger(
        ("东村", "1", "卓玛"), ("西村", "1", "央宗"), ("东村", "1", "达瓦"), labels=labels
    )

    assert roster.villages == ("东村", "西村")
    assert [roster.key(home) for home in roster.households] == [("东村", "1"), ("西村", "1")]
    assert reasons(roster) == [(5, "户编号", "duplicate_code")]


def test_one_village_name_is_the_village_itself():
    roster = ledger(("东村", "1", "卓玛"), labels=("行政村", "户编号", "户主"))

    assert roster.key(roster.households[0]) == ("", "1")


def test_a_member_of_an_unknown_or_rejected_household_is_rejected():
    data = book(
        户=(("户编号", "户主"), ("N-1", "卓玛"), ("N-2", None)),
        人=(
            ("户编号", "成员姓名", "与户主关系"),
            ("N-1", "卓玛", "户主"),
            ("N-2", "央宗", "户主"),
            ("N-9", "达瓦", "户主"),
            ("N-1", None, "长子"),
        ),
    )

    roster = read_roster(data)

    assert [member.name for member in roster.members] == ["卓玛"]
    assert reasons(roster)[1:] == [
        (4, "户编号", "unknown_household"),
        (5, "户编号", "unknown_household"),
        (6, "成员姓名", "missing_name"),
    ]


def test_a_blank_number_is_the_one_above_until_a_second_head_begins():
    roster = ledger(
        ("N-1", "卓玛", "户主", "19900000001"),
        (None, "央宗", "长女", None),
        (None, "达瓦", "户主", None),
        labels=PERSON,
    )

    assert [(member.code, member.name) for member in roster.members] == [
        ("N-1", "卓玛"),
        ("N-1", "央宗"),
    ]
    assert reasons(roster) == [(5, "户编号", "missing_code")]
    assert roster.households[0].resident_count == 2


def test_a_household_of_persons_without_a_head_is_rejected_whole():
    roster = ledger(
        ("N-1", "卓玛", "长女", "19900000001"),
        (None, "央宗", "次女", None),
        ("N-2", "达瓦", "户主", None),
        labels=PERSON,
    )

    assert [home.code for home in roster.households] == ["N-2"]
    assert reasons(roster) == [(3, "与户主关系", "missing_head")]
    assert roster.rows_rejected == (3, 4)


def test_the_same_person_twice_in_a_household_is_taken_once():
    rows = (
        ("N-1", "卓玛", "户主", None),
        ("N-1", "央宗", "长女", None),
        ("N-1", "央宗", "长女", None),
    )

    roster = ledger(*rows, labels=PERSON)

    assert [member.name for member in roster.members] == ["卓玛", "央宗"]
    assert reasons(roster) == [(5, "姓名", "duplicate_member")]


def test_a_second_helper_of_one_name_is_rejected():
    data = book(
        户=(("户编号", "户主"), ("N-1", "卓玛")),
        帮=(("姓名", "角色", "每周可用小时"), ("达瓦", "专干", 3.5), ("达瓦", "网格长", 2)),
    )

    roster = read_roster(data)

    assert [(helper.name, helper.weekly_hours) for helper in roster.helpers] == [("达瓦", 3.5)]
    assert reasons(roster) == [(4, "姓名", "duplicate_helper")]


def test_membership_of_a_party_is_no_skill_of_a_helper():
    data = book(
        户=(("户编号", "户主"), ("N-1", "卓玛")),
        帮=(("姓名", "角色", "特长"), ("达瓦", "专干", "调解、党员先锋")),
    )

    roster = read_roster(data)

    assert [helper.skills for helper in roster.helpers] == [("调解",)]
    assert reasons(roster) == [(3, "特长", "skill_refused")]
    assert "党员" not in repr(roster)


def test_an_age_gives_a_year_of_birth_when_the_day_is_known():
    data = written(("N-1", "卓玛", "户主", 30), labels=("户编号", "姓名", "与户主关系", "年龄"))

    known = read_roster(data, today=date(2026, 5, 1)).members[0]
    unknown = read_roster(data).members[0]

    assert (known.born, unknown.born) == ("1996", "")


@pytest.mark.parametrize(("stated", "kept"), [("腰伤休养", True), ("无", False), (None, False)])
def test_of_a_health_need_only_its_presence_is_read(stated, kept):
    labels = ("户编号", "姓名", "与户主关系", "健康需求")

    roster = ledger(("N-1", "卓玛", "户主", stated), labels=labels)

    assert roster.members[0].has_health_need is kept
    assert "腰伤" not in repr(roster)
