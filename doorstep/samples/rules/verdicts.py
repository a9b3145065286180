"""A value against a limit, and what a sample's values come to."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from doorstep.samples.choices import BREACHES, Bound, Verdict
from doorstep.samples.rules.values import plain_text


class Allowed(Protocol):
    """What a limit says: the least, the most, or that nothing may be found."""

    @property
    def least(self) -> Decimal | None: ...
    @property
    def most(self) -> Decimal | None: ...
    @property
    def is_absent(self) -> bool: ...


def verdict_on(bound: str, value: Decimal | None, limit: Allowed | None) -> Verdict:
    """The verdict on a value in the unit of the limit. What is only known to lie below or above a
    number is judged where that is enough, and else cannot be told."""
    if limit is None:
        return Verdict.NO_LIMIT
    if limit.is_absent:
        found_none = bound in (Bound.NONE, Bound.BELOW) or value == 0
        return Verdict.WITHIN if found_none else Verdict.OVER
    low, high = _span(bound, value)
    if limit.most is not None and _is_over(bound, low, limit.most):
        return Verdict.OVER
    if limit.least is not None and _is_under(bound, high, limit.least):
        return Verdict.UNDER
    is_low_enough = limit.most is None or (high is not None and high <= limit.most)
    is_high_enough = limit.least is None or low >= limit.least
    return Verdict.WITHIN if is_low_enough and is_high_enough else Verdict.UNCLEAR


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """What the values of a sample come to: a breach first, then what cannot be told."""
    found = set(verdicts)
    if found & set(BREACHES):
        return Verdict.OVER if Verdict.OVER in found else Verdict.UNDER
    for one in (Verdict.UNCLEAR, Verdict.WITHIN):
        if one in found:
            return one
    return Verdict.NO_LIMIT


def limit_text(limit: Allowed | None) -> str:
    """A limit as a table writes it: "6.5 – 8.5", "≤ 1", "≥ 20"; "0" where nothing may be found."""
    if limit is None:
        return ""
    if limit.is_absent:
        return "0"
    if limit.least is not None and limit.most is not None:
        return f"{plain_text(limit.least)} – {plain_text(limit.most)}"
    if limit.most is not None:
        return f"≤ {plain_text(limit.most)}"
    return f"≥ {plain_text(limit.least or Decimal(0))}"


def _span(bound: str, value: Decimal | None) -> tuple[Decimal, Decimal | None]:
    """Between which numbers it lies; None: without an upper end."""
    if value is None:
        return Decimal(0), Decimal(0)
    if bound == Bound.BELOW:
        return Decimal(0), value
    return value, None if bound == Bound.ABOVE else value


def _is_over(bound: str, low: Decimal, most: Decimal) -> bool:
    return low >= most if bound == Bound.ABOVE else low > most


def _is_under(bound: str, high: Decimal | None, least: Decimal) -> bool:
    if high is None:
        return False
    return high <= least if bound == Bound.BELOW else high < least
