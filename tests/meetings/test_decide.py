from datetime import timedelta

import pytest

from doorstep.meetings.actions import (
    DecidedBeforeMeeting,
    DecisionTextMissing,
    DueBeforeDeciding,
    ItemOfAnotherMeeting,
    OwnerNotInTeam,
    TextTooLong,
    add_item,
    decide,
)
from doorstep.meetings.models import Decision
from doorstep.people.models import AuditEntry
from tests.factories import DAY, make_meeting


@pytest.fixture
def meeting(cast):
    return make_meeting(cast.caoba_team)


def made(cast, meeting, **fields):
    fields = {"text": "联系卫生院巡诊", "owner": cast.tashi, "due_on": DAY, "on": DAY} | fields
    return decide(meeting, by=cast.coordinator, **fields)


def test_a_decision_has_an_owner_and_a_date(cast, meeting):
    item = add_item(meeting, kind="other", text="巡诊", by=cast.coordinator)

    decision = made(cast, meeting, item=item, due_on=DAY + timedelta(days=4))

    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.text, kept.owner, kept.item) == ("联系卫生院巡诊", cast.tashi, item)
    assert (kept.due_on, kept.state) == (DAY + timedelta(days=4), "open")
    assert AuditEntry.objects.filter(act="decide", subject_id=str(decision.pk)).count() == 1


def test_a_double_click_decides_once(cast, meeting):
    first, again = made(cast, meeting), made(cast, meeting)

    assert first == again
    assert AuditEntry.objects.filter(act="decide").count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": " "}, DecisionTextMissing),
        ({"text": "长" * 301}, TextTooLong),
        ({"on": DAY - timedelta(days=1)}, DecidedBeforeMeeting),
        ({"due_on": DAY - timedelta(days=1)}, DueBeforeDeciding),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, meeting, fields, error):
    with pytest.raises(error):
        made(cast, meeting, **fields)

    assert Decision.objects.count() == 0


def test_the_owner_is_of_the_team(cast, meeting):
    with pytest.raises(OwnerNotInTeam):
        made(cast, meeting, owner=cast.lhamo)


def test_an_item_belongs_to_the_same_meeting(cast, meeting):
    other = make_meeting(cast.caoba_team, kind="monthly")
    item = add_item(other, kind="other", text="巡诊", by=cast.coordinator)

    with pytest.raises(ItemOfAnotherMeeting):
        made(cast, meeting, item=item)
