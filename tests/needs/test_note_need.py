from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, note_need
from doorstep.needs.actions.guards import DayBeforeRaising, TextMissing, TextTooLong
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Step
from tests.factories import DAY, make_need
from tests.needs.telling import story


def test_a_note_becomes_a_step_with_its_words(cast, method):
    need = make_need(cast.a)

    note_need(need, text=" 已联系镇里 ", by=cast.tashi_account, on=DAY)

    step = Step.objects.get(need=need, kind=StepKind.NOTE)
    assert (step.text, step.by, step.on) == ("已联系镇里", cast.tashi_account, DAY)
    assert need.version == 2


def test_a_closed_need_can_still_be_noted_on(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    note_need(need, text="户主来电感谢", by=cast.coordinator, on=DAY)

    assert story(need) == [StepKind.RAISED, StepKind.CLOSED, StepKind.NOTE]


@pytest.mark.parametrize(
    ("text", "days", "error"),
    [("", 0, TextMissing), ("长" * 301, 0, TextTooLong), ("早了", -1, DayBeforeRaising)],
)
def test_a_note_needs_words_and_a_day_that_makes_sense(cast, method, text, days, error):
    need = make_need(cast.a)

    with pytest.raises(error):
        note_need(need, text=text, by=cast.coordinator, on=DAY + timedelta(days=days))

    assert story(need) == [StepKind.RAISED]
