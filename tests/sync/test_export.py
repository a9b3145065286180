"""The ledger taken out, and taken in again."""

from datetime import timedelta

import pytest

from doorstep.kit.sheets import read_workbook
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry, Place
from doorstep.register.actions import change_household, set_home, withdraw_consent
from doorstep.register.actions.exports import ExportNeedsTwoPeople
from doorstep.register.models import Household
from doorstep.register.roster import read_roster
from doorstep.sync.actions import export_roster, preview_roster
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
