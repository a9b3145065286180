"""From a problem to the tasks of its helpers."""

from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np

from doorstep.planner.visits.helper import CallDue, HelperTask
from doorstep.planner.visits.legs import Floats, Longs, legs_between, minutes_from, ranks_alike
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    Closure,
    DueHousehold,
    GoingHelper,
    Shift,
    VisitProblem,
)
from doorstep.planner.visits.routes import Day

ANY_TIME: tuple[tuple[float, float], ...] = ((0.0, np.inf),)
NEVER: tuple[tuple[float, float], ...] = ((np.inf, -np.inf),)
MOST_CASELOAD = 250  # households of one helper that are planned; more have no place in four weeks
LABELS = 6  # kept of a set and last household where the clock counts

ANY_MINUTE = -1

type Fixed = Mapping[
    int, Mapping[int, int]
]  # household → day → minute at which the visit begins, or ANY_MINUTE


def hundredths(points: float) -> int:
    """Points as whole hundredths."""
    return round(points * 100)


class Board:
    """A problem laid out by helpers, who are known by their column from here on."""

    def __init__(self, problem: VisitProblem, outside: Set[int] = frozenset()) -> None:
        """`outside`: households that helpers visit, too, of whom the problem does not tell."""
        self.problem = problem
        self.outside = outside
        columns = {helper.key: column for column, helper in enumerate(problem.helpers)}
        self.helpers_of = [[columns[key] for key in row.helpers] for row in problem.households]
        self.caseloads: list[list[int]] = [[] for _helper in problem.helpers]
        for row, own in enumerate(self.helpers_of):
            for column in own:
                self.caseloads[column].append(row)
        self.left_out = self._too_many()
        self.caseloads = [
            [row for row in own if row not in self.left_out] for own in self.caseloads
        ]
        self.shared = [  # per helper: households visited together with others
            [row for row in own if self.is_shared(row)] for own in self.caseloads
        ]
        self.shifts: list[Sequence[Shift | None]] = [  # none from a home that is not known
            helper.shifts if helper.place is not None else [None] * len(helper.shifts)
            for helper in problem.helpers
        ]
        self.ranks_alike = ranks_alike(problem.travel, problem.weights.km)
        # household → helper → what falls to the helper of a missed visit's price; any split of it
        # gives a bound
        self.shares = [self._equal_shares(row) for row in range(len(problem.households))]

    def is_shared(self, row: int) -> bool:
        """Whether several helpers visit a household together."""
        is_alone = len(self.helpers_of[row]) <= 1 and row not in self.outside
        return not is_alone and bool(self.problem.households[row].patterns)

    def price_of(self, row: int) -> int:
        """The price of a visit that is not planned."""
        return hundredths(self.problem.weights.unserved + self.problem.households[row].urgency)

    def goes(self, row: int, day: int) -> bool:
        """Whether all helpers of a household go on a day."""
        return all(self.shifts[column][day] is not None for column in self.helpers_of[row])

    def _too_many(self) -> set[int]:
        """Households beyond what one helper can be planned for: all but the nearest."""
        found: set[int] = set()
        for helper, own in zip(self.problem.helpers, self.caseloads, strict=True):
            if len(own) <= MOST_CASELOAD or helper.place is None:
                continue
            homes = [self.problem.households[row].places for row in own]
            places = [next((at for at in one if at is not None), helper.place) for one in homes]
            minutes = minutes_from(self.problem.travel, helper.place, places)
            found |= {own[int(at)] for at in np.argsort(minutes, kind="stable")[MOST_CASELOAD:]}
        return found

    def _equal_shares(self, row: int) -> dict[int, int]:
        among, price = self.helpers_of[row], self.price_of(row)
        return {
            column: price // len(among) + (number < price % len(among))
            for number, column in enumerate(among)
        }


def build_task(board: Board, column: int, fixed: Fixed) -> HelperTask:
    """A helper's task. Households in `fixed` are visited on those days at those minutes alone,
    those of several helpers on days when all of them go."""
    problem, helper = board.problem, board.problem.helpers[column]
    caseload = board.caseloads[column]
    households = tuple(row for row in caseload if problem.households[row].patterns)
    entries = _entries(board, column, households)
    kinds, days, bases = _days(board, helper, households, fixed, entries)
    places = {household: place for place, household in enumerate(households)}
    most = [kinds[kind].most if kind >= 0 else 0.0 for kind in days]
    limit = np.inf if helper.week_minutes is None else helper.week_minutes
    return HelperTask(
        key=helper.key,
        households=households,
        patterns=tuple(_patterns(board, column, row) for row in households),
        absent=tuple(board.shares[row][column] for row in households),
        kinds=kinds,
        days=days,
        calls=tuple(
            tuple(
                CallDue(row, places.get(row, -1), float(problem.households[row].call_minutes))
                for row in caseload
                if week in problem.households[row].call_weeks and board.helpers_of[row][0] == column
            )
            for week in range(problem.weeks)
        ),
        uncalled=hundredths(problem.weights.uncalled),
        week_limits=tuple(
            min(
                max(0.0, float(limit) - helper.spent.get(week, 0.0)),
                sum(most[week * DAYS_A_WEEK : (week + 1) * DAYS_A_WEEK]),
            )
            for week in range(problem.weeks)
        ),
        ranks_alike=board.ranks_alike and not entries,
        entries=entries,
        bases=bases,
    )


def _entries(board: Board, column: int, households: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """By day what the visits cost beside the way, a helper's share of each; () for nothing."""
    rows = [board.problem.households[row] for row in households]
    if not any(row.day_points for row in rows):
        return ()
    shares = [
        {day: share_of(board, column, number, points) for day, points in row.day_points.items()}
        for number, row in zip(households, rows, strict=True)
    ]
    days = range(board.problem.weeks * DAYS_A_WEEK)
    return tuple(tuple(share.get(day, 0) for share in shares) for day in days)


def _patterns(board: Board, column: int, row: int) -> tuple[tuple[int, int], ...]:
    """(bits of weeks, a helper's share of what choosing them costs) of every pattern."""
    return tuple(
        (sum(1 << week for week in one.weeks), share_of(board, column, row, one.points))
        for one in board.problem.households[row].patterns
    )


def share_of(board: Board, column: int, row: int, points: float) -> int:
    """What falls to a helper of a price that all who visit a household pay together."""
    among, price = board.helpers_of[row], hundredths(points)
    return price // len(among) + (among.index(column) < price % len(among))


def _days(
    board: Board,
    helper: GoingHelper,
    households: Sequence[int],
    fixed: Fixed,
    entries: Sequence[tuple[int, ...]],
) -> tuple[tuple[Day, ...], tuple[int, ...], tuple[int, ...]]:
    """(the kinds of days, the kind of every day, of every kind the first that differs in what is on
    top alone)."""
    problem = board.problem
    rows = [problem.households[row] for row in households]
    service = np.array([row.visit_minutes for row in rows], dtype=np.float64)
    legs: dict[object, tuple[Longs, Floats]] = {}
    kinds: dict[object, int] = {}
    bases: dict[object, int] = {}
    found: list[Day] = []
    base_of: list[int] = []
    days = []
    for day, shift in enumerate(helper.shifts):
        if shift is None:
            days.append(-1)
            continue
        spots = tuple(row.place_on(day) for row in rows)
        closed = tuple(one for one in problem.closures if one.stops(helper.key, day))
        times = tuple(
            times_on(row, day, fixed[number].get(day) if number in fixed else ANY_MINUTE)
            if spot is not None and board.goes(number, day)
            else NEVER
            for number, row, spot in zip(households, rows, spots, strict=True)
        )
        entry = entries[day] if entries else ()
        key = (spots, times, shift, closed, entry)
        if key not in kinds:
            if (spots, closed) not in legs:
                legs[spots, closed] = _legs(problem, helper, spots, closed)
            kinds[key] = len(found)
            base_of.append(bases.setdefault(key[:-1], len(found)))
            cost, minutes = legs[spots, closed]
            if any(entry):
                cost = cost.copy()
                cost[:, : len(entry)] += np.array(entry, dtype=np.int64)
            found.append(_kind((cost, minutes), service, times, shift, board.ranks_alike))
        days.append(kinds[key])
    return tuple(found), tuple(days), tuple(base_of)


def times_on(
    household: DueHousehold, day: int, minute: int | None
) -> tuple[tuple[float, float], ...]:
    """When a household can be visited on a day; ANY_MINUTE: in its windows; None: not at all."""
    if minute is None or day in household.closed_days:
        return NEVER
    windows = _windows(household, day)
    if minute == ANY_MINUTE:
        return windows
    end = minute + household.visit_minutes
    fits = any(start <= minute and end <= stop for start, stop in windows)
    return ((float(minute), float(end)),) if fits else NEVER


def _windows(household: DueHousehold, day: int) -> tuple[tuple[float, float], ...]:
    if day in household.day_windows:
        start, stop = household.day_windows[day]
        return ((float(start), float(stop)),)
    return (
        tuple(
            (float(window.from_minute), float(window.to_minute))
            for window in sorted(household.windows, key=lambda one: one.from_minute)
            if day % DAYS_A_WEEK in window.weekdays
        )
        or NEVER
        if household.windows
        else ANY_TIME
    )


def legs_on(
    problem: VisitProblem, helper: GoingHelper, spots: Iterable[int | None], day: int
) -> tuple[Longs, Floats]:
    """(cost, minutes) on a day between spots, then from the helper's home, then to it."""
    closed = [one for one in problem.closures if one.stops(helper.key, day)]
    return _legs(problem, helper, spots, closed)


def _legs(
    problem: VisitProblem,
    helper: GoingHelper,
    spots: Iterable[int | None],
    closed: Iterable[Closure] = (),
) -> tuple[Longs, Floats]:
    """Legs between the households and from and to the helper's home; from a home that is not known
    no way leads anywhere."""
    if helper.place is None:
        size = len(list(spots)) + 2
        return np.zeros((size, size), dtype=np.int64), np.full((size, size), np.inf)
    home = helper.place
    places = [home if spot is None else spot for spot in spots] + [home, home]
    cost, minutes = legs_between(problem.travel, places, problem.weights.km)
    for one in closed:
        is_closed = one.among(places)
        cost, minutes = np.where(is_closed, 0, cost), np.where(is_closed, np.inf, minutes)
    return cost, minutes


def _kind(
    legs: tuple[Longs, Floats],
    service: Floats,
    times: Sequence[tuple[tuple[float, float], ...]],
    shift: Shift,
    ranks_alike: bool,
) -> Day:
    width = max([1, *map(len, times)])
    opens = np.full((len(times), width), np.inf)
    closes = np.full((len(times), width), -np.inf)
    for row, windows in enumerate(times):
        for number, (start, stop) in enumerate(windows):
            opens[row, number], closes[row, number] = start, stop
    needs_clock = any(windows not in (ANY_TIME, NEVER) for windows in times)
    return Day(
        cost=legs[0],
        minutes=legs[1],
        service=service,
        opens=opens,
        closes=closes,
        start=float(shift.from_minute),
        end=float(shift.to_minute),
        most=float(min(shift.most_minutes, shift.to_minute - shift.from_minute)),
        labels=1 if ranks_alike and not needs_clock else LABELS,
    )
