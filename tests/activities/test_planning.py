"""Planned, prepared, held or called off."""

from datetime import timedelta

import pytest

from doorstep.activities import actions as activities
from doorstep.activities.actions import ActivityNotHeld, ActivityRecordedAlready
from doorstep.activities.actions.planning import (
    ActivityNotPlanned,
    HeldInFuture,
    PlannedFarAhead,
    PlannedInThePast,
    TooManyMaterials,
)
from doorstep.activities.figures import FIGURES
from doorstep.activities.models import Activity, Material
from doorstep.funds.queries.causes import activities_to_pay
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.stations.actions.text import TextMissing
from tests.activities.made import make_sheet
from tests.factories import DAY

THEN = DAY + timedelta(days=5)


@pytest.fixture
def planned(cast):
    return activities.plan_activity(
        cast.caoba, kind="training", title="电工培训", planned_on=THEN, by=cast.coordinator, on=DAY
    )


def held_at(place):
    figure = next(one for one in FIGURES if one.key == "activities_held")
    return list(figure.rows(scope_of(place), Period(DAY, THEN + timedelta(days=9))))


def test_what_is_planned_counts_once_it_was_held(cast, planned):
    assert held_at(cast.caoba) == []

    later = THEN + timedelta(days=1)
    activities.hold_activity(planned, held_on=later, by=cast.coordinator, on=later)

    assert held_at(cast.caoba) == [planned]
    assert Activity.objects.get().on == later


def test_what_is_called_off_never_counts_and_leaves_room_for_another(cast, planned):
    activities.cancel_activity(planned, by=cast.coordinator, on=DAY)
    activities.plan_activity(
        cast.caoba, kind="training", title="电工培训", planned_on=THEN, by=cast.coordinator, on=DAY
    )

    with pytest.raises(ActivityNotPlanned):
        activities.hold_activity(planned, held_on=THEN, by=cast.coordinator, on=THEN)
    with pytest.raises(ActivityNotPlanned):
        activities.cancel_activity(planned, by=cast.coordinator, on=DAY)
    assert held_at(cast.caoba) == []


def test_days_are_days_that_can_be_meant(cast, planned):
    with pytest.raises(PlannedInThePast):
        activities.plan_activity(
            cast.caoba, kind="show", title="演出", planned_on=DAY, by=cast.coordinator, on=THEN
        )
    with pytest.raises(HeldInFuture):
        activities.hold_activity(planned, held_on=THEN, by=cast.coordinator, on=DAY)
    with pytest.raises(ActivityRecordedAlready):
        activities.plan_activity(
            cast.caoba, kind="training", title="电工培训", planned_on=THEN, by=cast.coordinator,
            on=DAY,
        )  # fmt: skip


@pytest.mark.parametrize(("days", "is_taken"), [(730, True), (732, True), (733, False)])
def test_nothing_is_planned_more_than_two_years_ahead(cast, days, is_taken):
    def plan():
        activities.plan_activity(
            cast.caoba, kind="show", title="演出", planned_on=DAY + timedelta(days=days),
            by=cast.coordinator, on=DAY,
        )  # fmt: skip

    if is_taken:
        plan()
    else:
        with pytest.raises(PlannedFarAhead):
            plan()
    assert Activity.objects.exists() == is_taken


def test_nobody_has_come_to_what_is_only_planned(cast, planned):
    sheet = make_sheet(planned, [cast.a])

    with pytest.raises(ActivityNotHeld):
        activities.key_rows(sheet, "1", by=cast.coordinator, on=DAY)


def test_what_is_needed_is_listed_and_ticked(cast, planned):
    by = cast.coordinator
    material = activities.add_material(planned, text=" 投影 ", by=by, on=DAY)
    activities.tick_material(material, is_ready=True, by=by, on=DAY)

    assert list(Material.objects.values_list("text", "is_ready")) == [("投影", True)]
    with pytest.raises(TextMissing):
        activities.add_material(planned, text=" ", by=by, on=DAY)
    for number in range(59):
        activities.add_material(planned, text=f"凳子 {number}", by=by, on=DAY)
    with pytest.raises(TooManyMaterials):
        activities.add_material(planned, text="多一样", by=by, on=DAY)


def test_what_is_planned_can_be_paid_for_and_what_is_called_off_cannot(cast, planned):
    assert list(activities_to_pay(cast.caoba, DAY)) == [planned]

    activities.cancel_activity(planned, by=cast.coordinator, on=DAY)

    assert list(activities_to_pay(cast.caoba, DAY)) == []
