"""Pure decisions of the register: names of children, homes to about 100 m."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

CHILD_UNTIL = 14  # years of age from which a name is kept
OF_AGE = 18
CHILD_NAME = re.compile(r"孩子(\d+)")
FINEST = Decimal("0.001")


def is_child(birth_year: int | None, birth_month: int | None, on: date) -> bool:
    """Whether somebody is under 14 on a day, or may be: within the month (or, where no month is
    known, the year) of the fourteenth birthday the name stays sealed."""
    if birth_year is None:
        return False
    if birth_month is None:
        return on.year - birth_year <= CHILD_UNTIL
    return (on.year - birth_year) * 12 + on.month - birth_month <= CHILD_UNTIL * 12


def is_of_age(birth_year: int | None, on: date) -> bool:
    """Of age on a day by the year of birth, or of no known year."""
    return birth_year is None or on.year - birth_year >= OF_AGE


def child_name(number: int) -> str:
    """The name a child bears on the register."""
    return f"孩子{number}"


def is_child_name(name: str) -> bool:
    """Whether a name is one of 孩子1, 孩子2 …: it never changes a name on record."""
    return CHILD_NAME.fullmatch(name) is not None


def next_child_number(names: Iterable[str]) -> int:
    """The first number above those that a household's children bear already."""
    taken = [int(found[1]) for name in names if (found := CHILD_NAME.fullmatch(name))]
    return max(taken, default=0) + 1


def three_decimals(degrees: float | Decimal | str) -> Decimal:
    """A coordinate to about 100 m."""
    return Decimal(str(degrees)).quantize(FINEST, rounding=ROUND_HALF_EVEN)
