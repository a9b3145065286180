"""A partner's file with its own columns: all of it, or nothing and why."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from doorstep.kit.sheets import NotAWorkbook
from doorstep.partners import actions
from doorstep.partners.actions.workbook import PartnerRowRefused
from doorstep.partners.models import JointAct
from doorstep.partners.queries.workbook import (
    PartnerColumnsMissing,
    PartnerFileEmpty,
    PartnerRowUnreadable,
)
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
    assert done.unread == ("联系科室",)
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
