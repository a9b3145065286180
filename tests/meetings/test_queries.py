from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.kit.errors import NotVisible
from doorstep.meetings.actions import (
    add_item,
    call_meeting,
    close_decision,
    decide,
    hold_meeting,
    note_item,
)
from doorstep.meetings.models import AgendaItem, Meeting
from doorstep.meetings.queries import (
    MinutesDecision,
    MinutesItem,
    get_decision_for,
    get_item_for,
    get_meeting_for,
    meetings_for,
    minutes_of,
    open_decisions,
)
from tests.factories import DAY, make_meeting

NEXT = DAY + timedelta(weeks=1)


def agreed(cast, meeting, text="约双方看界线", owner=None, days=3):
    return decide(
        meeting,
        text=text,
        owner=owner or cast.tashi,
        due_on=meeting.on + timedelta(days=days),
        by=cast.coordinator,
        on=meeting.on,
    )


def hold(cast, meeting):
    hold_meeting(
        meeting,
        chair=cast.coordinator,
        came=[cast.second, cast.pema],
        absent=[cast.tashi],
        by=cast.coordinator,
        on=meeting.on,
        minutes="另说了两件小事",
    )


def test_a_team_sees_its_own_meetings(cast):
    ours, theirs = make_meeting(cast.caoba_team), make_meeting(cast.xiagou_team)
    item = add_item(ours, kind="other", text="巡诊", by=cast.coordinator)
    decision = agreed(cast, ours)

    assert set(meetings_for(cast.coordinator, DAY)) == {ours}
    assert set(meetings_for(cast.tashi_account, DAY)) == {ours}
    assert set(meetings_for(cast.second, DAY)) == {ours}
    assert set(meetings_for(cast.other_coordinator, DAY)) == {theirs}
    assert (
        set(meetings_for(cast.town_account, DAY)) == set(meetings_for(cast.auditor, DAY)) == set()
    )
    assert get_meeting_for(cast.tashi_account, ours.pk, DAY) == ours
    assert get_item_for(cast.coordinator, item.pk, DAY) == item
    assert get_decision_for(cast.coordinator, decision.pk, DAY) == decision
    for get, row in ((get_meeting_for, ours), (get_item_for, item), (get_decision_for, decision)):
        with pytest.raises(NotVisible):
            get(cast.other_coordinator, row.pk, DAY)


def test_open_decisions_are_as_of_a_day(cast):
    decision = agreed(cast, make_meeting(cast.caoba_team))
    close_decision(decision, by=cast.coordinator, on=NEXT)

    days = (DAY - timedelta(days=1), DAY, NEXT - timedelta(days=1), NEXT)
    assert [list(open_decisions(cast.caoba_team, day)) for day in days] == [
        [],
        [decision],
        [decision],
        [],
    ]


def test_minutes_hold_codes_and_people_of_the_team(cast):
    meeting = make_meeting(cast.caoba_team)
    item = add_item(meeting, kind="overdue", household_code="A-001", text="隐患", by=cast.second)
    note_item(item, outcome="周三去看", by=cast.coordinator, on=DAY)
    agreed(cast, meeting)
    hold(cast, meeting)

    minutes = minutes_of(Meeting.objects.get(pk=meeting.pk))

    assert (minutes.place_name, minutes.chair, minutes.on) == ("草坝村", "卓玛", DAY)
    assert (set(minutes.came), minutes.absent) == ({"卓玛", "格桑", "白玛"}, ("扎西",))
    assert minutes.items == (MinutesItem("overdue", "A-001", "隐患", "周三去看"),)
    assert minutes.decisions == (
        MinutesDecision("约双方看界线", "扎西", DAY + timedelta(days=3), "open", ""),
    )
    assert minutes.said == "另说了两件小事"


def test_a_meeting_still_to_come_shows_its_agenda(cast):
    minutes = minutes_of(make_meeting(cast.caoba_team))

    assert (minutes.is_held, minutes.chair, minutes.came) == (False, "", ())


def test_lists_take_as_many_queries_for_three_rows_as_for_one(cast):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            for row in meetings_for(cast.coordinator, DAY):
                str((row.team, row.items_count, row.decisions_count))
            for decision in open_decisions(cast.caoba_team, NEXT):
                str((decision.owner, decision.meeting.on))
            minutes_of(meeting)
        return len(taken)

    meeting = call_meeting(cast.caoba_team, kind="weekly", on=DAY, by=cast.coordinator)
    agreed(cast, meeting, owner=cast.tashi)
    add_item(meeting, kind="other", text="一", by=cast.coordinator)
    hold(cast, meeting)
    meeting = Meeting.objects.select_related("team__place", "chair").get()
    for_one = queries()
    agreed(cast, meeting, owner=cast.pema)
    agreed(cast, meeting, owner=cast.pema)
    for text in ("二", "三"):  # a held meeting takes no further line by itself
        AgendaItem.objects.create(meeting=meeting, kind="other", text=text, order=99)
    make_meeting(cast.caoba_team, kind="monthly")
    make_meeting(cast.caoba_team, on=NEXT)

    assert queries() == for_one
