"""Campaigns that repeat: a village's turn of a week once, trips as often as needed."""

from datetime import timedelta

import pytest

from doorstep.campaigns import actions
from doorstep.campaigns.models import Deed
from doorstep.campaigns.queries import carried_by, weeks_of_turns
from tests.factories import DAY

LATER = DAY + timedelta(days=20)


def told(cast, days=1, **more):
    return {"done_on": DAY + timedelta(days=days), "by": cast.coordinator, "on": LATER} | more


def test_a_village_has_its_turn_once_a_week(cast, cleanups):
    unit = cleanups.units.get(place=cast.caoba)
    actions.record_deed(unit, **told(cast, 1))

    with pytest.raises(actions.TurnEnteredAlready):
        actions.record_deed(unit, **told(cast, 6))
    actions.record_deed(unit, **told(cast, 7))

    assert unit.deeds.count() == 2


def test_it_does_not_end_before_the_last_turn_that_stands(cast, cleanups):
    deed = actions.record_deed(cleanups.units.get(place=cast.caoba), **told(cast, 7))
    before = {"last_on": DAY + timedelta(days=6), "by": cast.town_account, "on": LATER}
    with pytest.raises(actions.EndBeforeLastStep):
        actions.end_campaign(cleanups, **before)

    actions.take_back_deed(deed, because="记错了", by=cast.coordinator, on=LATER)
    actions.end_campaign(cleanups, **before)

    assert cleanups.ended_on == DAY + timedelta(days=6)


def test_a_week_names_the_villages_that_are_left(cast, cleanups):
    actions.record_deed(cleanups.units.get(place=cast.caoba), **told(cast, 1))

    weeks = weeks_of_turns(cleanups, cleanups.units.select_related("place"), LATER, most=5)

    told_weeks = [(str(one.week), one.done, [unit.place.name for unit in one.left])
                  for one in weeks]  # fmt: skip
    assert told_weeks == [
        ("2026-W12", 0, ["草坝村", "下沟村"]),
        ("2026-W11", 0, ["草坝村", "下沟村"]),
        ("2026-W10", 1, ["下沟村"]),
    ]


def test_trips_and_kilograms_are_summed_by_village(cast, waste):
    unit = waste.units.get(place=cast.caoba)
    actions.record_deed(unit, trips=2, kilograms=1_300, **told(cast, 1))
    actions.record_deed(unit, trips=1, **told(cast, 1))
    wrong = actions.record_deed(unit, trips=9, kilograms=9, **told(cast, 2))
    actions.take_back_deed(wrong, because="记到别村", by=cast.coordinator, on=LATER)

    found = [(one.unit.place.code, one.trips, one.kilograms) for one in
             carried_by(waste.units.select_related("place"))]  # fmt: skip

    assert found == [("caoba", 3, 1_300), ("xiagou", 0, 0)]
    assert Deed.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"trips": 0}, actions.TripsRefused),
        ({"trips": 101}, actions.TripsRefused),
        ({"kilograms": -1}, actions.KilogramsRefused),
    ],
)
def test_figures_that_cannot_be_meant_are_refused(cast, waste, fields, error):
    with pytest.raises(error):
        actions.record_deed(waste.units.get(place=cast.caoba), **fields, **told(cast))


def test_a_turn_taken_back_can_be_entered_again(cast, cleanups):
    unit = cleanups.units.get(place=cast.caoba)
    first = actions.record_deed(unit, **told(cast, 1))

    actions.take_back_deed(first, because="日期错", by=cast.coordinator, on=LATER)
    actions.record_deed(unit, **told(cast, 2))
    with pytest.raises(actions.TakenBackAlready):
        actions.take_back_deed(first, because="再次", by=cast.coordinator, on=LATER)

    assert unit.deeds.filter(taken_back="").count() == 1


def test_what_is_done_once_has_no_turns_and_what_repeats_no_states(cast, toilets, cleanups):
    with pytest.raises(actions.DoneOnce):
        actions.record_deed(toilets.units.first(), **told(cast))
    with pytest.raises(actions.UnitRepeats):
        actions.build_unit(cleanups.units.first(), **told(cast))
