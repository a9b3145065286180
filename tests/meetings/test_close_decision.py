from datetime import timedelta

import pytest

from doorstep.meetings.actions import (
    DecidedBeforeMeeting,
    DecisionClosedAlready,
    DropReasonMissing,
    TextTooLong,
    close_decision,
    decide,
)
from doorstep.meetings.models import Decision
from tests.factories import DAY, make_meeting


@pytest.fixture
def decision(cast):
    return decide(
        make_meeting(cast.caoba_team),
        text="联系卫生院巡诊",
        owner=cast.tashi,
        due_on=DAY,
        by=cast.coordinator,
        on=DAY,
    )


def close(cast, decision, on=DAY, **fields):
    close_decision(decision, by=cast.coordinator, on=on, **fields)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"outcome": "已办"}, "done"),
        ({}, "done"),
        ({"dropped": True, "outcome": "卫生院已自行安排"}, "dropped"),
    ],
)
def test_a_decision_is_done_or_dropped_with_a_reason(cast, decision, fields, state):
    close(cast, decision, **fields)

    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.state, kept.closed_on) == (state, DAY)
    assert kept.outcome == fields.get("outcome", "")


def test_a_decision_cannot_be_closed_twice(cast, decision):
    stale = Decision.objects.get(pk=decision.pk)
    close(cast, decision, outcome="已办")

    with pytest.raises(DecisionClosedAlready):
        close(cast, stale, outcome="别的", dropped=True)

    assert Decision.objects.get(pk=decision.pk).outcome == "已办"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"dropped": True}, DropReasonMissing),
        ({"outcome": "长" * 301}, TextTooLong),
        ({"on": DAY - timedelta(days=1)}, DecidedBeforeMeeting),
    ],
)
def test_bad_input_leaves_it_open(cast, decision, fields, error):
    with pytest.raises(error):
        close(cast, decision, **fields)

    assert Decision.objects.get(pk=decision.pk).state == "open"
