"""Days of a week that are alike, exchanged so that a household is visited in a rhythm: on its usual
weekday, and not on following days of two weeks. Nothing of the plan's cost or proof changes."""

from collections.abc import Iterable, Mapping, Sequence

from doorstep.planner.visits.helper import HelperPlan, HelperTask
from doorstep.planner.visits.problem import DAYS_A_WEEK, VisitProblem

SPACING = 5  # points for each day that two visits are off whole weeks
WEEKDAY = 3  # points for a visit on another than the usual weekday
_MOVED = 1 / 64  # of a point: where all else is equal, days stay as they are


def in_rhythm(problem: VisitProblem, task: HelperTask, plan: HelperPlan) -> HelperPlan:
    """The same routes and calls of a helper's plan, on days that suit the households better."""
    usual = [problem.households[row].usual_weekday for row in task.households]
    before: dict[int, int] = {}  # place → weekday of its last visit
    goes: list[int] = list(range(len(task.days)))  # day → the day whose route it gets
    for week in range(len(task.week_limits)):
        days = range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
        for kind in sorted({task.days[day] for day in days} - {-1}):
            alike = [day for day in days if task.days[day] == kind]
            held = [_places(plan.sets[day]) for day in alike]
            for day, number in zip(alike, _assigned(alike, held, usual, before), strict=True):
                goes[day] = alike[number]
        for day in days:
            for place in _places(plan.sets[goes[day]]):
                before[place] = day % DAYS_A_WEEK
    if goes == list(range(len(goes))):
        return plan
    now_on = {old: new for new, old in enumerate(goes)}
    return plan._replace(
        sets=tuple(plan.sets[day] for day in goes),
        calls=tuple(sorted((now_on[day], number) for day, number in plan.calls)),
        orders=tuple(plan.orders[day] for day in goes) if plan.orders else plan.orders,
    )


def off_rhythm(weekday: int, usual: int | None, before: int | None) -> int:
    """Points of a visit on a weekday."""
    off = 0 if before is None else SPACING * abs(weekday - before)
    return off + (WEEKDAY if usual is not None and weekday != usual else 0)


def _places(held: int) -> list[int]:
    return [place for place in range(held.bit_length()) if held >> place & 1]


def _assigned(
    days: Sequence[int], routes: Sequence[Iterable[int]], usual: Sequence[int | None],
    before: Mapping[int, int],
) -> list[int]:  # fmt: skip
    """For every day the number of its route, at the least points: by sets of routes given away."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for at, day in enumerate(days):
        prices = [
            sum(off_rhythm(day % DAYS_A_WEEK, usual[one], before.get(one)) for one in route)
            + (_MOVED if number != at else 0.0)
            for number, route in enumerate(routes)
        ]
        found: dict[int, tuple[float, list[int]]] = {}
        for given, (points, chosen) in best.items():
            for number, price in enumerate(prices):
                bits = given | 1 << number
                if bits != given and (bits not in found or points + price < found[bits][0]):
                    found[bits] = points + price, [*chosen, number]
        best = found
    return best[(1 << len(days)) - 1][1]
