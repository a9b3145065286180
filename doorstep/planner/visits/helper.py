"""One helper's weeks as numbers, and what a plan for them costs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.routes import SLACK, Day, order_of

DAYS_A_WEEK = 7


class CallDue(NamedTuple):
    """A call that is due in a week unless its household is visited then."""

    household: int  # of the problem
    place: int  # among those of the task that are visited; -1: never visited
    minutes: float


class Tie(NamedTuple):
    """A case of two households, the first visited once at most: both on one day, or never so."""

    single: int  # place in the task
    other: int
    is_same: bool
    are_single: bool  # whether the other, too, is visited once at most


class HelperTask(NamedTuple):
    """A helper's weeks as numbers. Sets of households are bits, in the order of `households`."""

    key: str
    households: tuple[int, ...]  # of the problem, those to be visited
    patterns: tuple[tuple[tuple[int, int], ...], ...]  # per household: (bits of weeks, cost)
    absent: tuple[int, ...]  # per household: the price of a visit that is not planned
    kinds: tuple[Day, ...]  # days that are alike are one kind
    days: tuple[int, ...]  # per day its kind, -1: no day
    calls: tuple[tuple[CallDue, ...], ...]  # per week
    uncalled: int  # the price of a call that is not planned
    week_limits: tuple[float, ...]  # minutes
    ranks_alike: bool  # whether minutes rise and fall with the cost of a route
    entries: tuple[tuple[int, ...], ...] = ()  # per day what each place costs on top; in `kinds`
    bases: tuple[int, ...] = ()  # per kind the first one that is the same but for this
    tie: Tie | None = None  # what is asked of a bound


class HelperPlan(NamedTuple):
    """What a helper does; `bound` None: what it costs at least was not worked out."""

    cost: int
    bound: int | None
    sets: tuple[int, ...]  # per day: who is visited
    calls: tuple[tuple[int, int], ...]  # (day, number among the week's calls)
    orders: tuple[tuple[int, ...], ...] = ()  # per day; (): each the cheapest there is
    is_stopped: bool = False  # nobody came to plan it


def cost_of(
    task: HelperTask, routes: int, sets: Sequence[int], calls: Sequence[tuple[int, int]]
) -> int:
    """Routes, choices of patterns, visits and calls that are left out."""
    visited = [held_in_week(sets, week) for week in range(len(task.week_limits))]
    total = routes + sum(
        price_of_weeks(task, place, visited) for place in range(len(task.patterns))
    )
    due = sum(len(calls_left(task, week, held)) for week, held in enumerate(visited))
    return total + task.uncalled * (due - len(calls))


def price_of_weeks(task: HelperTask, place: int, visited: Sequence[int]) -> int:
    """What falls to the helper of choosing and missing weeks of a household; `visited` are those
    held in each week."""
    bits = sum(1 << week for week, held in enumerate(visited) if held >> place & 1)
    return min(
        cost + task.absent[place] * (due & ~bits).bit_count()
        for due, cost in task.patterns[place]
        if not bits & ~due
    )


def held_in_week(sets: Sequence[int], week: int) -> int:
    """Everybody visited in a week."""
    held = 0
    for one in sets[week * DAYS_A_WEEK : (week + 1) * DAYS_A_WEEK]:
        held |= one
    return held


def calls_left(task: HelperTask, week: int, visited: int) -> list[int]:
    """The numbers of a week's calls that no visit replaces, the shortest first."""
    due = task.calls[week]
    left = [
        number for number, call in enumerate(due) if call.place < 0 or not visited >> call.place & 1
    ]
    return sorted(left, key=lambda number: due[number].minutes)


def on_top(task: HelperTask, day: int, places: Iterable[int]) -> int:
    """What visits on a day cost beside the way: a part of the costs of the day's kind."""
    return sum(task.entries[day][place] for place in places) if task.entries else 0


def nothing_of(task: HelperTask) -> HelperPlan:
    """The plan of nobody visited and nobody called."""
    sets = (0,) * len(task.days)
    return HelperPlan(cost_of(task, 0, sets, ()), None, sets, (), is_stopped=True)


def planned_as(task: HelperTask, sets: Sequence[int]) -> HelperPlan:
    """The plan that visits these sets on these days, each by its cheapest route; no bound."""
    cost, work = 0, [0.0] * len(sets)
    for day, held in enumerate(sets):
        if held:
            inside = [place for place in range(len(task.households)) if held >> place & 1]
            part = day_of(task, day, inside)
            legs = list(pairwise([len(inside), *order_of(part), len(inside) + 1]))
            cost += sum(int(part.cost[leg]) for leg in legs)
            work[day] = sum(float(part.minutes[leg]) for leg in legs) + float(part.service.sum())
    calls = calls_packed(task, work, sets)
    return HelperPlan(cost_of(task, cost, sets, calls), None, tuple(sets), calls)


def day_of(task: HelperTask, day: int, inside: Sequence[int]) -> Day:
    """A day as some households of the task see it, in their order."""
    kind, n = task.kinds[task.days[day]], len(task.households)
    nodes, chosen = [*inside, n, n + 1], list(inside)
    return kind._replace(
        cost=np.ascontiguousarray(kind.cost[np.ix_(nodes, nodes)]),
        minutes=np.ascontiguousarray(kind.minutes[np.ix_(nodes, nodes)]),
        service=kind.service[chosen],
        opens=kind.opens[chosen],
        closes=kind.closes[chosen],
    )


def order_in(task: HelperTask, plan: HelperPlan, day: int) -> list[int]:
    """The places of a day's households in the order of the route."""
    if plan.orders:
        return list(plan.orders[day])
    inside = [place for place in range(len(task.households)) if plan.sets[day] >> place & 1]
    return [inside[at] for at in order_of(day_of(task, day, inside))]


def calls_packed(
    task: HelperTask, work: Sequence[float], sets: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Each call on the day of its week with the most minutes left, the longest call first, as long
    as day and week have room. `work` are the minutes of each day's route."""
    packed = []
    for week, limit in enumerate(task.week_limits):
        first = week * DAYS_A_WEEK
        left = {
            day: task.kinds[task.days[day]].most - work[day]
            for day in range(first, first + DAYS_A_WEEK)
            if task.days[day] >= 0
        }
        most = sum(task.kinds[task.days[day]].most for day in left)
        room = min(limit, most) - (most - sum(left.values()))
        fitting = []
        for number in calls_left(task, week, held_in_week(sets, week)):
            room -= task.calls[week][number].minutes
            if room >= -SLACK:
                fitting.append(number)
        for number in reversed(fitting):
            minutes = task.calls[week][number].minutes
            day = max(left, key=lambda one: (left[one], -one))
            if minutes <= left[day] + SLACK:
                left[day] -= minutes
                packed.append((day, number))
    return tuple(sorted(packed))
