"""What pairing by hours answers. Prices are hundredths of a point, minutes those of four weeks."""

from dataclasses import dataclass
from typing import Literal

from doorstep.planner.result import NextBest, Term

type Reason = Literal["no_helpers", "all_come", "rules", "hours_unknown", "full", "price"]


@dataclass(frozen=True, slots=True)
class HoursPair:
    """One helper for one household."""

    household: str
    helper: str
    order: int  # 1 leads, 2 and 3 come along
    is_current: bool
    is_locked: bool
    km: float | None  # by road, one way, to 0.01; None where a home is unknown
    minutes: int
    price: int  # the sum of the terms; fairness is what these minutes, as her last, cost
    terms: tuple[Term, ...]
    next_best: NextBest | None  # adds: at most, by one exchange; None: locked, or nobody found


@dataclass(frozen=True, slots=True)
class HoursShort:
    """Places that nobody fills, and why.

    Reason: nobody helps at all; everybody comes already; the rules leave nobody else; no other who
    fits has stated hours; those who fit are full or the way alone takes more than they have; they
    cost more than leaving it.
    """

    household: str
    places: int
    reason: Reason
    skills: tuple[str, ...] = ()  # what its empty places ask for, beside those who come


@dataclass(frozen=True, slots=True)
class HelperHours:
    """What a helper carries; never a ranking."""

    helper: str
    households: int
    minutes: int
    most_minutes: int
    household_price: int  # in the proof: of one household of the caseload, in hundredths / 240


@dataclass(frozen=True, slots=True)
class HoursResult:
    """A pairing by hours with its bound: no pairing of this problem costs less than `bound`.

    It follows from the prices of places: they together, and the least that each helper can make of
    them within her hours.
    """

    pairs: tuple[HoursPair, ...]  # by household, then helper
    unserved: tuple[HoursShort, ...]  # by household
    loads: tuple[HelperHours, ...]  # by helper
    objective: int  # rounded up
    bound: int  # rounded up, as every objective is
    place_prices: tuple[tuple[str, tuple[int, ...]], ...]  # in the proof: by household, of its
    # places that are not locked, one for all that ask for the same skills; in hundredths / 240
    without_hours: tuple[str, ...]  # helpers whose hours are not stated: they are given nobody

    @property
    def optimal(self) -> bool:
        """No pairing of this problem is cheaper: proven."""
        return self.objective == self.bound

    @property
    def gap(self) -> float:
        """At most so far above the best possible, as a share of the bound."""
        if self.optimal:
            return 0.0
        return (self.objective - self.bound) / self.bound if self.bound > 0 else float("inf")
