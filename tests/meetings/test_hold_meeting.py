from datetime import timedelta

import pytest

from doorstep.meetings.actions import (
    CameAndAbsent,
    DecidedBeforeMeeting,
    MeetingHeldAlready,
    MeetingStillToCome,
    NobodyCame,
    hold_meeting,
    write_minutes,
)
from doorstep.meetings.models import Attendance, Meeting
from tests.factories import DAY, make_meeting


@pytest.fixture
def meeting(cast):
    return make_meeting(cast.caoba_team)


def hold(cast, meeting, *, came=None, absent=(), on=DAY, **fields):
    came = [cast.second] if came is None else came
    hold_meeting(
        meeting,
        chair=cast.coordinator,
        came=came,
        absent=absent,
        by=cast.coordinator,
        on=on,
        **fields,
    )


def test_who_came_and_who_did_not_is_on_record_with_the_chair(cast, meeting):
    hold(cast, meeting, came=[cast.second, cast.pema], absent=[cast.tashi], minutes=" 说了两件事 ")

    kept = Meeting.objects.get(pk=meeting.pk)
    assert (kept.state, kept.chair, kept.minutes) == ("held", cast.coordinator, "说了两件事")
    rows = set(Attendance.objects.values_list("account__name", "helper__name", "came"))
    assert rows == {
        ("卓玛", None, True),
        ("格桑", None, True),
        (None, "白玛", True),
        ("扎西", "扎西", False),
    }


def test_an_account_and_its_helper_are_one_person(cast, meeting):
    hold(cast, meeting, came=[cast.tashi, cast.tashi_account, cast.coordinator])

    assert Attendance.objects.count() == 2


def test_nobody_came_and_stayed_away_at_once(cast, meeting):
    with pytest.raises(CameAndAbsent):
        hold(cast, meeting, came=[cast.tashi_account], absent=[cast.tashi])

    assert Attendance.objects.count() == 0


def test_one_person_is_no_meeting(cast, meeting):
    with pytest.raises(NobodyCame):
        hold(cast, meeting, came=[cast.coordinator])


def test_a_meeting_is_held_once(cast, meeting):
    stale = Meeting.objects.get(pk=meeting.pk)
    hold(cast, meeting)

    with pytest.raises(MeetingHeldAlready):
        hold(cast, stale)

    assert Attendance.objects.count() == 2


def test_a_meeting_is_not_held_before_its_day(cast, meeting):
    with pytest.raises(MeetingStillToCome):
        hold(cast, meeting, on=DAY - timedelta(days=1))


def test_minutes_are_written_up_after_the_meeting(cast, meeting):
    hold(cast, meeting)

    write_minutes(meeting, minutes="补记一条", by=cast.coordinator, on=DAY + timedelta(days=1))

    assert Meeting.objects.get(pk=meeting.pk).minutes == "补记一条"
    with pytest.raises(DecidedBeforeMeeting):
        write_minutes(meeting, minutes="早了", by=cast.coordinator, on=DAY - timedelta(days=1))
