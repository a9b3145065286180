"""A partner's file with its own columns: all of it, or nothing and why."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from doorstep.kit.sheets import NotAWorkbook
from doorstep.partners import actions
from doorstep.partners.actions.workbook import PartnerRowRefused, PartnerRowTwice
from doorstep.partners.models import JointAct
from doorstep.partners.queries.workbook import (
    PartnerColumnsMissing,
    PartnerFileEmpty,
    PartnerRowUnreadable,
)
from doorstep.people.models import AuditEntry
from tests.factories import DAY

HEADS = ["序号", "活动时间", "活动名称", "参加人数", "金额（元）", "联系科室", "备注"]


def file_of(*rows, heads=HEADS):
    book = Workbook()
    sheet = book.active
    sheet.append(["帮扶活动台账"])
    for row in (heads, *rows):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(partner, by, data):
    return actions.read_acts(partner, data=data, by=by, on=date(2026, 6, 1))


def test_rows_become_acts_and_unread_columns_are_told(cast, partner):
    data = file_of(
        [1, date(2026, 3, 9), "干部走访", 6, None, "党群部", "看了药材"],
        [2, "2026年4月2日", "食堂采购核桃", None, "8,600", "后勤", None],
        [3, "2026.5.3", "捐书", None, None, None, None],
    )

    done = read(partner, cast.town_account, data)
    again = read(partner, cast.town_account, data)

    told = {(one.kind, one.on, one.people_count, one.amount) for one in done.acts}
    assert told == {
        ("visit", date(2026, 3, 9), 6, None),
        ("purchase", date(2026, 4, 2), 0, 860_000),
        ("other", date(2026, 5, 3), 0, None),
    }
    assert (done.unread, done.unread_sheets, again.otherwise) == (("联系科室",), (), ())
    assert (len(again.acts), again.known) == (0, 3)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (lambda: file_of(["x", "y"], heads=["甲", "乙"]), PartnerColumnsMissing, "帮扶活动台账"),
        (lambda: file_of(), PartnerFileEmpty, "nothing below"),
        (
            lambda: file_of([1, date(2026, 3, 9), "走访", 6], [2, "三月", "走访二", 6]),
            PartnerRowUnreadable,
            "row 4: “三月” is not the day",
        ),
        (
            lambda: file_of([1, date(2026, 3, 9), "走访", "若干"]),
            PartnerRowUnreadable,
            "“若干” is not a number of people",
        ),
        (
            lambda: file_of([1, date(2026, 3, 9), "走访", 6], [2, date(2027, 1, 1), "以后走访", 6]),
            PartnerRowRefused,
            "row 4: 1 January 2027 is still to come",
        ),
        (
            lambda: file_of([1, date(2026, 3, 9), None, 6]),
            PartnerRowUnreadable,
            "row 3: “blank” is not what was done",
        ),
        (  # words and day are in a merged cell above
            lambda: file_of([1, date(2026, 3, 9), "走访", 6], [None, None, None, 8]),
            PartnerRowUnreadable,
            "row 4: “blank” is not the day",
        ),
        (
            lambda: file_of([1, date(2026, 3, 9), "走访", 1e300]),
            PartnerRowUnreadable,
            "is not a number of people",
        ),
        (
            lambda: file_of([1, date(2026, 3, 9), "走访", 6], [2, date(2026, 3, 9), "走访", 8]),
            PartnerRowTwice,
            "row 4 tells the same thing of the same day as row 3",
        ),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), NotAWorkbook, ""),
    ],
)
def test_a_file_with_a_fault_is_said_by_row_and_nothing_is_kept(cast, partner, data, error, words):
    with pytest.raises(error) as refused:
        read(partner, cast.town_account, data())

    assert words in str(refused.value)
    assert JointAct.objects.count() == 0


def test_a_day_before_the_partner_is_said_by_its_row(cast, partner):
    with pytest.raises(PartnerRowRefused, match="row 3"):
        read(partner, cast.town_account, file_of([1, "2025-01-01", "走访", 3]))

    assert partner.since_on == DAY


def test_sums_are_passed_over_and_what_the_file_counts_is_kept(cast, partner):
    heads = ["序号", "日期", "事项", "人数", "户数", "村数"]
    data = file_of(
        [1, date(2026, 3, 9), "走访", "1,200余人", "8户", 3],
        ["合计", None, None, 1200, 8, 3],
        heads=heads,
    )

    act = read(partner, cast.town_account, data).acts[0]

    assert (act.people_count, act.household_count, act.village_count) == (1_200, 8, 3)


def test_what_the_file_says_otherwise_than_the_record_is_told_and_the_record_stays(cast, partner):
    read(partner, cast.town_account, file_of([1, date(2026, 3, 9), "走访", 6]))
    again = read(partner, cast.town_account, file_of([1, date(2026, 3, 9), "走访", 16]))

    act = JointAct.objects.get()
    assert (again.acts, again.known, again.otherwise) == ((), 1, (act,))
    assert act.people_count == 6


def test_every_sheet_with_the_columns_is_read_and_the_others_are_told(cast, partner):
    book = Workbook()
    for name, is_hidden, heads in (
        ("一季度", False, HEADS),
        ("二季度", False, HEADS),
        ("藏", True, HEADS),
        ("说明", False, ["甲"]),
    ):
        sheet = book.create_sheet(name)
        sheet.append(heads)
        sheet.append([1, date(2026, 3, 9), f"走访 {name}", 6])
        sheet.sheet_state = "hidden" if is_hidden else "visible"
    del book["Sheet"]
    stream = BytesIO()
    book.save(stream)

    done = read(partner, cast.town_account, stream.getvalue())

    assert [one.title for one in done.acts] == ["走访 一季度", "走访 二季度"]
    assert done.unread_sheets == ("藏", "说明")


def test_a_file_of_many_rows_is_written_with_as_few_questions_as_a_short_one(
    cast, partner, django_assert_max_num_queries
):
    rows = [[one, date(2026, 3, 9), f"走访 {one}", 6] for one in range(300)]

    with django_assert_max_num_queries(40):
        done = read(partner, cast.town_account, file_of(*rows))

    assert len(done.acts) == 300
    assert AuditEntry.objects.filter(act="record_joint_act").count() == 300
