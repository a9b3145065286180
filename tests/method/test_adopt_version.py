from datetime import date, timedelta

import pytest

from doorstep.method import actions
from doorstep.method.models import Adoption
from doorstep.method.queries import (
    NoMethodAdopted,
    NoMethodLoaded,
    adopted_on,
    deadline_for,
    require_newest_version,
    version_at,
)
from doorstep.people.models import AuditEntry
from tests.factories import DAY, METHOD, adopt_method
from tests.method.folders import four_colours_with


@pytest.fixture
def two(cast, tmp_path):
    """Two versions of the method."""
    first, _ = actions.load_method(METHOD, by=cast.coordinator, on=DAY)
    folder = four_colours_with(tmp_path, "method.toml", "quiet_days = 90", "quiet_days = 30")
    second, _ = actions.load_method(folder, by=cast.coordinator, on=DAY)
    return first, second


def test_the_latest_adoption_up_to_a_day_holds(cast, two):
    later = DAY + timedelta(days=10)
    actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=DAY)
    actions.adopt_version(cast.caoba, two[1], by=cast.coordinator, start_on=later)

    assert version_at(cast.caoba, later - timedelta(days=1)) == two[0]
    assert version_at(cast.caoba, later) == two[1]
    assert adopted_on(cast.caoba) == DAY


def test_a_village_follows_the_nearest_area_above_it(cast, two):
    actions.adopt_version(cast.county, two[0], by=cast.coordinator, start_on=DAY)
    actions.adopt_version(cast.town, two[1], by=cast.coordinator, start_on=DAY)

    assert version_at(cast.caoba, DAY) == two[1]
    assert version_at(cast.county, DAY) == two[0]


def test_a_villages_own_version_goes_before_a_later_one_above_it(cast, two):
    actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=DAY)
    actions.adopt_version(
        cast.county, two[1], by=cast.coordinator, start_on=DAY + timedelta(days=5)
    )

    assert version_at(cast.caoba, DAY + timedelta(days=9)) == two[0]
    assert version_at(cast.xiagou, DAY + timedelta(days=9)) == two[1]


def test_before_the_first_adoption_there_is_no_method(cast, two):
    actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=DAY)

    with pytest.raises(NoMethodAdopted):
        version_at(cast.caoba, DAY - timedelta(days=1))
    with pytest.raises(NoMethodAdopted):
        version_at(cast.xiagou, DAY)
    assert adopted_on(cast.xiagou) is None


def test_adopting_the_same_again_writes_nothing(cast, two):
    first = actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=DAY)

    again = actions.adopt_version(cast.caoba, two[0], by=cast.second, start_on=DAY)

    assert again == first
    assert AuditEntry.objects.filter(act="adopt_version").count() == 1


def test_the_version_of_a_day_can_be_exchanged(cast, two):
    actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=DAY)

    actions.adopt_version(cast.caoba, two[1], by=cast.second, start_on=DAY)

    assert list(Adoption.objects.values_list("version", "by")) == [(two[1].pk, cast.second.pk)]


def test_an_adoption_from_a_later_day_stands_in_the_trail_on_the_day_of_the_act(cast, two):
    later = DAY + timedelta(days=30)

    actions.adopt_version(cast.caoba, two[0], by=cast.coordinator, start_on=later, on=DAY)

    assert AuditEntry.objects.get(act="adopt_version").on == DAY
    assert Adoption.objects.get().start_on == later


def test_without_a_loaded_method_the_command_is_named(db):
    with pytest.raises(NoMethodLoaded, match="load-method"):
        require_newest_version()


@pytest.mark.parametrize(
    ("kind", "urgency", "raised_on", "deadline_on"),
    [
        ("errand", "ordinary", date(2026, 3, 2), date(2026, 3, 9)),
        ("hazard", "urgent", date(2026, 3, 6), date(2026, 3, 9)),
        ("care", "urgent", date(2026, 9, 30), date(2026, 10, 8)),  # over the National Day
        ("other", "urgent", date(2026, 5, 8), date(2026, 5, 11)),  # Saturday the 9th is worked
    ],
)
def test_a_deadline_counts_working_days(cast, kind, urgency, raised_on, deadline_on):
    version = adopt_method(cast.caoba)

    assert deadline_for(version.pk, kind, urgency, raised_on) == deadline_on


def test_version_at_asks_once(cast, two, django_assert_num_queries):
    actions.adopt_version(cast.county, two[0], by=cast.coordinator, start_on=DAY)

    with django_assert_num_queries(1):
        version_at(cast.caoba, DAY)
