"""Days on a timeline: with their year where it is another than this one."""

from datetime import date

import pytest

from doorstep.office.wording import near_day_text


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 3, 2), "3月2日"), (date(2025, 12, 9), "2025年12月9日")],
)
def test_a_day_of_another_year_says_its_year(day, words):
    assert near_day_text(day, date(2026, 3, 11)) == words
