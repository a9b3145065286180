from datetime import timedelta

import pytest

from doorstep.meetings.actions import DecidedBeforeMeeting, TextTooLong, add_item, note_item
from doorstep.meetings.models import AgendaItem
from tests.factories import DAY, make_meeting


@pytest.fixture
def item(cast):
    return add_item(
        make_meeting(cast.caoba_team), kind="other", text="冬季值班", by=cast.coordinator
    )


def note(cast, item, outcome="排好班", on=DAY):
    note_item(item, outcome=outcome, by=cast.coordinator, on=on)


def test_what_came_of_a_line_is_kept_and_a_later_note_replaces_it(cast, item):
    note(cast, item)
    note(cast, item, "下周再议")

    assert AgendaItem.objects.get(pk=item.pk).outcome == "下周再议"


@pytest.mark.parametrize(
    ("outcome", "on", "error"),
    [("长" * 301, DAY, TextTooLong), ("早了", DAY - timedelta(days=1), DecidedBeforeMeeting)],
)
def test_bad_input_is_refused(cast, item, outcome, on, error):
    with pytest.raises(error):
        note(cast, item, outcome, on)

    assert AgendaItem.objects.get(pk=item.pk).outcome == ""
