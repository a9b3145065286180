"""Lists and states from workbooks: read by what columns are called, all of a file or nothing."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from doorstep.campaigns import actions
from doorstep.campaigns.models import Campaign
from doorstep.campaigns.queries.files import (
    ColumnsMissing,
    HeadingsMissing,
    ListEmpty,
    read_list,
    read_states,
)
from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from tests.campaigns.conftest import DEADLINE, begin, unit_of
from tests.factories import DAY

LATER = date(2026, 3, 20)
NINE = datetime.fromisoformat("2026-03-05T09:00")  # as a cell with a time holds it
STATES = ("序号", "行政村", "户编号", "状态", "日期", "原因", "备注")


def workbook(head, *rows, title="台账"):
    stream = BytesIO()
    write_sheets(stream, [SheetOut(title, title, [Column(one) for one in head], rows)])
    return stream.getvalue()


def begin_from(cast, data, *, place=None, unit_kind="household"):
    return actions.begin_campaign_from_file(
        place or cast.caoba, data, name="名单.xlsx", unit_kind=unit_kind, kind="toilets",
        title="户厕改造", start_on=DAY, deadline_on=DEADLINE, by=cast.coordinator, on=DAY,
    )  # fmt: skip


def states(cast, campaign, *rows, head=STATES, villages=None, may_accept=True):
    return actions.read_unit_states(
        campaign, workbook(head, *rows),
        villages=villages or [cast.caoba.pk, cast.xiagou.pk], may_accept=may_accept,
        by=cast.town_account, on=LATER,
    )  # fmt: skip


def test_a_list_is_kept_with_the_name_of_its_file_and_what_was_not_read(cast):
    data = workbook(("序号", "户 号*", "联系电话"), (1, "A-003", "19900000009"), (2, "A-001", ""))

    campaign, unread = begin_from(cast, data)

    assert [one.household.code for one in campaign.units.all()] == ["A-001", "A-003"]
    assert campaign.rule == {"source": "file", "name": "名单.xlsx", "found": 2}
    assert unread == ("联系电话",)


def test_persons_are_meant_by_household_and_name(cast):
    data = workbook(("户编号", "姓名"), ("A-001", "旦增"), ("A-002", "巴桑"))

    campaign, _unread = begin_from(cast, data, unit_kind="person")

    assert [one.member.name for one in campaign.units.all()] == ["旦增", "巴桑"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((("A-001", "旦增"), ("A-001", "旦增")), "Row 4: the same as row 3."),
        ((("A-001", "没有人"),), "household A-001 has no “没有人”, or more than one"),
        ((("X-001", "德吉"),), "no household “X-001” is on the register"),
    ],
)
def test_a_row_that_means_nobody_is_named_and_nothing_begins(cast, rows, words):
    with pytest.raises(actions.RowsRefused) as refused:
        begin_from(cast, workbook(("户编号", "姓名"), *rows), unit_kind="person")

    assert words in str(refused.value)
    assert not Campaign.objects.exists()


def test_a_csv_is_read_as_a_workbook(cast):
    campaign, _unread = begin_from(cast, "序号,户编号\n1,A-002\n合计,\n".encode("gb18030"))

    assert [one.household.code for one in campaign.units.all()] == ["A-002"]


def test_what_a_file_lacks_is_named_with_its_headings():
    with pytest.raises(ColumnsMissing) as refused:
        read_states(workbook(("户编号", "进度"), ("A-001", "完工")), needs=("village", "code"))
    assert str(refused.value).startswith("This file has no column for: village, day.")
    assert "户编号, 进度" in str(refused.value)

    with pytest.raises(HeadingsMissing):
        read_list(workbook(("甲", "乙"), (1, 2)), needs=("code",))
    with pytest.raises(ListEmpty):
        read_list(workbook(("户编号",)), needs=("code",))


def test_days_are_read_as_excel_and_people_write_them():
    rows = [("A-1", "完工", date(2026, 3, 4)), ("A-2", "完工", NINE),
            ("A-3", "完工", "2026年3月6日"), ("A-4", "完工", "2026.3.7")]  # fmt: skip

    file = read_states(workbook(("户号", "状态", "日期"), *rows), needs=("code",))

    assert [line.on.day for line in file.lines] == [4, 5, 6, 7]


def test_each_row_moves_its_unit_by_its_own_act(cast, toilets):
    changed, unread = states(
        cast, toilets,
        (1, "草坝村", "A-001", "完工", "2026-03-05", "", ""),
        (2, "草坝村", "A-001", "返工", "2026-03-06", "有问题", "渗漏"),
        (3, "caoba", "A-002", "免建", "2026-03-06", "another reason", "另有厕所"),
        (4, "下沟村", "X-001", "未动工", "2026-03-06", "the ground is frozen or wet", ""),
        (5, "下沟村", "X-002", "未动工", "", "", ""),
    )  # fmt: skip

    a, b, d = (unit_of(toilets, one) for one in (cast.a, cast.b, cast.d))
    assert (changed, unread) == (4, ())
    assert (a.state, a.because, a.note) == ("sent_back", "other", "有问题; 渗漏")
    assert (b.state, b.because, d.because) == ("excused", "other", "ground")
    acts = AuditEntry.objects.filter(subject_kind="campaignunit").values_list("act", flat=True)
    assert sorted(acts) == ["build_unit", "excuse_unit", "explain_unit", "send_back_unit"]


def test_the_same_file_again_changes_nothing(cast, toilets):
    row = (1, "草坝村", "A-001", "完工", "2026-03-05", "", "")

    assert [states(cast, toilets, row)[0], states(cast, toilets, row)[0]] == [1, 0]


def test_a_village_moves_its_own_and_accepts_nothing_of_the_towns(cast, toilets):
    rows = [
        (1, "草坝村", "A-001", "完工", "2026-03-05", "", ""),
        (2, "草坝村", "A-001", "验收", "2026-03-06", "", ""),
        (3, "下沟村", "X-001", "完工", "2026-03-05", "", ""),
    ]

    with pytest.raises(actions.RowsRefused) as refused:
        states(cast, toilets, *rows, villages=[cast.caoba.pk], may_accept=False)

    assert "Row 4: who leads the campaign accepts it and sends it back." in str(refused.value)
    assert "Row 5: not on the list of this campaign, or not yours." in str(refused.value)


def test_many_faulty_rows_are_counted_and_the_first_are_named(cast, toilets):
    rows = [(n, "草坝村", f"Z-{n:03}", "完工", "2026-03-05", "", "") for n in range(30)]

    with pytest.raises(actions.RowsRefused) as refused:
        states(cast, toilets, *rows)

    assert str(refused.value).startswith("30 rows cannot be taken, so nothing was kept. Row 3:")
    assert str(refused.value).endswith("And 18 more.")


def test_what_is_sent_back_without_a_reason_is_refused(cast, toilets):
    rows = [
        (1, "草坝村", "A-001", "完工", "2026-03-05", "", ""),
        (2, "草坝村", "A-001", "返工", "2026-03-06", "", ""),
    ]

    with pytest.raises(actions.RowsRefused) as refused:
        states(cast, toilets, *rows)

    assert "Row 4: Say why: the reason is what stays on the list." in str(refused.value)


def test_villages_are_a_list_too(cast):
    campaign = begin(cast.town, cast.town_account, unit_kind="village", title="道路亮化")

    changed, _unread = states(
        cast, campaign, ("下沟村", "完工", "2026-03-05"), head=("村名", "状态", "日期")
    )

    assert changed == 1
    assert campaign.units.get(place=cast.xiagou).state == "built"


def test_a_unit_whose_household_left_since_is_moved_as_the_others(cast, toilets):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=LATER)

    changed, _unread = states(
        cast, toilets,
        (1, "草坝村", "A-001", "免办", "2026-03-20", "left", ""),
        (2, "草坝村", "A-002", "完工", "2026-03-05", "", ""),
    )  # fmt: skip

    assert changed == 2
    assert unit_of(toilets, cast.a).state == "excused"


def test_a_unit_out_of_use_is_on_no_file_any_more(cast, toilets):
    register.close_household(cast.a, because="erasing", by=cast.coordinator, on=LATER)

    with pytest.raises(actions.RowsRefused):
        states(cast, toilets, (1, "草坝村", "A-001", "完工", "2026-03-05", "", ""))


def sheets(*tables):
    """A workbook with a table for each (name, rows), headed as STATES."""
    stream = BytesIO()
    columns = [Column(one) for one in STATES]
    write_sheets(stream, [SheetOut(name, name, columns, rows) for name, rows in tables])
    return stream.getvalue()


def test_a_workbook_with_a_sheet_for_each_village_is_read_whole(cast, toilets):
    data = sheets(
        ("草坝村", [(1, "草坝村", "A-001", "完工", "2026-03-05", "", "")]),
        ("下沟村", [(1, "下沟村", "X-001", "完工", "2026-03-06", "", "")]),
    )

    changed, _unread = actions.read_unit_states(
        toilets, data, villages=[cast.caoba.pk, cast.xiagou.pk], may_accept=True,
        by=cast.town_account, on=LATER,
    )  # fmt: skip

    assert changed == 2


def test_a_row_of_several_sheets_is_named_with_its_sheet(cast, toilets):
    row = (1, "草坝村", "Z-001", "完工", "2026-03-05", "", "")
    good = (1, "草坝村", "A-001", "完工", "2026-03-05", "", "")

    with pytest.raises(actions.RowsRefused) as refused:
        actions.read_unit_states(
            toilets, sheets(("一组", [good]), ("二组", [row])), villages=[cast.caoba.pk],
            may_accept=True, by=cast.town_account, on=LATER,
        )  # fmt: skip

    assert "Sheet “二组”, row 3: no household “Z-001” is on the register." in str(refused.value)
    assert unit_of(toilets, cast.a).state == "not_begun"


def test_a_code_that_is_a_formula_without_its_value_is_named_and_not_passed_over(cast):
    book = Workbook()
    for row in (("户编号",), ("A-001",), ('="A-"&"002"',)):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)

    with pytest.raises(actions.RowsRefused) as refused:
        begin_from(cast, stream.getvalue())

    assert "Row 3: a cell holds an error or a formula without its value." in str(refused.value)


def test_a_town_learns_nobodys_name_by_a_file(cast):
    with pytest.raises(actions.OfTheirVillageAlone):
        begin_from(
            cast, workbook(("行政村", "户编号", "姓名"), ("草坝村", "A-001", "旦增")),
            place=cast.town, unit_kind="person",
        )  # fmt: skip


@pytest.mark.parametrize("code", ["X-001", "X-999"])
def test_a_village_learns_nothing_of_who_lives_next_door(cast, toilets, code):
    head = ("行政村", "户编号", "状态", "日期")

    with pytest.raises(actions.RowsRefused) as refused:
        states(
            cast, toilets, ("下沟村", code, "完工", "2026-03-05"), head=head,
            villages=[cast.caoba.pk], may_accept=False,
        )  # fmt: skip

    assert str(refused.value).endswith("Row 3: not on the list of this campaign, or not yours.")
