"""Pure decisions about money."""

from datetime import date

from doorstep.funds.choices import Cause, HeadingKind

WENT_FOR: dict[str, HeadingKind] = {  # the heading to which a payment of a cause goes
    Cause.NEED: HeadingKind.RELIEF,
    Cause.ACTIVITY: HeadingKind.GOODS,
    Cause.COMMITMENT: HeadingKind.AID,
}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_year(year: int) -> bool:
    """Whether a year can be meant."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_running(start_on: date, end_on: date | None, day: date) -> bool:
    """Whether a programme pays on a day: from its first day up to its last."""
    return start_on <= day and (end_on is None or day <= end_on)
