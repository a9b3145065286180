import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.activities.actions import record_activity
from doorstep.activities.queries import activities_for, get_activity_for, households_at
from doorstep.kit.errors import NotVisible
from tests.factories import DAY


def record(cast, title="河滩清扫", place=None, **fields):
    return record_activity(
        place or cast.caoba, kind="clean_up", title=title, by=cast.coordinator, on=DAY, **fields
    )


def test_a_team_sees_its_own_activities_with_how_many_came(cast):
    ours = record(cast, households=[cast.a, cast.c], others_count=5)
    theirs = record(cast, place=cast.xiagou)

    (found,) = activities_for(cast.tashi_account, DAY)

    assert (found, found.households_count, found.others_count) == (ours, 2, 5)
    assert list(activities_for(cast.other_coordinator, DAY)) == [theirs]
    assert list(activities_for(cast.town_account, DAY)) == []
    with pytest.raises(NotVisible):
        get_activity_for(cast.other_coordinator, ours.pk, DAY)


def test_a_helper_sees_by_name_only_the_own_households_that_came(cast):
    activity = record(cast, households=[cast.a, cast.c])

    assert list(households_at(cast.tashi_account, activity, DAY)) == [cast.a]
    named = [(row.code, row.head_name) for row in households_at(cast.coordinator, activity, DAY)]
    assert named == [("A-001", "央金"), ("A-003", "次仁")]


def test_lists_take_as_many_queries_for_three_activities_as_for_one(cast):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            for row in activities_for(cast.coordinator, DAY):
                str((row.place, row.led_by, row.households_count))
            list(households_at(cast.coordinator, first, DAY))
        return len(taken)

    first = record(cast, led_by=cast.tashi, households=[cast.a])
    for_one = queries()
    record(cast, "村道清扫", led_by=cast.pema, households=[cast.a, cast.b])
    record(cast, "渠道清淤", led_by=cast.tashi)

    assert queries() == for_one
