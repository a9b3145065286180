from datetime import timedelta

import pytest

from doorstep.activities.actions import (
    ActivityRecordedAlready,
    AttendeeNotActive,
    TitleMissing,
    change_activity,
    record_activity,
)
from doorstep.activities.models import Activity
from doorstep.people.models import AuditEntry
from tests.factories import DAY

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def activity(cast):
    return record_activity(
        cast.caoba,
        kind="clean_up",
        title="河滩清扫",
        households=[cast.a],
        by=cast.coordinator,
        on=DAY,
    )


def change(cast, activity, **fields):
    change_activity(activity, by=cast.coordinator, on=NEXT, **fields)


def came(activity):
    return {row.household for row in activity.attendees.select_related("household")}


def test_a_record_can_be_mended(cast, activity):
    change(cast, activity, title="村道清扫", others_count=3, held_on=NEXT)

    kept = Activity.objects.get(pk=activity.pk)
    assert (kept.title, kept.others_count, kept.on) == ("村道清扫", 3, NEXT)
    assert came(kept) == {cast.a}
    entry = AuditEntry.objects.get(act="change_activity")
    assert entry.detail == {"fields": ["on", "others_count", "title"]}


def test_who_came_is_replaced_as_a_whole(cast, activity):
    change(cast, activity, households=[cast.b, cast.c])

    assert came(activity) == {cast.b, cast.c}


def test_it_does_not_become_a_second_record_of_the_same(cast, activity):
    other = record_activity(
        cast.caoba, kind="clean_up", title="村道清扫", by=cast.coordinator, on=DAY
    )

    with pytest.raises(ActivityRecordedAlready):
        change(cast, other, title="河滩清扫")


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"title": ""}, TitleMissing), ({"held_on": DAY - timedelta(days=1)}, AttendeeNotActive)],
)
def test_bad_input_changes_nothing(cast, activity, fields, error):
    with pytest.raises(error):
        change(cast, activity, **fields)

    kept = Activity.objects.get(pk=activity.pk)
    assert (kept.title, kept.on) == ("河滩清扫", DAY)


def test_an_unknown_field_is_a_mistake_of_the_caller(cast, activity):
    with pytest.raises(TypeError):
        change(cast, activity, colour="green")
