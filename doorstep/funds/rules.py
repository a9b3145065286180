"""Pure decisions about money."""

from datetime import date, timedelta

from doorstep.funds.choices import Cause, Clock, HeadingKind
from doorstep.kit.weeks import month_start, next_month

WENT_FOR: dict[str, HeadingKind] = {  # the heading to which a payment of a cause goes
    Cause.NEED: HeadingKind.RELIEF,
    Cause.ACTIVITY: HeadingKind.GOODS,
    Cause.COMMITMENT: HeadingKind.AID,
    Cause.POST: HeadingKind.WAGES,
    Cause.PROJECT: HeadingKind.WORKS,
    Cause.DIVIDEND: HeadingKind.DIVIDENDS,
    Cause.UNIT: HeadingKind.CAMPAIGNS,
}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_year(year: int) -> bool:
    """Whether a year can be meant."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_running(start_on: date, end_on: date | None, day: date) -> bool:
    """Whether a programme pays on a day: from its first day up to its last."""
    return start_on <= day and (end_on is None or day <= end_on)


def pay_of_month(monthly_pay: int, start_on: date, end_on: date | None, month: date) -> int:
    """What a post pays for the month of a day, in fen: the whole pay where it is held the whole
    month, else by the share of its days, down to a whole fen; 0 where it is not held at all."""
    first = month_start(month)
    last = next_month(month) - timedelta(days=1)
    begins = max(first, start_on)
    ends = last if end_on is None else min(last, end_on)
    held = (ends - begins).days + 1
    return monthly_pay * held // last.day if held > 0 else 0


def equal_shares(amount: int, count: int) -> list[int]:
    """An amount in so many shares that differ by at most one fen and sum to it, larger ones first.
    ValueError for no share."""
    if count < 1:
        raise ValueError("at least one share is needed")
    share, rest = divmod(amount, count)
    return [share + (number < rest) for number in range(count)]


def clock_on(due_on: date, today: date) -> Clock:
    """How a clock that runs out at the end of a day stands on another."""
    if today > due_on:
        return Clock.OVERDUE
    return Clock.DUE if today == due_on else Clock.RUNNING
