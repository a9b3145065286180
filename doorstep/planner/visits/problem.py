"""What a visit plan is told: who is due how often, who can go when, and how far it is.

Days count from 0, the Monday of week 0. Minutes of a day count from midnight. Places are numbers of
the travel given beside them. Prices are points, 1 point = 1 km.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from doorstep.planner.problem import Point

DAYS_A_WEEK = 7
MORNING, EVENING = 8 * 60, 20 * 60  # when a day on the way begins and ends, unless told otherwise


@dataclass(frozen=True, slots=True)
class Window:
    """When a household can be visited: a visit begins and ends between the two minutes."""

    from_minute: int
    to_minute: int
    weekdays: frozenset[int] = frozenset(range(DAYS_A_WEEK))  # 0: Monday


@dataclass(frozen=True, slots=True)
class Pattern:
    """A choice of weeks in each of which one visit is due, and what it costs to choose it."""

    weeks: frozenset[int]
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class DueHousehold:
    """A household, what is due to it, and by whom."""

    key: str
    helpers: tuple[str, ...]  # paired, the one who leads first; all of them visit together
    patterns: tuple[Pattern, ...]  # one is chosen; none: nothing is due on site
    places: tuple[int | None, ...] = ()  # by week; None: no home known that week
    visit_minutes: int = 40
    call_weeks: frozenset[int] = frozenset()  # the leading helper calls, unless visited that week
    call_minutes: int = 10
    windows: tuple[Window, ...] = ()  # none: at any time
    closed_days: frozenset[int] = frozenset()
    urgency: float = 0.0  # points on top of the weight `unserved`
    usual_weekday: int | None = None  # 0: Monday; taken where it costs nothing
    camps: tuple[tuple[int, int | None], ...] = ()  # (day, place): lives there from that day on
    day_windows: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    # on such a day a visit begins and ends between these minutes, whatever the windows say
    day_points: Mapping[int, float] = field(default_factory=dict)  # on top, for a visit on a day

    def place_on(self, day: int) -> int | None:
        """Where the household lives on a day; None: no home known."""
        moved = [place for since, place in sorted(self.camps, key=lambda one: one[0])
                 if since <= day]  # fmt: skip
        return moved[-1] if moved else self.places[day // DAYS_A_WEEK]


@dataclass(frozen=True, slots=True)
class Shift:
    """A day of a helper. The way, visits and calls take at most `most_minutes` of it."""

    from_minute: int = MORNING
    to_minute: int = EVENING
    most_minutes: int = 8 * 60


@dataclass(frozen=True, slots=True)
class GoingHelper:
    """A helper and the days of the plan; every route begins and ends at home."""

    key: str
    place: int | None  # home; None: not known
    shifts: tuple[Shift | None, ...]  # by day; None: does not go
    week_minutes: int | None = None  # the most of a whole week
    spent: Mapping[int, float] = field(default_factory=dict)  # of it, by week: gone already


@dataclass(frozen=True, slots=True)
class Straight:
    """Travel as the crow flies, times a factor for the terrain, at one speed."""

    points: tuple[Point, ...]
    factor: float = 1.3
    km_an_hour: float = 40.0


@dataclass(frozen=True)
class Matrix:
    """Travel as measured: from row to column. inf: no way leads there."""

    km: npt.NDArray[np.float64]
    minutes: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Closure:
    """Ways that are closed on some days, in both directions: between two sets of places."""

    days: frozenset[int]
    these: frozenset[int]
    those: frozenset[int] | None = None  # None: every place that is not among these
    helpers: frozenset[str] | None = None  # whom it stops; None: everybody

    def stops(self, helper: str, day: int) -> bool:
        return day in self.days and (self.helpers is None or helper in self.helpers)

    def among(self, places: Sequence[int]) -> npt.NDArray[np.bool_]:
        """(from, to): whether the way from one of the places to another is closed."""
        here = np.array([place in self.these for place in places], dtype=bool)
        there = (
            ~here
            if self.those is None
            else np.array([place in self.those for place in places], dtype=bool)
        )
        return np.asarray((here[:, None] & there[None, :]) | (there[:, None] & here[None, :]))


@dataclass(frozen=True, slots=True)
class VisitWeights:
    """Points of the soft rules."""

    km: float = 1.0
    unserved: float = 500.0  # for every visit that is due and not planned
    uncalled: float = 50.0  # for every call that is due and not planned


@dataclass(frozen=True, slots=True)
class VisitProblem:
    """Some weeks of a village, town or county; who goes to whom is settled."""

    households: tuple[DueHousehold, ...]
    helpers: tuple[GoingHelper, ...]
    travel: Straight | Matrix
    weeks: int = 4
    weights: VisitWeights = field(default_factory=VisitWeights)
    closures: tuple[Closure, ...] = ()


def weekly(weeks: int) -> tuple[Pattern, ...]:
    """A visit in every week."""
    return (Pattern(frozenset(range(weeks))),)


def once(weeks: Sequence[int]) -> tuple[Pattern, ...]:
    """One visit in any of these weeks."""
    return tuple(Pattern(frozenset({week})) for week in weeks)
