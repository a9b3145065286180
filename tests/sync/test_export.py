"""The ledger taken out, and taken in again."""

from datetime import timedelta

import pytest

from doorstep.kit.sheets import read_workbook
from doorstep.people.actions import system_account
from doorstep.people.models import Account, AuditEntry, Place
from doorstep.register.actions import (
    add_member,
    change_household,
    give_consent,
    set_home,
    withdraw_consent,
)
from doorstep.register.actions.exports import ExportNeedsTwoPeople
from doorstep.register.models import Household
from doorstep.register.roster import read_roster
from doorstep.sync.actions import (
    ask_table,
    export_roster,
    fetch_table,
    import_roster,
    make_column_set,
    preview_roster,
    settle_ask,
)
from doorstep.sync.choices import COLUMNS_OF
from tests.factories import DAY as DAY_OF_CAST
from tests.factories import make_account, make_household, make_place
from tests.sync.samples import DAY

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def village(niancun):
    return Place.objects.get(code="niancun")


@pytest.fixture
def export(village, tmp_path):
    by = make_account("drolma", name="卓玛", roles=[("coordinator", village)], on=DAY)
    other = make_account("gesang", name="格桑", duties=[("exports_register", village)], on=DAY)
    path = tmp_path / "out.xlsx"

    def write(**changed):
        asked = {"by": by, "released_by": other, "reason": "年度核对", "on": NEXT} | changed
        return export_roster(village, path, **asked)

    write.path, write.by = path, by
    return write


def again(path):
    return preview_roster(read_roster(path, today=NEXT), "niancun", on=NEXT)


def test_what_goes_out_comes_in_unchanged(export):
    exported = export()

    report = again(export.path)
    assert (exported.households, exported.members) == (197, 703)
    assert report.diff.is_empty
    assert report.diff.unchanged == 197
    assert report.roster.remarks == ()
    assert report.roster.unmapped_columns == ()


def rows_below_the_lines(path):
    """Every cell of every sheet from its header on."""
    found = []
    for sheet in read_workbook(path).sheets:
        values = [row.values for row in sheet.rows]
        head = next(place for place, row in enumerate(values) if "户编号" in row)
        found.append((sheet.name, values[head:]))
    return found


@pytest.fixture
def odd(village):
    """Households with whatever a cell can hold."""
    given = {"by": system_account(), "on": NEXT}
    homes = list(Household.objects.filter(village=village).order_by("code")[:4])
    change_household(
        homes[0], note='=HYPERLINK("http://example.org")', need_note="@SUM(A1)", **given
    )
    change_household(
        homes[1], phone="0891-6123456", languages=["bo", "zh"], best_time="早上或晚上", **given
    )
    change_household(homes[2], resident_count=0, note="'引号", languages=["en"], **given)
    change_household(homes[3], phone="", need_note="-5度 没有煤", review_on=NEXT, **given)
    for fields in (
        {"name": "德吉", "sex": "f", "birth_year": 1980, "birth_month": 2, "able_to_work": True},
        {"name": "有生日的孩子", "birth_year": 2020, "birth_month": 6, "at_school": False},
        {"name": "只知年份", "birth_year": 1950, "relation_word": "祖母"},
        {"name": "=1+1"},
    ):
        add_member(homes[0], relation="member", **given, **fields)
    give_consent(homes[0], purpose="register", how="thumb", given_on=DAY, **given)


def test_exported_imported_elsewhere_and_exported_again_every_cell_is_equal(export, odd, tmp_path):
    export()
    import_roster(
        read_roster(export.path, today=NEXT),
        "elsewhere",
        by=system_account(),
        on=NEXT,
        filename="out.xlsx",
    )

    elsewhere = Place.objects.get(code="elsewhere")
    by = make_account("other", roles=[("coordinator", elsewhere)], on=DAY)
    releaser = make_account("releaser", duties=[("exports_register", elsewhere)], on=DAY)
    again_path = tmp_path / "again.xlsx"
    export_roster(elsewhere, again_path, by=by, released_by=releaser, reason="核对", on=NEXT)

    first, second = (rows_below_the_lines(path) for path in (export.path, again_path))
    assert [(name, len(rows)) for name, rows in first] == [("农牧户台账", 198), ("家庭成员", 708)]
    assert second == first


def test_every_exported_column_holds_something_in_that_trip(export, odd):
    export()

    empty = {
        (name, heading)
        for name, rows in rows_below_the_lines(export.path)
        for place, heading in enumerate(rows[0])
        if not any(row[place] not in (None, "") for row in rows[1:] if place < len(row))
    }
    assert empty == set()


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_table_of_every_column_comes_in_unchanged_too(village, odd, export, format):  # noqa: A002
    given = {"by": export.by, "on": NEXT}
    columns = list(COLUMNS_OF["households"])
    kept = make_column_set(village, name="全部", rows_of="households", columns=columns, **given)
    ask = ask_table(kept, office="乡民政办", purpose="核对", active_on=NEXT, **given)
    settle_ask(ask, release=True, by=Account.objects.get(login="gesang"), on=NEXT)

    table = fetch_table(ask, format=format, **given)

    report = preview_roster(read_roster(table.content, today=NEXT), "niancun", on=NEXT)
    assert (report.diff.changes, report.diff.unchanged) == ((), 197)
    assert set(report.roster.unmapped_columns) == {"最近走访", "未办结需求数", "近一年服务"}


def test_texts_that_look_like_formulas_stay_texts(export):
    household = Household.objects.get(code="NC1-001")
    note = '=HYPERLINK("http://example.org")'
    change_household(household, note=note, need_note="+86", by=system_account(), on=NEXT)

    export()

    sheet = read_workbook(export.path).sheets[0]
    report = again(export.path)
    home = report.roster.households[0]
    assert (home.note, home.need_note) == (note, "+86")
    assert sheet.formulas == {}
    assert report.diff.is_empty


def test_the_file_says_who_released_it_and_why(export):
    export()

    rows = read_workbook(export.path).sheets[0].rows
    assert [row.at(0) for row in rows[:3]] == [
        "niancun 农牧户台账",
        f"由 卓玛 导出，格桑 核准，{NEXT}",
        "原因：年度核对",
    ]


def test_neither_coordinates_nor_colours_go_out(export):
    set_home(
        Household.objects.get(code="NC1-001"),
        "winter",
        lat=29.777,
        lon=91.666,
        by=system_account(),
        on=NEXT,
    )

    exported = export()

    text = repr(read_workbook(export.path))
    assert "29.777" not in text
    assert "91.666" not in text
    assert not {"需求类别", "冬季居所纬度"} & set(exported.columns)
    assert not [word for word in ("经济帮扶", "关爱照护", "调解支持") if word in text]


def test_a_consent_that_was_withdrawn_does_not_go_out(export):
    household = Household.objects.get(code="NC1-001")
    withdraw_consent(household.consents.get(), by=system_account(), on=NEXT)

    export()

    home = again(export.path).roster.households[0]
    assert (home.code, home.consent_on, home.consent_how) == ("NC1-001", None, "")


def test_the_ledger_of_a_town_goes_out_and_comes_in_unchanged(cast, method, tmp_path):
    path = tmp_path / "out.xlsx"
    by = make_account("town_coordinator", roles=[("coordinator", cast.town)])
    other = make_account("releaser", duties=[("exports_register", cast.town)])

    exported = export_roster(
        cast.town, path, by=by, released_by=other, reason="年度核对", on=cast.day
    )

    report = preview_roster(read_roster(path, today=cast.day), cast.town.code, on=cast.day)
    assert (exported.households, exported.columns[0]) == (5, "行政村")
    assert set(report.roster.villages) == {"草坝村", "下沟村"}
    assert report.diff.is_empty


def test_the_ledger_of_a_town_of_one_village_names_it(db, tmp_path):
    town = make_place("riduo", kind="town")
    make_household(make_place("caoba", name="草坝村", parent=town))
    path = tmp_path / "out.xlsx"
    by = make_account("town_coordinator", roles=[("coordinator", town)])
    other = make_account("releaser", duties=[("exports_register", town)])

    export_roster(town, path, by=by, released_by=other, reason="年度核对", on=DAY_OF_CAST)

    report = preview_roster(read_roster(path, today=DAY_OF_CAST), "riduo", on=DAY_OF_CAST)
    assert report.roster.villages == ("草坝村",)
    assert report.diff.is_empty


def test_a_refused_export_leaves_no_file_and_no_entry(export):
    with pytest.raises(ExportNeedsTwoPeople):
        export(released_by=export.by)

    assert not export.path.exists()
    assert not AuditEntry.objects.filter(act="record_export").exists()


def test_a_file_that_cannot_be_written_leaves_no_entry(export):
    export.path.mkdir()

    with pytest.raises(OSError):  # noqa: PT011
        export()

    assert not AuditEntry.objects.filter(act="record_export").exists()
