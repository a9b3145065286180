"""What one more visit costs in a helper's week, and what it weighs to move one."""

from dataclasses import replace
from typing import NamedTuple

from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.exact import MOST_HOUSEHOLDS
from doorstep.planner.visits.problem import (
    DAYS_A_WEEK,
    Closure,
    DueHousehold,
    GoingHelper,
    Pattern,
    VisitProblem,
)
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.unit import plan_helper

NEVER = 2**50


class Prices(NamedTuple):
    """Points of what a change means to people."""

    moved: float = 5.0  # a visit on another day
    told: float = 25.0  # the same, where the household counts on it
    other_helper: float = 20.0  # somebody else comes
    missed: float = 100.0  # on top, where a visit that was missed is not made up for


class Weighing:
    """What one more visit costs in a helper's week."""

    def __init__(self, ground: Ground, prices: Prices) -> None:
        self.ground = ground
        self.prices = prices
        self.taken: dict[tuple[str, int], list[DueHousehold]] = {}  # (helper, week)
        self.given: set[tuple[str, int, str]] = set()  # (household, week, helper): goes no more
        self._known: dict[tuple[str, int], int] = {}

    def adds(self, helper: str, week: int, row: DueHousehold) -> int:
        """Hundredths of a point; a visit that finds no room costs its price."""
        return self._cost(helper, week, row) - self._base(helper, week)

    def take(self, helper: str, week: int, row: DueHousehold) -> None:
        self.taken.setdefault((helper, week), []).append(row)
        self._known.pop((helper, week), None)

    def row_of(self, household: str, week: int, *, day: int | None = None) -> DueHousehold:
        """A visit of one week, on one day of it or on any."""
        row, first = self.ground.rows[household], week * DAYS_A_WEEK
        days = range(first, first + DAYS_A_WEEK)
        weighed = moving(self.ground, household, week, self.prices)
        return DueHousehold(
            household,
            (),
            (Pattern(frozenset({0})),),
            (row.places[week],),
            row.visit_minutes,
            windows=row.windows,
            closed_days=frozenset(
                one - first for one in days if one in row.closed_days or day not in (None, one)
            ),
            urgency=row.urgency,
            camps=tuple((since - first, at) for since, at in row.camps if since < days.stop),
            day_windows={at - first: span for at, span in row.day_windows.items() if at in days},
            day_points={at - first: points for at, points in weighed.items()},
        )

    def _base(self, helper: str, week: int) -> int:
        if (helper, week) not in self._known:
            self._known[helper, week] = self._cost(helper, week, None)
        return self._known[helper, week]

    def _cost(self, helper: str, week: int, more: DueHousehold | None) -> int:
        rows = [
            self.row_of(household, week)
            for (household, day), who in self.ground.visits.items()
            if week_of(day) == week and helper in who and household in self.ground.rows
            if (household, week, helper) not in self.given
            if more is None or household != more.key
        ] + self.taken.get((helper, week), [])
        called = [
            self.ground.rows[household]
            for (household, of), (who, _day) in self.ground.calls.items()
            if of == week and who == helper and household in self.ground.rows
        ]
        rows += [
            DueHousehold(f"{row.key} call", (), (), (None,), call_weeks=frozenset({0}),
                         call_minutes=row.call_minutes)
            for row in called
        ]  # fmt: skip
        if more is not None:
            rows.append(more)
        if sum(bool(row.patterns) for row in rows) > MOST_HOUSEHOLDS:
            return NEVER
        return _alone(self.ground, helper, week, rows)


def moving(ground: Ground, household: str, week: int, prices: Prices) -> dict[int, float]:
    """What a visit in a week weighs on each day on which it was not planned."""
    days = ground.days[household]
    if not days:
        return {}
    here = [day for day in days if week_of(day) == week]
    is_open = len(ground.rows[household].patterns) > 1
    if not here and not is_open:  # it was left out in that week
        return {}
    was_told = any((household, day) in ground.told | ground.frozen for day in here or days)
    points = prices.told if was_told else prices.moved
    first = week * DAYS_A_WEEK
    return {day: points for day in range(first, first + DAYS_A_WEEK) if day not in here}


def _alone(ground: Ground, helper: str, week: int, rows: list[DueHousehold]) -> int:
    """What a week with these visits costs a helper at least."""
    first, own = week * DAYS_A_WEEK, ground.helpers[helper]
    days = range(first, first + DAYS_A_WEEK)
    going = GoingHelper(
        helper, own.place, own.shifts[first : first + DAYS_A_WEEK], own.week_minutes,
        {0: own.spent.get(week, 0.0)},
    )  # fmt: skip
    closures = tuple(
        Closure(frozenset(day - first for day in one.days if day in days), one.these, one.those,
                one.helpers)
        for one in ground.problem.closures
    )  # fmt: skip
    problem = VisitProblem(
        tuple(replace(row, helpers=(helper,)) for row in rows),
        (going,),
        ground.problem.travel,
        1,
        ground.problem.weights,
        closures,
    )
    return plan_helper(build_task(Board(problem), 0, {})).cost
