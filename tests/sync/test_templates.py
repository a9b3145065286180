"""A town's template of columns: what a heading means is said once."""

import json
from datetime import timedelta

import pytest

from doorstep.register.roster import UnknownField, as_json, read_roster
from doorstep.sync.actions import drop_column, keep_columns
from doorstep.sync.actions.templates import HeadingRefused, HeadingSealed, HeadingTooLong
from doorstep.sync.models import ColumnMeaning
from doorstep.sync.queries import template_of
from tests.factories import make_place
from tests.kit.workbooks import written
from tests.register.roster.samples import NAMES, expected_of_reading, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(cast):
    def kept(*meanings, on=None):
        return keep_columns(cast.town, meanings, by=cast.coordinator, on=on or cast.day)

    return kept


def ledger(*headings):
    row = ("N-1", "卓玛", *("x" for _heading in headings))
    return written(row, labels=("户编号", "户主", *headings))


def read(cast, data, **more):
    return read_roster(data, template=template_of(cast.caoba, cast.day), **more)


def test_a_kept_heading_is_read_so_in_every_village_of_the_town(cast, keep):
    keep(("households", "几点去好", "best_time"))

    here, there = (template_of(village, cast.day) for village in (cast.caoba, cast.xiagou))
    roster = read_roster(ledger("几点 去好："), template=there)

    assert here == there == template_of(cast.town, cast.day)
    assert roster.households[0].best_time == "x"
    assert roster.household_table.by_template == ("几点 去好：",)


def test_a_village_without_a_town_has_its_own_template(db, cast):
    alone = make_place("alone")
    keep_columns(alone, [("households", "几点去好", "best_time")], by=cast.coordinator, on=cast.day)

    assert template_of(alone, cast.day) == {("households", "几点去好"): "best_time"}
    assert template_of(cast.caoba, cast.day) == {}
    assert template_of(None, cast.day) == {}


@pytest.mark.parametrize("heading", ["民族", "基本情况/宗教信仰", "政治 面貌", "照片"])
@pytest.mark.parametrize("field", ["note", ""])
def test_no_template_gives_a_refused_column_a_meaning(keep, heading, field):
    with pytest.raises(HeadingRefused):
        keep(("households", heading, field))

    assert not ColumnMeaning.objects.exists()


@pytest.mark.parametrize("heading", ["残疾证号", "身份证号", "公民身份号码", "银行卡号"])
def test_no_template_brings_in_what_is_sealed(keep, heading):
    with pytest.raises(HeadingSealed):
        keep(("households", heading, "note"))


def test_a_refused_heading_in_the_table_all_the_same_is_not_read(cast, keep):
    keep(("households", "几点去好", "note"))
    ColumnMeaning.objects.update(heading="民族", key="民族")

    roster = read(cast, ledger("民族"))

    assert roster.households[0].note == ""
    assert [one.column for one in roster.refused_columns] == ["民族"]


@pytest.mark.parametrize(
    ("meaning", "refused"),
    [
        (("households", "甲", "ethnicity"), UnknownField),
        (("members", "甲", "helper"), UnknownField),
        (("nothing", "甲", "note"), UnknownField),
        (("households", "甲" * 201, "note"), HeadingTooLong),
    ],
)
def test_what_no_list_has_is_refused(keep, meaning, refused):
    with pytest.raises(refused):
        keep(("households", "几点去好", "best_time"), meaning)

    assert not ColumnMeaning.objects.exists()


def test_a_new_meaning_ends_the_former_from_that_day_on(cast, keep):
    later = cast.day + timedelta(days=5)
    keep(("households", "几点去好", "best_time"))
    assert keep(("households", "几点去好", "best_time"), on=later) == []

    keep(("households", "几点去好", "note"), on=later)

    found = [template_of(cast.caoba, day) for day in (cast.day, later)]
    assert [list(one.values()) for one in found] == [["best_time"], ["note"]]


def test_dropped_a_heading_is_read_as_before(cast, keep):
    (meaning,) = keep(("households", "家庭人口", ""))
    without = read(cast, ledger("家庭人口")).household_fields

    drop_column(meaning, by=cast.coordinator, on=cast.day)

    assert "resident_count" not in without
    assert "resident_count" in read(cast, ledger("家庭人口")).household_fields


def test_a_hand_goes_before_the_template(cast, keep):
    keep(("households", "几点去好", "best_time"))

    roster = read(cast, ledger("几点去好"), columns={"几点去好": "note"})

    assert (roster.households[0].note, roster.households[0].best_time) == ("x", "")
    assert roster.household_table.by_template == ()


def test_a_meaning_on_one_kind_of_list_says_nothing_of_another(cast, keep):
    keep(("helpers", "备注", ""))

    assert read(cast, ledger("备注")).households[0].note == "x"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_of_other_headings_changes_nothing_of_the_samples(cast, keep, name):
    keep(("households", "几点去好", "best_time"), ("members", "外号", "name"))

    told = json.loads(json.dumps(as_json(read(cast, path_of(name)))))

    wanted = expected_of_reading(name)
    assert {key: told.get(key) for key in wanted} == wanted
