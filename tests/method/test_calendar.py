from datetime import date

import pytest

from doorstep.method import actions
from doorstep.method.actions import CalendarNameMissing
from doorstep.method.queries import special_days, working_days_after
from tests.factories import DAY

LOSAR = date(2026, 3, 4)


def test_a_day_put_moves_deadlines(cast):
    actions.put_calendar_day(
        LOSAR, is_working=False, names={"zh-hans": "藏历新年"}, by=cast.coordinator, on=DAY
    )

    assert special_days() == {LOSAR: False}
    assert working_days_after(date(2026, 3, 3), 1) == date(2026, 3, 5)


def test_a_day_put_again_is_changed(cast):
    for is_working in (False, True):
        actions.put_calendar_day(
            LOSAR, is_working=is_working, names={"zh-hans": "藏历新年"}, by=cast.coordinator, on=DAY
        )

    assert special_days() == {LOSAR: True}


def test_a_day_removed_is_its_weekday_again(cast):
    actions.put_calendar_day(
        LOSAR, is_working=False, names={"zh-hans": "藏历新年"}, by=cast.coordinator, on=DAY
    )

    for _twice in range(2):
        actions.remove_calendar_day(LOSAR, by=cast.coordinator, on=DAY)

    assert special_days() == {}


def test_a_day_needs_a_name(cast):
    with pytest.raises(CalendarNameMissing):
        actions.put_calendar_day(
            LOSAR, is_working=False, names={"zh-hans": " "}, by=cast.coordinator, on=DAY
        )
