"""Work measures: text, owner, state; on every agenda until they are settled."""

from datetime import timedelta

import pytest

from doorstep.meetings import actions
from doorstep.meetings.choices import ItemKind
from doorstep.meetings.models import Measure
from tests.factories import DAY, make_meeting

LATER = DAY + timedelta(days=7)


@pytest.fixture
def measure(cast):
    return listed(cast)


def listed(cast, **more):
    given = {"text": "每月入户一次", "owner": cast.tashi, "by": cast.coordinator, "on": DAY} | more
    return actions.list_measure(cast.caoba_team, **given)


def items(cast, on):
    meeting = make_meeting(cast.caoba_team, on=on)
    return list(meeting.items.filter(kind=ItemKind.MEASURE).values_list("text", flat=True))


def test_a_measure_stands_on_every_agenda_until_it_is_settled(cast, measure):
    assert items(cast, DAY) == ["每月入户一次"]

    actions.move_measure(measure, state="in_hand", by=cast.coordinator, on=LATER)
    assert items(cast, LATER) == ["每月入户一次"]

    actions.move_measure(measure, state="done", outcome="已成制度", by=cast.coordinator, on=LATER)
    assert items(cast, LATER + timedelta(days=7)) == []
    assert (measure.settled_on, measure.outcome) == (LATER, "已成制度")


def test_the_same_open_measure_is_listed_once(cast, measure):
    assert listed(cast) == measure
    assert Measure.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": " "}, actions.MeasureTextMissing),
        ({"text": "长" * 301}, actions.TextTooLong),
        ({"due_on": DAY - timedelta(days=1)}, actions.MeasureDueBefore),
    ],
)
def test_what_is_no_measure_is_refused(cast, more, error):
    with pytest.raises(error):
        listed(cast, **more)


def test_an_owner_is_of_the_team(cast, measure):
    with pytest.raises(actions.MeasureOwnerNotInTeam):
        listed(cast, owner=cast.lhamo)
    with pytest.raises(actions.MeasureOwnerNotInTeam):
        actions.hand_over_measure(measure, owner=cast.lhamo, by=cast.coordinator, on=LATER)

    actions.hand_over_measure(measure, owner=cast.pema, by=cast.coordinator, on=LATER)
    assert Measure.objects.get().owner == cast.pema


def test_it_is_dropped_with_a_reason_and_stays_so(cast, measure):
    with pytest.raises(actions.MeasureReasonMissing):
        actions.move_measure(measure, state="dropped", by=cast.coordinator, on=LATER)
    actions.move_measure(measure, state="dropped", outcome="合并", by=cast.coordinator, on=LATER)

    with pytest.raises(actions.MeasureSettled):
        actions.move_measure(measure, state="in_hand", by=cast.coordinator, on=LATER)
