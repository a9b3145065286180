"""A window of whole days, both ends inside."""

from dataclasses import dataclass
from datetime import date, timedelta

from doorstep.kit.weeks import Week, month_start, next_month

# Weeks and months round these days can still be counted.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both inside; flows happen in it, stocks are as of `to_on`."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError(f"the period ends on {self.to_on}, before it begins on {self.from_on}")

    @classmethod
    def of_week(cls, week: Week) -> "Period":
        """Monday to Sunday."""
        return cls(week.start_on, week.end_on)

    @classmethod
    def of_month(cls, day: date) -> "Period":
        """The calendar month that holds a day."""
        return cls(month_start(day), next_month(day) - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on
