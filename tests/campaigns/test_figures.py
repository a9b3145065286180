"""Figures of campaigns as of a day, from the steps, and of turns in a period."""

from datetime import timedelta

from doorstep.campaigns import actions
from doorstep.figures.queries import get_figure, measure, rows_of
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from tests.campaigns.conftest import unit_of
from tests.factories import DAY

LATER = DAY + timedelta(days=30)


def counted(place, key, day=LATER):
    return measure(get_figure(key), scope_of(place), Period(DAY, day)).value


def test_built_and_accepted_are_two_figures_and_the_rest_is_left(cast, toilets):
    told = {"by": cast.town_account, "on": LATER}
    for household, days in ((cast.a, 1), (cast.b, 2), (cast.d, 3)):
        actions.build_unit(unit_of(toilets, household), done_on=DAY + timedelta(days=days), **told)
    actions.accept_unit(unit_of(toilets, cast.a), done_on=DAY + timedelta(days=10), **told)
    excused = unit_of(toilets, cast.e)
    actions.excuse_unit(excused, because="not_needed", done_on=DAY, **told)

    parts = {part: counted(cast.town, f"toilets.{part}") for part in
             ("target", "done", "accepted", "left")}  # fmt: skip

    assert parts == {"target": 5, "done": 3, "accepted": 1, "left": 3}
    assert counted(cast.town, "toilets.done", DAY + timedelta(days=2)) == 2
    assert counted(cast.caoba, "toilets.done") == 2


def test_the_rows_behind_what_is_left_name_the_units(cast, toilets):
    figure = get_figure("toilets.left")

    rows = rows_of(figure, scope_of(cast.caoba), Period(DAY, LATER))

    assert [figure.label(row) for row in rows] == ["A-001", "A-002", "A-003"]
    assert figure.household_of(rows[0]) == cast.a.pk


def test_turns_and_trips_count_in_the_period(cast, cleanups, waste):
    told = {"by": cast.coordinator, "on": LATER}
    clean, carry = cleanups.units.get(place=cast.caoba), waste.units.get(place=cast.caoba)
    actions.record_deed(clean, done_on=DAY, **told)
    actions.record_deed(clean, done_on=LATER, **told)
    actions.record_deed(carry, done_on=DAY, trips=3, kilograms=900, **told)

    before = DAY + timedelta(days=20)
    found = [counted(cast.town, key, before) for key in
             ("cleanups", "waste_trips", "waste_kilograms")]  # fmt: skip

    assert found == [1, 3, 900]
