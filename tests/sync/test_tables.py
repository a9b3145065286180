"""Somebody asks for a table: kept column sets, filled from rows, released by a second person."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest

from doorstep.kit.sheets import read_workbook
from doorstep.pairing.actions import take_off_register
from doorstep.people.models import AuditEntry
from doorstep.register.actions import change_household, close_household
from doorstep.register.actions.exports import (
    ExportNeedsTwoPeople,
    ExportNotAllowed,
    ExportNotReleased,
)
from doorstep.sync.actions import (
    ask_table,
    end_column_set,
    fetch_table,
    fill_table,
    make_column_set,
    settle_ask,
)
from doorstep.sync.actions.tables import (
    AskNotReleased,
    AskSettledAlready,
    AskTooOld,
    ColumnNotExportable,
    ColumnOfOtherRows,
    ColumnSetNamed,
    ColumnsMissing,
    DayStillToCome,
    NamesRefusedTopic,
    NoSuchGroup,
    OfficeGetsNoTable,
    OfficeMissing,
    TableNeedsSecondPerson,
)
from doorstep.sync.choices import COLUMNS_OF, TableColumn
from doorstep.sync.models import ColumnSet, TableAsk
from doorstep.sync.queries import asked_by_office, needs_second_person, tables_with
from doorstep.visits.actions import record_visit
from tests.factories import make_group, make_household, make_member, make_need, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(cast, method):
    def kept(name="人数表", rows_of="households", columns=("code", "resident_count"), **more):
        asked = {"by": cast.coordinator, "on": cast.day, "name": name} | more
        return make_column_set(cast.caoba, rows_of=rows_of, columns=columns, **asked)

    return kept


@pytest.fixture
def fill(cast):
    def filled(column_set, *, format="xlsx", on=None, **more):  # noqa: A002
        on = on or cast.day
        asked = {"office": "乡民政办", "purpose": "冬季取暖", "active_on": on} | more
        return fill_table(column_set, format=format, **({"by": cast.coordinator, "on": on} | asked))

    return filled


def cells(content):
    """The rows under the header, by heading."""
    rows = [row.values for row in read_workbook(content).sheets[0].rows]
    head = next(place for place, row in enumerate(rows) if row[0] == "户编号")
    return [dict(zip(rows[head], row, strict=False)) for row in rows[head + 1 :]]


def test_a_table_of_counts_is_filled_at_once_and_leaves_its_row(cast, keep, fill):
    change_household(cast.a, resident_count=4, by=cast.coordinator, on=cast.day)
    kept = keep()

    table = fill(kept)

    assert cells(table.content) == [
        {"户编号": "A-001", "常住人口数": 4},
        {"户编号": "A-002", "常住人口数": None},
        {"户编号": "A-003", "常住人口数": None},
    ]
    ask = TableAsk.objects.get()
    assert (ask.office, ask.purpose, ask.by) == ("乡民政办", "冬季取暖", cast.coordinator)
    assert (ask.rows, ask.columns, ask.filled_on) == (3, ["code", "resident_count"], cast.day)
    entry = AuditEntry.objects.get(act="fill_table")
    assert (entry.place, entry.detail["rows"]) == (cast.caoba, 3)


def test_asks_are_counted_by_office_and_table(keep, fill):
    counts, groups = keep(), keep("组别表", columns=("code", "group"))
    for _time in range(2):
        fill(counts)
    fill(counts, office="乡卫生院")
    fill(groups)

    found = [(one.office, one.set_name, one.times) for one in asked_by_office(counts.place)]

    assert found == [
        ("乡民政办", "人数表", 2),
        ("乡卫生院", "人数表", 1),
        ("乡民政办", "组别表", 1),
    ]


@pytest.mark.parametrize(
    "column", ["民族", "政治面貌", "winter_lat", "category", "", "health_need"]
)
def test_a_refused_column_cannot_enter_a_table(keep, column):
    with pytest.raises(ColumnNotExportable):
        keep(columns=("code", column))

    assert not ColumnSet.objects.exists()


def test_no_column_of_a_table_is_a_colour_or_a_coordinate():
    words = {"category", "kind", "colour", "lat", "lon", "winter", "summer", "home"}

    assert words & {one.value for one in TableColumn} == set()


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"columns": ()}, ColumnsMissing),
        ({"rows_of": "members", "columns": ("code", "phone")}, ColumnOfOtherRows),
        ({"columns": ("code", "sex")}, ColumnOfOtherRows),
        ({"name": "重点人员表"}, NamesRefusedTopic),
        ({"name": "残疾人名单"}, NamesRefusedTopic),
        ({"name": "Bank accounts"}, NamesRefusedTopic),
        ({"group": "九组"}, NoSuchGroup),
    ],
)
def test_what_no_table_can_be_is_refused(keep, changed, refused):
    with pytest.raises(refused):
        keep(**changed)


def test_a_name_is_kept_once_and_free_again_when_the_table_is_ended(cast, keep):
    kept = keep()
    with pytest.raises(ColumnSetNamed):
        keep()

    end_column_set(kept, by=cast.coordinator, on=cast.day)

    assert keep().name == kept.name


@pytest.mark.parametrize(
    "office",
    [
        "县公安局",
        "日多派出所",
        "乡信访办",
        "县政法委",
        "County Police",
        "县公 安局",
        "Ｐｏｌｉｃｅ",
    ],
)
def test_no_table_goes_to_police_or_petition_offices(keep, fill, office):
    kept = keep()

    with pytest.raises(OfficeGetsNoTable):
        fill(kept, office=office)

    assert not TableAsk.objects.exists()


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"office": " "}, OfficeMissing),
        ({"purpose": ""}, OfficeMissing),
        ({"purpose": "上报信访台账"}, OfficeGetsNoTable),
    ],
)
def test_who_asks_and_what_for_is_said(keep, fill, changed, refused):
    kept = keep()

    with pytest.raises(refused):
        fill(kept, **changed)


def test_a_day_to_come_is_no_day_of_a_table(cast, keep, fill):
    with pytest.raises(DayStillToCome):
        fill(keep(), active_on=cast.day + timedelta(days=1))


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_only_the_villages_coordinator_keeps_and_fills_tables(cast, keep, fill, who):
    other, kept = getattr(cast, who), keep()

    with pytest.raises(ExportNotAllowed):
        fill(kept, by=other)
    with pytest.raises(ExportNotAllowed):
        keep("另一张", by=other)


def test_names_of_the_whole_village_need_a_second_person(keep, fill):
    kept = keep(columns=("code", "head"))

    with pytest.raises(TableNeedsSecondPerson):
        fill(kept)

    assert not AuditEntry.objects.filter(act="fill_table").exists()


def test_names_of_one_group_leave_alone_but_not_group_after_group(cast, keep, fill):
    for number in range(4, 7):
        make_household(cast.caoba, f"A-{number:03}", head="普布", group=cast.c.group)
    first = keep("一组名单", columns=("code", "head"), group="一组")
    second = keep("二组名单", columns=("code", "head"), group="二组")

    table = fill(first)

    assert [row["户主（联系人）"] for row in cells(table.content)] == ["央金", "巴桑"]
    assert needs_second_person(first, cast.day) is False  # the same group again is no more
    with pytest.raises(TableNeedsSecondPerson):
        fill(second)


def test_two_small_groups_after_each_other_are_as_good_as_the_register(cast, keep, fill):
    from tests.factories import make_group

    third = make_group(cast.caoba, "三组")
    make_household(cast.caoba, "A-004", head="普布", group=third)
    fill(keep("二组", columns=("code", "phone"), group="二组"))
    kept = keep("三组", columns=("code", "phone"), group="三组")
    fill(kept)  # two of four: half is not more than half

    change_household(cast.b, group=third, by=cast.coordinator, on=cast.day)

    assert needs_second_person(kept, cast.day) is True
    assert needs_second_person(kept, cast.day + timedelta(days=30)) is False


@pytest.fixture
def whole(cast, keep):
    kept = keep("名单", columns=("code", "head", "phone", "services"))
    return ask_table(
        kept, office="乡民政办", purpose="年度核对", active_on=cast.day, by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip


def test_a_released_table_prints_both_people_and_the_reason_and_is_fetched_once(cast, whole):
    settle_ask(whole, release=True, by=cast.second, on=cast.day)

    table = fetch_table(whole, format="xlsx", by=cast.coordinator, on=cast.day)

    lines = [row.at(0) for row in read_workbook(table.content).sheets[0].rows[:4]]
    assert lines == [
        "草坝村 名单",
        f"由 卓玛 导出，格桑 核准，{cast.day}",
        "索取单位：乡民政办",
        "原因：年度核对",
    ]
    export = AuditEntry.objects.get(act="record_export").detail
    assert export == {"released_by": str(cast.second.pk), "reason": "年度核对", "rows": 3}
    with pytest.raises(AskNotReleased):
        fetch_table(whole, format="xlsx", by=cast.coordinator, on=cast.day)


def test_who_asks_does_not_release(cast, whole):
    from doorstep.people.actions import give_duty, system_account

    give_duty(cast.coordinator, "exports_register", cast.caoba, by=system_account(), on=cast.day)

    with pytest.raises(ExportNeedsTwoPeople):
        settle_ask(whole, release=True, by=cast.coordinator, on=cast.day)


@pytest.mark.parametrize("who", ["tashi_account", "other_coordinator", "town_account"])
def test_nobody_without_the_duty_releases(cast, whole, who):
    with pytest.raises(ExportNotReleased):
        settle_ask(whole, release=True, by=getattr(cast, who), on=cast.day)


def test_a_table_that_is_not_released_is_not_fetched(cast, whole):
    with pytest.raises(AskNotReleased):
        fetch_table(whole, format="xlsx", by=cast.coordinator, on=cast.day)

    settle_ask(whole, release=False, by=cast.second, on=cast.day)

    with pytest.raises(AskNotReleased):
        fetch_table(whole, format="xlsx", by=cast.coordinator, on=cast.day)
    with pytest.raises(AskSettledAlready):
        settle_ask(whole, release=True, by=cast.second, on=cast.day)


def test_a_released_table_is_fetched_within_a_week_by_who_asked(cast, whole):
    settle_ask(whole, release=True, by=cast.second, on=cast.day)

    with pytest.raises(AskTooOld):
        fetch_table(whole, format="csv", by=cast.coordinator, on=cast.day + timedelta(days=8))
    with pytest.raises(ExportNotAllowed):
        fetch_table(whole, format="csv", by=cast.second, on=cast.day)


def test_a_duty_that_was_taken_back_releases_no_more(cast, whole):
    from doorstep.people.models import AccountDuty

    settle_ask(whole, release=True, by=cast.second, on=cast.day)
    AccountDuty.objects.filter(account=cast.second).update(end_on=cast.day)

    with pytest.raises(ExportNotReleased):
        fetch_table(whole, format="xlsx", by=cast.coordinator, on=cast.day)


def test_children_stand_as_child_and_number(cast, keep, fill):
    for number in range(4, 8):
        make_household(cast.caoba, f"A-{number:03}", head="普布", group=cast.c.group)
    kept = keep("成员", rows_of="members", columns=("code", "name", "born"), group="一组")

    rows = cells(fill(kept).content)

    assert [(row["成员姓名"], row.get("出生年月")) for row in rows if row["户编号"] == "A-001"] == [
        ("央金", None),
        ("旦增", "1996-05"),
        ("孩子1", "2019"),
    ]


def test_what_no_ledger_states_is_counted_from_rows(cast, keep, fill):
    pair(cast.a, cast.tashi)
    make_need(cast.a)
    sealed = make_need(cast.a)
    type(sealed).objects.filter(pk=sealed.pk).update(sealed=True)
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=cast.day, mode="on_site", result="met",
        services=["errand"], by=cast.coordinator, today=cast.day,
    )  # fmt: skip
    for number in range(4, 8):
        make_household(cast.caoba, f"A-{number:03}", head="普布", group=cast.c.group)
    columns = ("code", "helper", "last_visit", "open_needs", "services")

    rows = cells(fill(keep("办事", columns=columns, group="一组")).content)

    assert [row["未办结需求数"] for row in rows] == [1, 0]
    assert rows[0]["结对联系人"] == "扎西"
    assert rows[0]["最近走访"] == cast.day
    assert "代办" in rows[0]["近一年服务"]
    assert rows[1].get("近一年服务") is None


def test_the_day_decides_who_is_on_the_register(cast, keep, fill):
    later = cast.day + timedelta(days=5)
    make_household(cast.caoba, "A-009", head="普布", on=later)
    kept = keep()

    then = cells(fill(kept, on=later, active_on=cast.day).content)
    now = cells(fill(kept, on=later).content)

    assert ["A-009" in [row["户编号"] for row in rows] for rows in (then, now)] == [False, True]


def test_who_is_taken_out_of_use_stands_in_no_table_of_an_earlier_day(cast, keep, fill):
    later = cast.day + timedelta(days=5)
    kept = keep()
    take_off_register(cast.a, because="kept", by=cast.coordinator, on=later)
    take_off_register(cast.b, because="moved", by=cast.coordinator, on=later)

    then = cells(fill(kept, on=later, active_on=cast.day).content)

    assert [row["户编号"] for row in then] == ["A-002", "A-003"]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_formulas_do_not_run_and_long_numbers_keep_their_digits(cast, keep, fill, format):  # noqa: A002
    note = '=HYPERLINK("http://example.org")'
    change_household(cast.a, note=note, phone="08911234567", by=cast.coordinator, on=cast.day)
    for number in range(4, 8):
        make_household(cast.caoba, f"A-{number:03}", head="普布", group=cast.c.group)
    kept = keep("备注", columns=("code", "phone", "note"), group="一组")

    content = fill(kept, format=format).content

    first = cells(content)[0]
    assert (first["备注"], first["联系电话"]) == (note, "08911234567")
    if format == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(content)).active
        cell = next(cell for row in sheet.rows for cell in row if cell.value == note)
        phone = next(cell for row in sheet.rows for cell in row if cell.value == first["联系电话"])
        assert (cell.data_type, cell.quotePrefix, phone.number_format) == ("s", True, "@")
    else:
        text = content.decode("utf-8-sig")
        assert "'=HYPERLINK" in text
        assert "\t08911234567" in text


def test_every_column_that_can_be_chosen_can_be_filled(cast, keep, fill):
    make_member(cast.b, "旺堆", birth_year=1980, birth_month=2, sex="m")
    for number in range(4, 8):
        make_household(cast.caoba, f"A-{number:03}", head="普布", group=cast.c.group)

    headings = {}
    for rows_of, columns in COLUMNS_OF.items():
        kept = keep(f"全部 {rows_of}", rows_of=rows_of, columns=list(columns), group="一组")
        headings[rows_of] = list(cells(fill(kept).content)[0])

    assert {rows_of: len(found) for rows_of, found in headings.items()} == {
        rows_of: len(columns) for rows_of, columns in COLUMNS_OF.items()
    }


def test_a_household_is_told_the_tables_in_which_it_stood(cast, keep, fill):
    in_group = make_group(cast.caoba, "三组")
    change_household(cast.b, group=in_group, by=cast.coordinator, on=cast.day)
    later = cast.day + timedelta(days=9)
    close_household(cast.c, because="moved", by=cast.coordinator, on=later)
    own = fill(keep(name="三组的", group="三组"), on=later).ask
    whole = fill(keep(), on=later).ask
    before = fill(keep(name="先前"), on=cast.day).ask

    told = [set(tables_with(one)) for one in (cast.a, cast.b, cast.c, cast.d)]

    assert told == [{whole, before}, {own, whole, before}, {before}, set()]


def test_a_table_that_only_waits_is_not_told(cast, keep):
    named = keep(columns=("code", "head"))
    ask_table(
        named, office="乡民政办", purpose="冬季取暖", active_on=cast.day, by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip

    assert list(tables_with(cast.a)) == []
