"""What may be read on a notice board, and which windows are closed."""

import re
from datetime import date, timedelta

from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week, month_start, next_month
from doorstep.register.roster import speaks_of_health

MASK = "**"
LONG_NUMBER = re.compile(r"(?:\d[\s.·-]?){7,}")  # of an identity card, a phone, a bank card


def masked(name: str) -> str:
    """The first letter, and a mask that does not tell how many follow."""
    return name[:1] + MASK if name else ""


def holds_long_number(text: str) -> bool:
    """Whether a text holds what may be the number of a person, a phone or a card."""
    return bool(LONG_NUMBER.search(text))


def speaks_of_illness(text: str) -> bool:
    """Whether a text names an illness or a disability: a notice names the aid, not its cause."""
    return speaks_of_health(text)


def closed_windows(first: date, on: date) -> set[Period]:
    """The weeks, months, years, and years up to the end of a month that end in first ≤ day < on."""
    windows = set()
    week = Week.of(first)
    while week.end_on < on:
        windows.add(Period.of_week(week))
        week = week.shift(1)
    month = month_start(first)
    while (end := next_month(month) - timedelta(days=1)) < on:
        windows |= {Period(month, end), Period(date(month.year, 1, 1), end)}
        month = next_month(month)
    return windows
