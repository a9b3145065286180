"""What a visit plan says. Prices are whole hundredths of a point."""

from dataclasses import dataclass
from typing import Literal

type Cause = Literal[
    "no_helper", "no_pair", "no_home", "helper_without_home", "no_days", "no_hours", "no_way",
    "window", "too_long", "price", "not_together", "full", "stopped",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit on a route."""

    household: str
    minute: float  # of the day, when it begins; to 0.01


@dataclass(frozen=True, slots=True)
class Route:
    """A helper's way through one day, from home to home, and the calls of that day."""

    helper: str
    day: int
    stops: tuple[Stop, ...]
    calls: tuple[str, ...]  # households
    km: float  # to 0.01
    minutes: float  # the way, visits and calls
    leaves: float  # minute of the day
    returns: float


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A visit or call that is due and not planned, and why.

    week None: any of the weeks its patterns allow.
    """

    household: str
    kind: Literal["visit", "call"]
    week: int | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class HelperProof:
    """What a helper's four weeks cost, and what they cost at least, given the pairing."""

    helper: str
    cost: int
    bound: int | None  # None: not worked out

    @property
    def is_proven(self) -> bool:
        return self.bound == self.cost


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """Who goes where on which day. Nobody's plan is cheaper than the sum of the bounds."""

    routes: tuple[Route, ...]  # by helper and day
    unplanned: tuple[Unplanned, ...]  # by household
    proofs: tuple[HelperProof, ...]  # by helper
    lost: int  # the price of what nobody could plan: no pair
    raised: int = 0  # what pairs of helpers cost at least beyond their bounds

    @property
    def objective(self) -> int:
        return self.lost + sum(row.cost for row in self.proofs)

    @property
    def bound(self) -> int | None:
        """None where some helper has none."""
        bounds = [row.bound for row in self.proofs if row.bound is not None]
        return self.lost + self.raised + sum(bounds) if len(bounds) == len(self.proofs) else None

    @property
    def is_proven(self) -> bool:
        return self.bound == self.objective

    @property
    def gap(self) -> float | None:
        """How far above the bound, as a share of it; None: no bound, or one of nothing, of which
        no share tells how far above it is."""
        if self.is_proven:
            return 0.0
        if self.bound is None or self.bound <= 0:
            return None
        return (self.objective - self.bound) / self.bound

    @property
    def km(self) -> float:
        return round(sum(route.km for route in self.routes), 2)

    @property
    def visits(self) -> int:
        """Each visit once, however many helpers come."""
        return len({(stop.household, row.day) for row in self.routes for stop in row.stops})
