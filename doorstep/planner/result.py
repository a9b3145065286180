"""What the planner answers. Every price is a whole number of hundredths of a point."""

from dataclasses import dataclass
from typing import Literal

type TermKind = Literal["distance", "language", "preference", "change", "fairness", "extra"]
type RuleKind = Literal["declined", "skill", "language"]
type Reason = Literal["no_helpers", "all_come", "rules", "full", "price"]


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a pair's price."""

    kind: TermKind
    price: int
    key: str = ""  # of the preference
    is_met: bool = True  # common language, preference met, pair of today


@dataclass(frozen=True, slots=True)
class NextBest:
    """The best helper who could come instead, and what the whole plan then costs more."""

    helper: str
    adds: int
    km: float | None = None  # of that pair
    terms: tuple[Term, ...] = ()  # of that pair, without fairness


@dataclass(frozen=True, slots=True)
class Pair:
    """One helper for one household."""

    household: str
    helper: str
    order: int  # 1 leads, 2 and 3 come along
    is_current: bool
    is_locked: bool
    km: float | None  # by road, one way, to 0.01; None where a home is unknown
    price: int  # the sum of the terms; fairness is the price of the helper's last place
    terms: tuple[Term, ...]
    next_best: NextBest | None  # None: locked, or no other helper fits


@dataclass(frozen=True, slots=True)
class Removed:
    """How many helpers one hard rule takes away from a household."""

    rule: RuleKind
    key: str  # the skill
    helpers: int


@dataclass(frozen=True, slots=True)
class Unserved:
    """Places of a household that nobody fills, and why.

    Reason: nobody helps at all; everybody comes already; the rules leave nobody else; those who fit
    are full; those who have room cost more than leaving the place empty.
    """

    household: str
    places: int
    price: int  # of one place
    reason: Reason
    removed: tuple[Removed, ...]
    full: tuple[str, ...]  # helpers who fit and have no room
    dearer: tuple[str, ...]  # helpers who fit and have room, at too high a price
    skills: tuple[str, ...] = ()  # what its empty places ask for, beside those who come


@dataclass(frozen=True, slots=True)
class HelperLoad:
    """What a helper carries; for the proof and for fairness, never a ranking."""

    helper: str
    households: int
    most: int
    fairness: int  # of all the helper's places together
    place_price: int  # in the proof: what one place is worth to the plan
    one_more_saves: int  # what the plan would save, at least, if the helper took one more


@dataclass(frozen=True, slots=True)
class PairingResult:
    """A pairing with its proof.

    objective = Σ (price − fairness) of pairs + Σ fairness of loads + Σ places · price of unserved.
    No pairing costs less than `bound`; it follows from the place prices of `loads` alone.
    """

    pairs: tuple[Pair, ...]  # by household, then order
    unserved: tuple[Unserved, ...]  # by household
    loads: tuple[HelperLoad, ...]  # by helper
    objective: int
    bound: int

    @property
    def optimal(self) -> bool:
        """No pairing of this problem is cheaper: proven, over all pairs the rules allow."""
        return self.objective == self.bound
