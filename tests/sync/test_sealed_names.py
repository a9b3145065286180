"""Names under 14 in a ledger, once sealed fields are on: sealed at once, written plain nowhere."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers

from doorstep.kit.sheets import Column, SheetOut, read_workbook, write_sheets
from doorstep.people.actions import system_account
from doorstep.people.models import Place
from doorstep.register.actions import open_sealed_fields
from doorstep.register.models import Member
from doorstep.register.queries import own_name
from doorstep.register.roster import read_roster
from doorstep.sync.actions import export_roster, import_roster, preview_roster, undo_import
from doorstep.sync.models import RosterImport
from tests.factories import adopt_method, make_account
from tests.sync.samples import DAY

pytestmark = pytest.mark.django_db
HEADS = ("户编号", "姓名", "与户主关系", "性别", "出生年月")
CHILD, SECOND, LATE = "央珍样名", "格桑样名", "达瓦样名"
NEXT = DAY + timedelta(days=1)


def roster_of(tmp_path, rows, *, on=DAY):
    path = tmp_path / "rows.xlsx"
    write_sheets(path, [SheetOut("台账", "台账", [Column(head) for head in HEADS], rows)])
    return read_roster(path, today=on)


def take(tmp_path, rows, *, on=DAY):
    return import_roster(
        roster_of(tmp_path, rows, on=on), "small", by=system_account(), on=on,
        filename="rows.xlsx", digest="",
    )  # fmt: skip


def people(*children):
    rows = [["A-1", "卓玛", "户主", "女", "1980-05"]]
    return rows + [["", name, "女儿", "女", born] for name, born in children]


@pytest.fixture
def small(tmp_path):
    """One household without children; its village seals."""
    adopt_method(on=DAY)
    take(tmp_path, people())
    place = Place.objects.get(code="small")
    open_sealed_fields(place, by=system_account(), on=DAY, assessed_on=DAY)
    return place


def children():
    rows = Member.objects.filter(relation_word="女儿", left_on=None).order_by("order")
    return [(one.name, own_name(one)) for one in rows]


def everything_stored():
    return "".join(
        serializers.serialize("json", model._base_manager.all(), ensure_ascii=False)
        for model in apps.get_models()
    )


def test_names_are_sealed_as_they_come_in_and_stand_nowhere_else(small, tmp_path):
    report = take(tmp_path, people((CHILD, "2019-03"), (SECOND, "2021-04")), on=NEXT)

    assert children() == [("孩子1", CHILD), ("孩子2", SECOND)]
    stored = everything_stored()
    assert (CHILD in stored, SECOND in stored, "卓玛" in stored) == (False, False, True)
    assert CHILD not in str(report.diff)


def test_a_new_households_children_are_sealed_too(small, tmp_path):
    rows = [*people(), ["A-2", "巴桑", "户主", "男", "1985"], ["", CHILD, "女儿", "女", "2019-03"]]

    take(tmp_path, rows, on=NEXT)

    assert children() == [("孩子1", CHILD)]
    assert CHILD not in everything_stored()


def test_a_child_known_by_number_gets_its_name_with_the_next_ledger(tmp_path):
    adopt_method(on=DAY)
    take(tmp_path, people((CHILD, "2019-03")))
    before = children()
    place = Place.objects.get(code="small")
    open_sealed_fields(place, by=system_account(), on=DAY, assessed_on=DAY)

    take(tmp_path, people((CHILD, "2019-03")), on=NEXT)

    assert (before, children()) == ([("孩子1", "")], [("孩子1", CHILD)])


def test_a_number_in_a_name_cell_changes_nothing(small, tmp_path):
    take(tmp_path, people((CHILD, "2019-03"), (SECOND, "2021-04")), on=NEXT)
    rows = people(("孩子1", "2019"), ("孩子2", "2021"))

    report = preview_roster(roster_of(tmp_path, rows, on=NEXT), "small", on=NEXT)
    take(tmp_path, rows, on=NEXT)

    assert (report.diff.member_changes, report.diff.members_added) == ((), ())
    assert children() == [("孩子1", CHILD), ("孩子2", SECOND)]


def test_the_same_ledger_again_writes_no_member(small, tmp_path):
    rows = people((CHILD, "2019-03"), (SECOND, "2021-04"))
    take(tmp_path, rows, on=NEXT)
    before = list(Member.objects.order_by("pk").values())

    take(tmp_path, rows, on=NEXT)

    assert list(Member.objects.order_by("pk").values()) == before


def test_what_is_exported_says_numbers_and_comes_in_again_unchanged(small, tmp_path):
    take(tmp_path, people((CHILD, "2019-03"), (SECOND, "2021-04")), on=NEXT)
    by = make_account("drolma", roles=[("coordinator", small)], on=DAY)
    other = make_account("gesang", duties=[("exports_register", small)], on=DAY)
    path = tmp_path / "out.xlsx"
    asked = {"by": by, "released_by": other, "reason": "年度核对", "on": NEXT}

    export_roster(small, path, **asked)
    first = cells(path)
    again = read_roster(path, today=NEXT)
    report = preview_roster(again, "small", on=NEXT)
    import_roster(again, "small", by=by, on=NEXT, filename="out.xlsx", digest="")
    export_roster(small, path, **asked)

    assert {"孩子1", "孩子2"} <= {cell for row in first for cell in row}
    assert (CHILD in str(first), cells(path)) == (False, first)
    assert (report.diff.changes, report.diff.member_changes) == ((), ())
    assert children() == [("孩子1", CHILD), ("孩子2", SECOND)]


def cells(path):
    return [list(row.values) for sheet in read_workbook(path).sheets for row in sheet.rows]


def test_undo_puts_a_sealed_name_back_that_was_never_plain(small, tmp_path):
    take(tmp_path, people((CHILD, "2019-03")), on=NEXT)
    report = take(tmp_path, people((LATE, "2019-03")), on=NEXT)
    between, stored = children(), everything_stored()

    undo_import(RosterImport.objects.get(pk=report.undo_id), by=system_account(), on=NEXT)

    assert (between, children()) == ([("孩子1", LATE)], [("孩子1", CHILD)])
    assert (CHILD in stored, LATE in stored) == (False, False)


def test_who_is_fourteen_by_the_next_ledger_stands_with_the_name(small, tmp_path):
    rows = people((CHILD, "2013-02"))
    take(tmp_path, rows, on=NEXT)

    take(tmp_path, rows, on=date(2027, 5, 1))

    assert children() == [(CHILD, "")]
