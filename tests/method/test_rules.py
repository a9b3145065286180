from datetime import date

import pytest

from doorstep.method import rules
from doorstep.method.choices import Comparison
from doorstep.method.models import Version

# 1–7 October are holidays; Saturday the 10th is worked instead.
OCTOBER = {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 9, 30), True),  # Wednesday
        (date(2026, 10, 1), False),  # holiday
        (date(2026, 10, 3), False),  # Saturday in the holiday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday, made up
        (date(2026, 10, 11), False),  # Sunday
        (date(2026, 10, 17), False),  # an ordinary Saturday
    ],
)
def test_a_working_day_follows_the_calendar(day, working):
    assert rules.is_working_day(day, OCTOBER) is working


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 28), 0, date(2026, 9, 28)),
        (date(2026, 9, 28), 1, date(2026, 9, 29)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 2, date(2026, 10, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the made-up Saturday counts
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),  # begun on a holiday
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # nobody has said that it is a holiday
        (date(2026, 2, 27), 5, date(2026, 3, 6)),
    ],
)
def test_working_days_are_added_by_the_calendar(start, count, end):
    assert rules.add_working_days(start, count, OCTOBER) == end


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 1, 1), "winter"),
        (date(2026, 5, 31), "winter"),
        (date(2026, 6, 1), "summer"),
        (date(2026, 9, 30), "summer"),
        (date(2026, 10, 1), "winter"),
    ],
)
def test_the_season_follows_the_version(day, season):
    assert rules.season_on(day, Version(summer_from="06-01", winter_from="10-01")) == season


@pytest.mark.parametrize(
    ("day", "season"),
    [(date(2026, 12, 1), "summer"), (date(2026, 4, 1), "winter"), (date(2026, 1, 9), "summer")],
)
def test_a_summer_may_run_over_the_new_year(day, season):
    assert rules.season_on(day, Version(summer_from="11-01", winter_from="03-01")) == season


@pytest.mark.parametrize(
    ("comparison", "number", "value", "held"),
    [
        (Comparison.AT_LEAST, 3, 3, True),
        (Comparison.AT_LEAST, 2, 3, False),
        (Comparison.AT_MOST, 0, 0, True),
        (Comparison.AT_MOST, 1, 0, False),
        (Comparison.EQUAL, 2, 2, True),
        (Comparison.EQUAL, 3, 2, False),
        (Comparison.AT_MOST, None, 0, False),  # unknown is not none
        ("at_least", None, 0, False),
    ],
)
def test_a_reason_holds_by_comparison(comparison, number, value, held):
    assert rules.holds(comparison, number, value) is held


def test_an_unknown_comparison_is_no_reason():
    with pytest.raises(ValueError, match="near"):
        rules.holds("near", 1, 1)
