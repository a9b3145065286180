from datetime import timedelta

import pytest

from doorstep.activities.actions import (
    ActivityRecordedAlready,
    AttendeeNotActive,
    AttendeeOfAnotherPlace,
    CountRefused,
    LeaderNotInTeam,
    TextTooLong,
    TitleMissing,
    record_activity,
)
from doorstep.activities.models import Activity
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from tests.factories import DAY


def record(cast, **fields):
    fields = {"kind": "policy_briefing", "title": "医保参保政策宣讲", "on": DAY} | fields
    return record_activity(cast.caoba, by=cast.coordinator, **fields)


def test_a_session_keeps_kind_place_day_and_who_came(cast):
    activity = record(
        cast, where="村委会", led_by=cast.tashi, others_count=4, households=[cast.a, cast.b, cast.a]
    )

    kept = Activity.objects.get(pk=activity.pk)
    assert (kept.kind, kept.place, kept.on, kept.where) == (
        "policy_briefing",
        cast.caoba,
        DAY,
        "村委会",
    )
    assert (kept.led_by, kept.others_count, kept.recorded_by) == (cast.tashi, 4, cast.coordinator)
    assert {row.household for row in kept.attendees.all()} == {cast.a, cast.b}
    assert AuditEntry.objects.filter(act="record_activity").count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": " "}, TitleMissing),
        ({"title": "长" * 151}, TextTooLong),
        ({"where": "长" * 101}, TextTooLong),
        ({"note": "长" * 301}, TextTooLong),
        ({"others_count": -1}, CountRefused),
        ({"others_count": 100_001}, CountRefused),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, fields, error):
    with pytest.raises(error):
        record(cast, **fields)

    assert Activity.objects.count() == 0


def test_a_double_click_records_once(cast):
    record(cast)

    with pytest.raises(ActivityRecordedAlready):
        record(cast, title=" 医保参保政策宣讲 ")

    record(cast, where="三组")
    assert Activity.objects.count() == 2


def test_the_leader_is_of_the_team(cast):
    with pytest.raises(LeaderNotInTeam):
        record(cast, led_by=cast.lhamo)


def test_a_household_of_another_village_is_not_on_the_list(cast):
    with pytest.raises(AttendeeOfAnotherPlace):
        record(cast, households=[cast.a, cast.d])

    assert Activity.objects.count() == 0


def test_a_household_comes_while_it_is_on_the_register(cast):
    register.close_household(cast.c, because="moved", by=cast.coordinator, on=DAY)

    for on in (DAY - timedelta(days=1), DAY):
        with pytest.raises(AttendeeNotActive):
            record(cast, households=[type(cast.c).objects.get(pk=cast.c.pk)], on=on)
