from datetime import timedelta

from doorstep.meetings.actions import call_meeting, close_decision, decide, hold_meeting
from doorstep.meetings.choices import ItemKind
from doorstep.meetings.models import Meeting
from doorstep.people.models import AuditEntry
from tests.factories import DAY, make_meeting

MONDAYS = [DAY + timedelta(weeks=week) for week in range(4)]


def call(cast, on, kind="weekly"):
    return call_meeting(cast.caoba_team, kind=kind, on=on, by=cast.coordinator)


def agreed(cast, meeting, text="约双方看草场界线"):
    return decide(
        meeting,
        text=text,
        owner=cast.tashi,
        due_on=meeting.on + timedelta(days=3),
        by=cast.coordinator,
        on=meeting.on,
    )


def brought_back(meeting):
    items = meeting.items.filter(kind=ItemKind.LAST_TIME)
    return [(item.subject_kind, item.subject_id, item.text) for item in items]


def test_a_meeting_is_called_once_for_a_team_a_kind_and_a_day(cast):
    first = call(cast, DAY)

    assert call(cast, DAY) == first
    assert call(cast, DAY, "monthly") != first
    assert Meeting.objects.count() == 2
    assert AuditEntry.objects.filter(act="call_meeting").count() == 2


def test_an_open_decision_comes_back_on_every_agenda_until_it_is_closed(cast):
    decision = agreed(cast, call(cast, MONDAYS[0]))
    line = ("decision", decision.pk, "约双方看草场界线")
    assert brought_back(call(cast, MONDAYS[1])) == [line]
    assert brought_back(call(cast, MONDAYS[2])) == [line]

    close_decision(decision, by=cast.coordinator, on=MONDAYS[2])

    assert brought_back(call(cast, MONDAYS[3])) == []


def test_a_decision_comes_back_to_its_own_team_alone(cast):
    agreed(cast, call(cast, MONDAYS[0]))

    other = make_meeting(cast.xiagou_team, on=MONDAYS[1])

    assert brought_back(other) == []


def test_a_meeting_does_not_bring_back_its_own_decisions(cast):
    meeting = call(cast, DAY)
    agreed(cast, meeting)

    assert brought_back(call(cast, DAY)) == []


def test_called_again_it_takes_on_only_what_is_new(cast):
    first = agreed(cast, call(cast, MONDAYS[0]), "一")
    meeting = call(cast, MONDAYS[1])
    second = agreed(cast, call(cast, MONDAYS[0], "monthly"), "二")

    call(cast, MONDAYS[1])

    assert [line[1] for line in brought_back(meeting)] == [first.pk, second.pk]


def test_the_agenda_of_a_meeting_that_was_held_stays_as_it_was(cast):
    meeting = call(cast, MONDAYS[1])
    hold_meeting(
        meeting,
        chair=cast.coordinator,
        came=[cast.second],
        absent=[],
        by=cast.coordinator,
        on=MONDAYS[1],
    )
    agreed(cast, call(cast, MONDAYS[0]))

    assert brought_back(call(cast, MONDAYS[1])) == []
