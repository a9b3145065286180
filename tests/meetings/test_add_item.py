from uuid import uuid4

import pytest

from doorstep.meetings.actions import (
    MeetingHeldAlready,
    TextTooLong,
    add_item,
    hold_meeting,
)
from doorstep.meetings.choices import ItemKind
from doorstep.people.models import AuditEntry
from tests.factories import DAY, make_meeting


@pytest.fixture
def meeting(cast):
    return make_meeting(cast.caoba_team)


def add(cast, meeting, kind="other", **fields):
    return add_item(meeting, kind=kind, by=cast.coordinator, **fields)


def test_an_item_names_its_subject_by_kind_and_id_and_the_household_by_code(cast, meeting):
    subject = uuid4()

    item = add(
        cast,
        meeting,
        ItemKind.OVERDUE,
        subject_kind="need",
        subject_id=subject,
        household_code="A-001",
        text="hazard",
    )

    assert (item.subject_kind, item.subject_id, item.household_code) == ("need", subject, "A-001")
    entry = AuditEntry.objects.get(act="add_item")
    assert (entry.on, entry.place) == (DAY, cast.caoba)


@pytest.mark.parametrize("kind", [ItemKind.OVERDUE, ItemKind.URGENT])
def test_the_same_subject_stands_once_on_an_agenda(cast, meeting, kind):
    subject = uuid4()
    first = add(cast, meeting, ItemKind.URGENT, subject_kind="need", subject_id=subject)

    again = add(cast, meeting, kind, subject_kind="need", subject_id=subject)

    assert again == first
    assert meeting.items.count() == 1


def test_the_same_words_stand_once_and_other_words_beside_them(cast, meeting):
    add(cast, meeting, text="换届日程")
    add(cast, meeting, text=" 换届日程 ")
    add(cast, meeting, text="冬季值班")

    assert [item.text for item in meeting.items.all()] == ["换届日程", "冬季值班"]


def test_the_number_not_reached_is_one_line_with_the_latest_number(cast, meeting):
    add(cast, meeting, ItemKind.NOT_REACHED, text="12")
    add(cast, meeting, ItemKind.NOT_REACHED, text="9")

    assert [item.text for item in meeting.items.all()] == ["9"]


def test_the_agenda_runs_in_the_order_of_kinds(cast, meeting):
    for kind in (ItemKind.PLAN, ItemKind.PROPOSAL, ItemKind.URGENT):
        add(cast, meeting, kind, subject_id=uuid4())

    assert [item.kind for item in meeting.items.all()] == ["urgent", "proposal", "plan"]


def test_too_many_words_are_refused(cast, meeting):
    with pytest.raises(TextTooLong):
        add(cast, meeting, text="长" * 301)

    assert meeting.items.count() == 0


def test_a_held_meeting_keeps_its_agenda(cast, meeting):
    there = add(cast, meeting, ItemKind.NOT_REACHED, text="3")
    hold_meeting(
        meeting, chair=cast.coordinator, came=[cast.tashi], absent=[], by=cast.coordinator, on=DAY
    )

    again = add(cast, meeting, ItemKind.NOT_REACHED, text="5")
    with pytest.raises(MeetingHeldAlready):
        add(cast, meeting, ItemKind.OTHER, text="后来才想起的事")

    assert (again, again.text) == (there, "3")
    assert meeting.items.count() == 1
