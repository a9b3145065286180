"""Why a household is visited on the days of a plan: the types."""

from dataclasses import dataclass
from typing import Literal, get_args

# what is against a day, from what nobody can change to what another plan could
type Rule = Literal[
    "not_due", "no_pair", "no_home", "away", "no_shift", "no_way", "window", "day_full", "week_full"
]
RULES: tuple[Rule, ...] = get_args(Rule.__value__)


@dataclass(frozen=True, slots=True)
class Going:
    """A helper's day as it stands: the households of the route in order, and the calls."""

    helper: str
    day: int
    stops: tuple[str, ...]
    calls: tuple[str, ...] = ()  # households that are called


@dataclass(frozen=True, slots=True)
class DayPrice:
    """A day of the plan, as a day of this household's visit."""

    day: int
    is_planned: bool
    km: float | None  # more than now, all else as planned; None: it cannot be
    rule: Rule | None  # why not


@dataclass(frozen=True, slots=True)
class WeeksPrice:
    """A choice of weeks."""

    weeks: frozenset[int]
    km: float | None
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why these days: what the others would cost. `others` are the choices of weeks beside the one
    taken, the cheapest first; none where the cadence leaves no choice."""

    household: str
    helpers: tuple[str, ...]
    weeks: frozenset[int]  # in which it is planned
    days: tuple[DayPrice, ...]  # every day of the plan
    others: tuple[WeeksPrice, ...]
