"""Pure decisions of a method: working days, seasons, and whether a reason holds."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from doorstep.method.choices import Comparison

SATURDAY = 5


class Seasons(Protocol):
    """Whatever says when a season begins, as month-day."""

    summer_from: str
    winter_from: str


def is_working_day(day: date, special: Mapping[date, bool]) -> bool:
    """Monday to Friday, unless the calendar says otherwise of that day."""
    return special.get(day, day.weekday() < SATURDAY)


def add_working_days(day: date, count: int, special: Mapping[date, bool]) -> date:
    """The day that many working days later; the first day itself is not counted. With 0 it is the
    day itself, working or not."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, special)
    return day


def season_on(day: date, version: Seasons) -> str:
    """ "summer" from `summer_from` until the day before `winter_from`, else "winter"."""
    here, summer, winter = day.strftime("%m-%d"), version.summer_from, version.winter_from
    if summer <= winter:
        return "summer" if summer <= here < winter else "winter"
    return "winter" if winter <= here < summer else "summer"


def holds(comparison: str, number: int | None, value: int) -> bool:
    """Whether a fact's number stands so to a reason's value; an unknown number never does."""
    if number is None:
        return False
    match comparison:
        case Comparison.AT_LEAST:
            return number >= value
        case Comparison.AT_MOST:
            return number <= value
        case Comparison.EQUAL:
            return number == value
    raise ValueError(f"not a comparison: {comparison!r}")
