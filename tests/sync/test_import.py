"""Other ledgers, other places, and what is refused."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.categories.models import Proposal
from doorstep.method.models import Adoption
from doorstep.method.queries import NoMethodLoaded
from doorstep.people.models import AuditEntry, Place
from doorstep.register.models import Household, Member
from doorstep.sync.actions.places import RosterOfSeveralVillages, VillageNotNamed
from tests.factories import make_place
from tests.register.roster.samples import expected
from tests.sync.samples import DAY, look, take

pytestmark = pytest.mark.django_db

NIANCUN = "niancun-197.xlsx"


def test_a_preview_writes_nothing(version):
    before = AuditEntry.objects.count()

    report = look(NIANCUN)

    assert report.place_created
    assert (report.undo_id, report.as_json()["households"]) == (None, 197)
    assert Place.objects.count() == 0
    assert AuditEntry.objects.count() == before


def test_without_a_method_nothing_is_made(db):
    with pytest.raises(NoMethodLoaded) as refused:
        take(NIANCUN)

    assert "load-method" in str(refused.value)
    assert Place.objects.count() == 0


def test_rows_with_errors_stay_out_and_the_others_come(version):
    report = take("dirty.xlsx", "dirty")

    wanted = expected("dirty.xlsx")
    assert report.has_rejected_rows
    assert Household.objects.count() == wanted["households"]
    assert Counter(Proposal.objects.values_list("kind", flat=True)) == {
        "blue": 2,
        "orange": 2,
        "red": 3,
    }
    assert take("dirty.xlsx", "dirty").diff.is_empty


@pytest.mark.parametrize("name", ["aliases.xlsx", "one-row-per-person.xlsx"])
def test_other_layouts_come_whole_and_again_change_nothing(version, name):
    take(name, "other")

    wanted = expected(name)
    groups = Counter(Household.objects.values_list("group__name", flat=True))
    assert Household.objects.count() == wanted["households"]
    assert Member.objects.count() == wanted["members"]
    assert dict(groups) == wanted["groups"]
    assert take(name, "other").diff.is_empty


def test_a_refused_column_reaches_no_row(version):
    take("aliases.xlsx", "other")

    canary = expected("aliases.xlsx")["refused_canary"]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += [row for row in cursor.fetchall() if canary in repr(row)]
    assert found == []


def test_a_village_that_follows_no_method_yet_follows_the_newest(version):
    village = make_place("niancun")

    report = take(NIANCUN)

    assert not report.place_created
    assert Adoption.objects.get(place=village).version == version


def test_a_town_asks_for_the_column_of_villages(version):
    make_place("riduo", kind="town")

    with pytest.raises(VillageNotNamed):
        take(NIANCUN, "riduo")


def test_the_questions_asked_of_the_database_do_not_grow_with_the_ledger(version):
    take(NIANCUN)
    with CaptureQueriesContext(connection) as small:
        look("aliases.xlsx", "niancun")
    with CaptureQueriesContext(connection) as large:
        look(NIANCUN)

    assert len(large) == len(small)


def test_several_villages_become_a_town(version, roster_of_two_villages):
    report = roster_of_two_villages("xiang")

    villages = Place.objects.filter(kind="village").order_by("code")
    assert report.place_created
    assert [(one.code, one.name, one.parent.code) for one in villages] == [
        ("xiang-01", "上村", "xiang"),
        ("xiang-02", "下村", "xiang"),
    ]
    assert [one.households.count() for one in villages] == [2, 1]
    assert [remark.reason for remark in report.roster.errors] == ["missing_village"]
    assert roster_of_two_villages("xiang").diff.is_empty


def test_one_village_does_not_take_the_ledger_of_several(version, roster_of_two_villages):
    make_place("niancun")

    with pytest.raises(RosterOfSeveralVillages):
        roster_of_two_villages("niancun")


@pytest.fixture
def roster_of_two_villages(tmp_path):
    from doorstep.kit.sheets import Column, SheetOut, write_sheets
    from doorstep.people.actions import system_account
    from doorstep.register.roster import read_roster
    from doorstep.sync.actions import import_roster

    heads = ["户编号", "行政村", "村民小组", "户主（联系人）", "登记日期"]
    rows = [
        ["A-1", "上村", "一组", "卓玛", "2026-03-01"],
        ["A-2", "上村", "一组", "巴桑", "2026-03-01"],
        ["A-1", "下村", "一组", "次仁", "2026-03-01"],
        ["A-9", "", "一组", "德吉", "2026-03-01"],
    ]
    path = tmp_path / "two.xlsx"
    write_sheets(path, [SheetOut("台账", "台账", [Column(head) for head in heads], rows)])

    def take_it(place):
        roster = read_roster(path)
        return import_roster(
            roster, place, by=system_account(), on=DAY, filename="two.xlsx", digest=""
        )

    return take_it
