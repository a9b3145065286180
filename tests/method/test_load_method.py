from datetime import date, timedelta

import pytest

from doorstep.method import actions
from doorstep.method.files import MethodFaulty
from doorstep.method.models import CalendarDay, Version
from doorstep.method.queries import cadences_of, category_types, newest_version, services_of
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry, Seat, Skill
from tests.factories import DAY, METHOD
from tests.method.folders import four_colours_with


@pytest.fixture
def by(db):
    return system_account()


def test_the_shipped_method_is_published(by):
    version, published = actions.load_method(METHOD, by=by, on=DAY)

    assert (published, version.method_key, version.number, version.published_on) == (
        True, "four_colours", 1, DAY,
    )  # fmt: skip
    assert newest_version() == newest_version("four_colours") == version
    assert AuditEntry.objects.filter(act="load_method", by=by).count() == 1


def test_categories_are_services_with_their_reasons(by):
    version, _ = actions.load_method(METHOD, by=by, on=DAY)

    types = category_types(version)

    assert {kind: row.names["zh-hans"] for kind, row in types.items()} == {
        "red": "调解支持", "orange": "关爱照护", "blue": "经济帮扶", "green": "暂无专项需求",
    }  # fmt: skip
    assert [
        (reason.key, reason.fact, reason.comparison, reason.value)
        for reason in types["blue"].reasons.all()
    ] == [
        ("sudden_event", "sudden_event", "at_least", 1),
        ("medical_costs", "medical_costs", "at_least", 1),
        ("nobody_able_to_work", "able_to_work", "at_most", 0),
        ("many_pupils", "pupils", "at_least", 3),
    ]


def test_the_rest_of_the_method_is_rows_too(by):
    version, _ = actions.load_method(METHOD, by=by, on=DAY)

    assert [service.key for service in services_of(version)] == [
        "policy", "mediation", "hazard_check", "work_safety", "clean_up", "errand", "aid",
        "care", "study",
    ]  # fmt: skip
    assert cadences_of(version) == {("contact", ""): "week", ("on_site", ""): "month"}
    assert version.deadlines.count() == 27
    assert list(version.preferences.values_list("category", "kind", "value", "points")) == [
        ("red", "has_skill", "mediation", 60),
        ("orange", "has_skill", "care", 60),
        ("orange", "hours_at_least", "6", 60),
        ("blue", "has_skill", "economy", 60),
        ("green", "born_on_or_after", "35", 60),
        ("", "language", "", 40),
        ("", "distance", "", 1),
        ("", "continuity", "", 15),
    ]
    assert version.weights == {"unserved": 500, "soon": 50, "urgent": 250}


def test_seats_and_skills_are_filled(by):
    actions.load_method(METHOD, by=by, on=DAY)

    assert [seat.key for seat in Seat.objects.all()] == [
        "grid_leader", "fixed_1", "fixed_2", "fixed_3", "fixed_4", "joint_head",
        "centre_household", "specialist", "contact_cadre", "in_work", "coordinator",
    ]  # fmt: skip
    assert Skill.objects.get(key="mediation").aliases == ["调解", "矛盾调解"]


def test_the_same_content_publishes_nothing_new(by):
    first, _ = actions.load_method(METHOD, by=by, on=DAY)
    before = AuditEntry.objects.count()

    again = actions.load_method(METHOD, by=by, on=DAY + timedelta(days=9))

    assert again == (first, False)
    assert AuditEntry.objects.count() == before


def test_a_changed_comment_publishes_nothing_new(by, tmp_path):
    first, _ = actions.load_method(METHOD, by=by, on=DAY)
    folder = four_colours_with(tmp_path, "method.toml", "# The four-colour", "# Our four-colour")

    assert actions.load_method(folder, by=by, on=DAY) == (first, False)


def test_changed_content_is_the_next_version_and_the_old_one_stays(by, tmp_path):
    first, _ = actions.load_method(METHOD, by=by, on=DAY)
    folder = four_colours_with(tmp_path, "method.toml", "category_days = 90", "category_days = 60")

    second, published = actions.load_method(folder, by=by, on=DAY)

    first.refresh_from_db()
    assert (published, second.number, second.category_days) == (True, 2, 60)
    assert (first.number, first.category_days) == (1, 90)
    assert newest_version("four_colours") == second


def test_nothing_is_written_from_faulty_files(by, tmp_path):
    folder = four_colours_with(tmp_path, "services.toml", 'kind = "errand"', 'kind = "erand"')

    with pytest.raises(MethodFaulty) as refused:
        actions.load_method(folder, by=by, on=DAY)

    assert [str(fault).split(":")[0] for fault in refused.value.faults] == ["services.toml"]
    assert (Version.objects.count(), Seat.objects.count(), CalendarDay.objects.count()) == (0, 0, 0)


def test_the_calendar_is_added_and_what_people_set_stays(by):
    day = date(2026, 10, 10)
    actions.put_calendar_day(day, is_working=False, names={"zh-hans": "放假"}, by=by, on=DAY)

    actions.load_method(METHOD, by=by, on=DAY)

    assert CalendarDay.objects.get(day=day).names == {"zh-hans": "放假"}
    assert CalendarDay.objects.get(day=date(2026, 2, 14)).is_working is True
    assert CalendarDay.objects.get(day=date(2026, 10, 7)).is_working is False


def test_roads_and_languages_are_weighed_as_stated_and_unstated_ones_change_no_digest(by, tmp_path):
    shipped, _is_new = actions.load_method(METHOD, by=by, on=DAY)
    more = "urgent = 250\nterrain_percent = 160\nlanguage_required = 1"
    folder = four_colours_with(tmp_path, "method.toml", "urgent = 250", more)

    version, is_new = actions.load_method(folder, by=by, on=DAY)

    assert (version.weights["terrain_percent"], version.weights["language_required"]) == (160, 1)
    assert (is_new, actions.load_method(METHOD, by=by, on=DAY)) == (True, (shipped, False))
