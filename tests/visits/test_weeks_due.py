"""In which weeks a duty wants a visit: by week, fortnight, month and quarter, and what is done."""

from datetime import date

import pytest

from doorstep.visits.rules import weeks_with_call, weeks_with_visit

MARCH_2, MARCH_16 = date(2026, 3, 2), date(2026, 3, 16)


def ways(*told):
    return [frozenset(one) for one in told]


@pytest.mark.parametrize(
    ("every", "first", "weeks", "done_on", "expected"),
    [
        ("never", MARCH_2, 4, None, ways()),
        ("week", MARCH_2, 4, None, ways({0, 1, 2, 3})),
        ("week", MARCH_2, 4, date(2026, 3, 4), ways({1, 2, 3})),  # this week's is made
        ("week", MARCH_2, 4, date(2026, 2, 25), ways({0, 1, 2, 3})),  # last week's is no help
        ("week", MARCH_2, 1, date(2026, 3, 4), ways()),
        ("two_weeks", MARCH_2, 4, None, ways({0, 2}, {1, 3})),
        ("two_weeks", MARCH_2, 4, date(2026, 3, 4), ways({1, 3}, {2})),
        ("two_weeks", MARCH_2, 4, date(2026, 2, 25), ways({0, 2}, {1, 3})),
        ("two_weeks", MARCH_2, 1, None, ways({0})),
        ("month", MARCH_2, 4, None, ways({0}, {1}, {2}, {3})),
        ("month", MARCH_2, 4, date(2026, 3, 2), ways()),
        ("month", MARCH_16, 4, None, ways({0}, {1}, {2})),  # March ends in these, April is later
        ("month", MARCH_16, 4, date(2026, 3, 2), ways()),
        ("month", date(2026, 3, 23), 4, None, ways({0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3})),
        ("month", date(2026, 3, 23), 4, date(2026, 3, 2), ways({1}, {2}, {3})),
        # 28 days are less than a third of the quarter from 5 January, but not of what is left later
        ("quarter", date(2026, 1, 5), 4, None, ways()),
        ("quarter", date(2026, 2, 2), 4, None, ways({0}, {1}, {2}, {3})),
        ("quarter", date(2026, 2, 2), 4, date(2026, 1, 20), ways()),
    ],
)  # fmt: skip
def test_a_duty_lies_in_weeks(every, first, weeks, done_on, expected):
    assert weeks_with_visit(every, first, [True] * weeks, done_on) == expected


def test_a_week_spent_away_is_no_week_to_visit():
    assert weeks_with_visit("week", MARCH_2, [True, False, True]) == ways({0, 2})
    assert weeks_with_visit("two_weeks", MARCH_2, [True, True, False, False]) == ways({0}, {1})
    assert weeks_with_visit("month", MARCH_2, [False, False, True, True]) == ways({2}, {3})
    assert weeks_with_visit("week", MARCH_2, [False]) == []


def test_a_call_waits_as_long_as_the_duty_allows():
    here = [True] * 4
    assert weeks_with_call("month", MARCH_2, here) == {3}
    assert weeks_with_call("month", MARCH_2, here, has_visits=True) == frozenset()
    assert weeks_with_call("week", MARCH_2, here, has_visits=True) == {0, 1, 2, 3}
    assert weeks_with_call("never", MARCH_2, here) == frozenset()
