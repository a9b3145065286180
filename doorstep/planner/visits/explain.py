"""Why a household is visited on the days of a plan: what every other day would cost while all else
stays as planned, or which rule is against it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from doorstep.planner.visits.explanation import (
    RULES,
    DayPrice,
    Explanation,
    Going,
    Rule,
    WeeksPrice,
)
from doorstep.planner.visits.helper import HelperTask
from doorstep.planner.visits.large import route_cost, work_of
from doorstep.planner.visits.problem import DAYS_A_WEEK, Pattern, VisitProblem
from doorstep.planner.visits.routes import SLACK
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.times import earliest

type Price = tuple[int, None] | tuple[None, Rule]  # hundredths of a point, or why not


def explain(problem: VisitProblem, plan: Iterable[Going], key: str) -> Explanation:
    """As `explain_visits` says."""
    rows = {row.key: number for number, row in enumerate(problem.households)}
    household = _Household(problem, plan, rows[key])
    return Explanation(
        household=key,
        helpers=problem.households[rows[key]].helpers,
        weeks=household.weeks,
        days=tuple(household.price_of_day(day) for day in range(problem.weeks * DAYS_A_WEEK)),
        others=household.other_weeks(),
    )


class _Household:
    """One household and the days of its helpers."""

    def __init__(self, problem: VisitProblem, plan: Iterable[Going], row: int) -> None:
        self.problem, self.row = problem, row
        self.household = problem.households[row]
        board = Board(problem)
        columns = board.helpers_of[row] if row not in board.left_out else []
        tasks = [build_task(board, column, {}) for column in columns]
        going: dict[tuple[str, int], Going] = {(one.helper, one.day): one for one in plan}
        self.ways = [_Ways(problem, task, row, going) for task in tasks if row in task.households]
        self.days = {day for way in self.ways for day in way.days}  # on which it is planned
        self.weeks = frozenset(day // DAYS_A_WEEK for day in self.days)
        self._cheapest: dict[int, Price] = {}

    def price_of_day(self, day: int) -> DayPrice:
        """A visit on that day instead of what is planned, its other visits in the cheapest weeks
        that then are allowed."""
        if day in self.days:
            return DayPrice(day, is_planned=True, km=0.0, rule=None)
        week = day // DAYS_A_WEEK
        prices = [
            self._price(pattern, {week: self._move(week, day)})
            for pattern in self.household.patterns
            if week in pattern.weeks
        ]
        least = _least(prices) if prices else (None, RULES[0])
        return DayPrice(day, is_planned=False, km=self._km(least[0]), rule=least[1])

    def other_weeks(self) -> tuple[WeeksPrice, ...]:
        """The choices of weeks beside the one taken, the cheapest first, what they cost by
        themselves included."""
        found: list[tuple[bool, float, WeeksPrice]] = []
        for pattern in self.household.patterns:
            if pattern.weeks != self.weeks:
                cost, rule = self._price(pattern, {})
                km = self._km(cost)
                price = WeeksPrice(pattern.weeks, km, rule)
                found.append((cost is None, (cost or 0) / 100 + pattern.points, price))
        return tuple(price for *_key, price in sorted(found, key=lambda one: one[:2]))

    def _price(self, pattern: Pattern, settled: Mapping[int, Price]) -> Price:
        """What the ways of a pattern cost more than those planned; `settled` weeks have their price
        already."""
        total = 0
        for week in pattern.weeks:
            if week in settled:
                price = settled[week]
            else:
                price = (0, None) if week in self.weeks else self._in_week(week)
            if price[0] is None:
                return price
            total += price[0]
        gone = [day for day in self.days if day // DAYS_A_WEEK not in pattern.weeks]
        return total - sum(way.saved(day) for way in self.ways for day in gone), None

    def _in_week(self, week: int) -> Price:
        """The cheapest day of a week without a visit."""
        if week not in self._cheapest:
            first = week * DAYS_A_WEEK
            prices = [self._move(week, day) for day in range(first, first + DAYS_A_WEEK)]
            self._cheapest[week] = _least(prices)
        return self._cheapest[week]

    def _move(self, week: int, day: int) -> Price:
        """A visit on a day instead of the week's own, if it has one."""
        rule = self._against(day)
        if rule is not None:
            return None, rule
        total = 0
        for way in self.ways:
            cost, rule = way.put(day, [one for one in way.days if one // DAYS_A_WEEK == week])
            if cost is None:
                return None, rule or "day_full"
            total += cost
        return total, None

    def _against(self, day: int) -> Rule | None:
        helpers = {one.key: one for one in self.problem.helpers}
        own = [helpers[key] for key in self.household.helpers]
        if not own:
            return "no_pair"
        if self.household.place_on(day) is None:
            return "no_home"
        if day in self.household.closed_days:
            return "away"
        if not self.ways or any(one.place is None or one.shifts[day] is None for one in own):
            return "no_shift"
        return next((rule for way in self.ways if (rule := way.against(day))), None)

    def _km(self, cost: int | None) -> float | None:
        if cost is None:
            return None
        return round(cost / (100 * (self.problem.weights.km or 1.0)), 2)


class _Ways:
    """The routes of one of a household's helpers."""

    def __init__(
        self, problem: VisitProblem, task: HelperTask, row: int,
        going: Mapping[tuple[str, int], Going],
    ) -> None:  # fmt: skip
        self.task = task
        self.place = task.households.index(row)
        places = {problem.households[one].key: place for place, one in enumerate(task.households)}
        self.orders: list[list[int]] = []
        self.calls: list[float] = []  # minutes by day, the own ones left out: a visit replaces them
        own = problem.households[row].key
        minutes = {one.key: one.call_minutes for one in problem.households}
        for day in range(len(task.days)):
            one = going.get((task.key, day))
            known = [places[key] for key in one.stops if key in places] if one else []
            self.orders.append(known if task.days[day] >= 0 else [])
            called = one.calls if one else ()
            self.calls.append(sum(minutes.get(key, 0) for key in called if key != own))
        self.days = [day for day, order in enumerate(self.orders) if self.place in order]

    def against(self, day: int) -> Rule | None:
        """What is against a day whatever else is planned there."""
        kind, home = self.task.kinds[self.task.days[day]], len(self.task.households)
        there, back = kind.minutes[home, self.place], kind.minutes[self.place, home + 1]
        if not (np.isfinite(there) and np.isfinite(back)):
            return "no_way"
        return None if np.isfinite(kind.opens[self.place]).any() else "window"

    def saved(self, day: int) -> int:
        """Hundredths that a route costs less without the household."""
        if self.place not in self.orders[day]:
            return 0
        return self._cost(day, self.orders[day]) - self._cost(day, self._without(day))

    def put(self, day: int, gone: Sequence[int]) -> Price:
        """What the household costs on a day more, at the best point of the route there, and no more
        on the days `gone`."""
        order, week = self._without(day), day // DAYS_A_WEEK
        best: int | None = None
        rule: Rule = "day_full"
        for at in range(len(order) + 1):
            longer = [*order[:at], self.place, *order[at:]]
            if not self._holds(day, longer):
                continue
            if self._week_work(week, {day: longer} | {one: self._without(one) for one in gone}) > (
                self.task.week_limits[week] + SLACK
            ):
                rule = "week_full"
                continue
            cost = self._cost(day, longer) - self._cost(day, order)
            best = cost if best is None else min(best, cost)
        if best is None:
            return None, rule
        return best - sum(self.saved(one) for one in gone), None

    def _without(self, day: int) -> list[int]:
        return [place for place in self.orders[day] if place != self.place]

    def _cost(self, day: int, order: Sequence[int]) -> int:
        return route_cost(self.task, day, order)

    def _holds(self, day: int, order: Sequence[int]) -> bool:
        """Whether a route keeps to its day; calls can go to other days of the week."""
        kind = self.task.kinds[self.task.days[day]]
        is_back = earliest(kind, order)[-1] <= kind.end + SLACK
        return is_back and work_of(self.task, day, order) <= kind.most + SLACK

    def _week_work(self, week: int, changed: Mapping[int, Sequence[int]]) -> float:
        days = range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
        return sum(
            work_of(self.task, day, changed.get(day, self.orders[day])) + self.calls[day]
            for day in days
        )


def _least(prices: Sequence[Price]) -> Price:
    """The cheapest, or the rule that leaves most to change."""
    costs = [cost for cost, _rule in prices if cost is not None]
    if costs:
        return min(costs), None
    return None, max((rule for _cost, rule in prices if rule), key=RULES.index)
