"""Small ledgers, one after the other: what stays, what changes, what leaves."""

from datetime import date, timedelta

import pytest

from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.people.actions import system_account
from doorstep.register.models import Household, Member
from doorstep.register.roster import read_roster
from doorstep.sync.actions import import_roster, undo_import
from doorstep.sync.actions.imports import CannotCloseWithRejectedRows
from doorstep.sync.models import RosterImport
from tests.factories import adopt_method
from tests.sync.samples import DAY

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


def undo(report, on=NEXT):
    done = RosterImport.objects.get(pk=report.undo_id)
    return undo_import(done, by=system_account(), on=on)


def active():
    return Household.objects.active_on(NEXT)


def write(path, rows, heads=("户编号", "户主（联系人）", "联系电话", "备注")):
    sheet = SheetOut("台账", "台账", [Column(head) for head in heads], rows)
    write_sheets(path, [sheet])
    return path


def take_rows(tmp_path, rows, *heads, on=DAY, **other):
    path = write(tmp_path / "rows.xlsx", rows, heads) if heads else write(tmp_path / "r.xlsx", rows)
    return import_roster(
        read_roster(path, today=on),
        "small",
        by=system_account(),
        on=on,
        filename=path.name,
        digest="",
        **other,
    )


@pytest.fixture
def small(tmp_path):
    adopt_method(on=DAY)
    rows = [["A-1", "卓玛", "19900000001", "甲"], ["A-2", "巴桑", "19900000002", ""]]
    return take_rows(tmp_path, rows)


def test_an_absent_column_changes_nothing(small, tmp_path):
    rows = [["A-1", "卓玛"], ["A-2", "巴桑"]]

    report = take_rows(tmp_path, rows, "户编号", "户主（联系人）", on=NEXT)

    assert report.diff.is_empty
    assert Household.objects.get(code="A-1").phone == "19900000001"


def test_a_household_missing_from_a_ledger_stays_unless_closing_is_asked_for(small, tmp_path):
    rows = [["A-1", "卓玛", "19900000001", "甲"]]

    merely = take_rows(tmp_path, rows, on=NEXT)
    stayed = active().count()
    asked = take_rows(tmp_path, rows, on=NEXT, close_missing=True)

    assert ([one.code for one in merely.diff.removed], merely.closed, stayed) == (["A-2"], (), 2)
    assert (asked.closed, active().count()) == (("A-2",), 1)


def test_nothing_is_closed_while_rows_are_rejected(small, tmp_path):
    rows = [["A-1", "卓玛", "19900000001", "甲"], ["A-2", "", "19900000002", ""]]

    with pytest.raises(CannotCloseWithRejectedRows):
        take_rows(tmp_path, rows, on=NEXT, close_missing=True)

    assert active().count() == 2


def test_a_closed_household_that_is_listed_again_comes_back(small, tmp_path):
    both = [["A-1", "卓玛", "19900000001", "甲"], ["A-2", "巴桑", "19900000002", ""]]
    take_rows(tmp_path, both[:1], on=NEXT, close_missing=True)

    take_rows(tmp_path, both, on=NEXT)

    assert active().count() == 2
    assert Member.objects.filter(household__code="A-2", left_on=None).count() == 1


def test_a_new_head_takes_the_place_of_the_former(small, tmp_path):
    rows = [["A-1", "旦增", "19900000001", "甲"], ["A-2", "巴桑", "19900000002", ""]]

    report = take_rows(tmp_path, rows, on=NEXT)

    members = Member.objects.filter(household__code="A-1").order_by("order")
    assert [(one.name, one.relation) for one in members] == [("卓玛", "member"), ("旦增", "head")]
    undo(report)
    assert [(one.name, one.relation) for one in members.all()] == [("卓玛", "head")]


def test_a_name_is_kept_from_fourteen_on(tmp_path):
    adopt_method(on=DAY)
    heads = ("户编号", "姓名", "与户主关系", "出生年月")
    rows = [["A-1", "卓玛", "户主", "1980-05"], ["", "桑珠", "女儿", "2013-02"]]
    take_rows(tmp_path, rows, *heads)
    child = Member.objects.get(relation_word="女儿")
    before = (child.name, child.birth_year, child.birth_month)

    take_rows(tmp_path, rows, *heads, on=date(2027, 5, 1))

    child.refresh_from_db()
    assert before == ("孩子1", 2013, None)
    assert (child.name, child.birth_year, child.birth_month) == ("桑珠", 2013, 2)
