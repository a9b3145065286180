"""What planning again answers: the changed plan, and what is different in it."""

from dataclasses import dataclass
from typing import Literal

from doorstep.planner.visits.result import Cause, VisitPlan

type ChangeKind = Literal["added", "moved", "dropped"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, and who goes or calls."""

    day: int
    helpers: tuple[str, ...]  # by key


@dataclass(frozen=True, slots=True)
class Change:
    """A visit or call that is not as it was."""

    household: str
    contact: Literal["visit", "call"]
    before: Slot | None
    after: Slot | None
    was_told: bool = False  # the household counts on it
    cause: Cause | None = None  # why one that is due is dropped; None: it is not due any more

    @property
    def kind(self) -> ChangeKind:
        if self.before is None:
            return "added"
        return "dropped" if self.after is None else "moved"


@dataclass(frozen=True, slots=True)
class PairChange:
    """A pair that begins or ends on a day."""

    household: str
    helper: str
    day: int
    is_begun: bool
    order: int = 1  # 1 leads


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who goes to a household, or calls it, in somebody's place for some days."""

    household: str
    helper: str
    instead_of: str
    from_day: int
    to_day: int  # not inside


@dataclass(frozen=True, slots=True)
class Instead:
    """Who goes to a household in a week, where that is not those it was paired with."""

    household: str
    week: int
    helpers: tuple[str, ...]  # the one who leads first


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody to be phoned, at best before this day."""

    who: Literal["helper", "household"]
    key: str
    day: int


@dataclass(frozen=True, slots=True)
class Replan:
    """A plan from today on, beside the one that runs. Prices are points, 1 point = 1 km."""

    plan: VisitPlan
    changes: tuple[Change, ...]  # by household
    pairs: tuple[PairChange, ...]
    stand_ins: tuple[StandIn, ...]
    instead: tuple[Instead, ...]  # by household and week
    rings: tuple[Ring, ...]  # by day
    km_before: float
    km_after: float
    minutes_before: float  # of all routes from today on; they stay within the planner
    minutes_after: float
    price: float  # what it costs more than planning the same helpers anew, bound by no promise
    moving: float  # what the moved visits weigh: not a cost of the plan
    touched: tuple[str, ...]  # helpers who were planned again
    gave_way: bool  # visits of today and tomorrow had to make room
    is_exact: bool  # nothing cheaper is possible for them, given who goes where
    is_stopped: bool = False  # somebody was not planned any more

    @property
    def is_same(self) -> bool:
        """Nothing is different."""
        return not self.changes and not self.pairs
