"""ISO weeks: Monday to Sunday, named 2026-W47."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NAME = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that holds a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Reads `2026-W47`; ValueError where there is no such week."""
        found = _NAME.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a week: {text!r}; write it as 2026-W47")
        return cls(int(found[1]), int(found[2]))

    @property
    def start_on(self) -> date:
        """Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def end_on(self) -> date:
        """Sunday, the last day inside."""
        return self.start_on + timedelta(days=6)

    def shift(self, weeks: int) -> "Week":
        """The week so many weeks later (or earlier)."""
        return Week.of(self.start_on + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def month_start(day: date) -> date:
    """The first day of the calendar month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the calendar month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def first_open_day(on: date) -> date:
    """The first day that lies in no closed week and no closed month."""
    return max(Week.of(on).start_on, month_start(on))
