"""Weeks, months and windows of days."""

from datetime import date

import pytest

from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week, month_start, next_month


@pytest.mark.parametrize(
    ("day", "name", "monday", "sunday"),
    [
        (date(2026, 11, 23), "2026-W48", date(2026, 11, 23), date(2026, 11, 29)),
        (date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
    ],
)
def test_a_week_belongs_to_its_iso_year(day, name, monday, sunday):
    week = Week.of(day)

    assert (str(week), week.start_on, week.end_on) == (name, monday, sunday)
    assert Week.parse(name) == week


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026W01", "W12", ""])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match="week"):
        Week.parse(text)


def test_weeks_shift_over_the_turn_of_the_year():
    assert Week.parse("2026-W52").shift(2) == Week.parse("2027-W01")
    assert Week.parse("2027-W01").shift(-12) == Week.parse("2026-W42")


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2026, 2, 28), date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (date(2028, 1, 31), date(2028, 1, 1), date(2028, 2, 1)),
    ],
)
def test_months_begin_and_end_by_the_calendar(day, first, after):
    assert (month_start(day), next_month(day)) == (first, after)


def test_both_ends_of_a_period_lie_inside():
    period = Period.of_month(date(2026, 2, 10))

    assert (period.from_on, period.to_on) == (date(2026, 2, 1), date(2026, 2, 28))
    assert date(2026, 2, 28) in period
    assert date(2026, 3, 1) not in period


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2026, 3, 2), date(2026, 3, 1))
