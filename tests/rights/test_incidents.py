"""Incidents: recorded, mended, told, closed."""

from datetime import date, timedelta

import pytest

from doorstep.people.models import AuditEntry
from doorstep.rights.actions import (
    change_incident,
    name_concerned,
    record_incident,
    tick_incident,
)
from doorstep.rights.actions.incidents import (
    HouseholdElsewhere,
    IncidentBare,
    IncidentClosed,
    IncidentDaysWrong,
    IncidentNobodyConcerned,
    IncidentStepDone,
    IncidentUnknown,
    IncidentUntold,
    MeasuresMissing,
)
from doorstep.rights.choices import IncidentStep
from doorstep.rights.queries import clocks_of, incidents_at, open_incidents

DAY = date(2026, 3, 11)  # a Wednesday
SAID = {
    "what": "一份走访名单遗失",
    "cause": "名单留在车上",
    "data": "姓名和电话",
    "harm": "可能接到骚扰电话",
    "contact": "村委会 0891-0000000",
    "noticed_on": DAY,
}
DONE = {"measures": "已找回并锁好", "advice": "不要向陌生来电透露信息"}


def record(cast, **more):
    return record_incident(cast.caoba, by=cast.coordinator, on=DAY, **(SAID | more))


def tick(cast, incident, *steps):
    for step in steps:
        tick_incident(incident, IncidentStep(step), by=cast.coordinator, on=DAY)


def test_the_clocks_count_working_days_from_the_day_it_was_noticed(cast):
    incident = record(cast)

    assert [(clock.step.value, clock.due_on) for clock in clocks_of(incident)] == [
        ("stopped", DAY),
        ("regulator_told", date(2026, 3, 12)),
        ("households_told", date(2026, 3, 16)),
        ("closed", date(2026, 3, 25)),
    ]


def test_what_happened_is_said_at_once(cast):
    with pytest.raises(IncidentBare):
        record(cast, what="  ")


@pytest.mark.parametrize("name", ["cause", "data", "harm", "contact"])
def test_what_the_law_asks_for_is_said_by_the_closing(cast, name):
    incident = record(cast, **DONE, **{name: "  "})
    name_concerned(incident, [cast.a], by=cast.coordinator, on=DAY)
    tick(cast, incident, "stopped", "regulator_told", "households_told")

    with pytest.raises(IncidentUnknown):
        tick(cast, incident, "closed")

    incident.refresh_from_db()
    assert incident.closed_on is None


@pytest.mark.parametrize(
    "days",
    [
        {"noticed_on": DAY + timedelta(days=1)},
        {"happened_on": DAY + timedelta(days=1)},
    ],
)
def test_days_that_cannot_be_are_refused(cast, days):
    with pytest.raises(IncidentDaysWrong):
        record(cast, **days)


def test_an_incident_goes_from_stopping_to_closing(cast):
    incident = record(cast, **DONE)
    name_concerned(incident, [cast.a, cast.c], by=cast.coordinator, on=DAY)

    tick(cast, incident, "stopped", "regulator_told", "households_told", "closed")

    assert [clock.done_on for clock in clocks_of(incident)] == [DAY] * 4
    assert not open_incidents(cast.caoba).exists()


def test_nothing_is_told_before_it_is_known_what_was_done(cast):
    incident = record(cast)

    tick(cast, incident, "stopped")

    with pytest.raises(MeasuresMissing):
        tick(cast, incident, "regulator_told")


def test_letters_are_handed_over_only_where_somebody_is_named(cast):
    incident = record(cast, **DONE)

    with pytest.raises(IncidentNobodyConcerned):
        tick(cast, incident, "households_told")


def test_it_is_not_closed_while_households_wait_for_their_letter(cast):
    incident = record(cast, **DONE)
    tick(cast, incident, "stopped", "regulator_told")

    with pytest.raises(IncidentUntold):
        tick(cast, incident, "closed")


def test_where_all_harm_is_kept_away_no_letter_is_needed(cast):
    incident = record(cast, no_letters_because="硬盘已加密", **DONE)
    tick(cast, incident, "stopped", "regulator_told", "closed")

    assert [clock.is_waived for clock in clocks_of(incident)] == [False, False, True, False]
    assert incident.closed_on == DAY


def test_a_step_is_done_once(cast):
    incident = record(cast)
    tick(cast, incident, "stopped")

    with pytest.raises(IncidentStepDone):
        tick(cast, incident, "stopped")


def test_a_closed_incident_stays_as_it_is(cast):
    incident = record(cast, no_letters_because="硬盘已加密", **DONE)
    tick(cast, incident, "stopped", "regulator_told", "closed")

    with pytest.raises(IncidentClosed):
        change_incident(incident, by=cast.coordinator, on=DAY, what="别的")
    with pytest.raises(IncidentClosed):
        name_concerned(incident, [cast.a], by=cast.coordinator, on=DAY)


def test_naming_again_replaces_who_was_named(cast):
    incident = record(cast)
    name_concerned(incident, [cast.a, cast.b], by=cast.coordinator, on=DAY)
    name_concerned(incident, [cast.b, cast.c], by=cast.coordinator, on=DAY)

    named = set(incident.concerned.values_list("household", flat=True))
    assert named == {cast.b.pk, cast.c.pk}


def test_a_household_of_another_village_is_not_named(cast):
    with pytest.raises(HouseholdElsewhere):
        name_concerned(record(cast), [cast.d], by=cast.coordinator, on=DAY)


def test_the_trail_names_no_household_of_an_incident(cast):
    incident = record(cast)
    name_concerned(incident, [cast.a], by=cast.coordinator, on=DAY)

    entry = AuditEntry.objects.get(act="name_concerned")
    assert (entry.household_id, entry.detail) == (None, {"households": 1})


def test_open_incidents_come_first(cast):
    closed = record(cast, no_letters_because="硬盘已加密", **DONE)
    tick(cast, closed, "stopped", "regulator_told", "closed")
    older = record(cast, noticed_on=DAY - timedelta(days=3))

    assert list(incidents_at(cast.caoba)) == [older, closed]
