from datetime import timedelta

from doorstep.kit.periods import Period
from doorstep.meetings.actions import close_decision, decide, hold_meeting
from doorstep.meetings.figures import FIGURES
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_meeting

FIGURE = {figure.key: figure for figure in FIGURES}


def day(number):
    return DAY + timedelta(days=number)


def rows(cast, key, first, last, place=None):
    scope = scope_of(place or cast.caoba)
    return set(FIGURE[key].rows(scope, Period(day(first), day(last))))


def test_a_meeting_counts_once_it_was_held(cast):
    held, _called = make_meeting(cast.caoba_team), make_meeting(cast.caoba_team, kind="monthly")
    hold_meeting(
        held,
        chair=cast.coordinator,
        came=[cast.second],
        absent=[],
        by=cast.coordinator,
        on=DAY,
    )

    assert rows(cast, "meetings_held", 0, 6) == {held}
    assert rows(cast, "meetings_held", 0, 6, cast.town) == {held}
    assert rows(cast, "meetings_held", 1, 6) == set()
    assert rows(cast, "meetings_held", 0, 6, cast.xiagou) == set()


def test_decisions_are_open_overdue_and_closed_as_of_the_periods_end(cast):
    decision = decide(
        make_meeting(cast.caoba_team),
        text="约双方看界线",
        owner=cast.tashi,
        due_on=day(3),
        by=cast.coordinator,
        on=DAY,
    )
    close_decision(decision, by=cast.coordinator, on=day(8))

    assert [len(rows(cast, "decisions_open", 0, last)) for last in (0, 7, 8)] == [1, 1, 0]
    assert [len(rows(cast, "decisions_overdue", 0, last)) for last in (3, 4, 8)] == [0, 1, 0]
    assert [len(rows(cast, "decisions_closed", 7, last)) for last in (7, 8)] == [0, 1]


def test_a_row_opens_the_meeting_it_belongs_to(cast):
    meeting = make_meeting(cast.caoba_team)
    decision = decide(
        meeting, text="巡诊", owner=cast.tashi, due_on=DAY, by=cast.coordinator, on=DAY
    )

    assert FIGURE["decisions_open"].target(decision) == meeting.pk
    assert FIGURE["decisions_open"].label(decision) == f"{DAY} · 巡诊"
    assert FIGURE["meetings_held"].label(meeting).startswith(f"{DAY} · ")
