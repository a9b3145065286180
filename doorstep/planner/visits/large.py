"""A helper with more households than can be gone through: the search core finds the routes.

A day is a group with one route. A visit due in a week of its own is a household of the search whose
patterns are the days of that week; where weeks are to be chosen, the days of all of them. What the
search does not know (windows within a day, minutes of a week) is held against its plan afterwards:
visits that break it are taken out.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from doorstep.planner.search.arrays import Plan, Task, ints
from doorstep.planner.search.solve import Unit, improve
from doorstep.planner.visits.helper import (
    DAYS_A_WEEK,
    HelperPlan,
    HelperTask,
    calls_packed,
    cost_of,
    on_top,
)
from doorstep.planner.visits.routes import SLACK
from doorstep.planner.visits.times import earliest

STEPS_A_VISIT, MOST_STEPS = 2_000, 200_000
WARM, COLD = 10.0, 0.1  # times the mean way to the nearest neighbour
MOST_CHOICES = 2_000  # patterns of days of one household

type Orders = list[list[int]]  # per day the places of the task


def plan_by_search(task: HelperTask) -> HelperPlan:
    """A good plan without a bound."""
    visits = _visits(task)
    orders: Orders = [[] for _day in task.days]
    if visits:
        searched = _task(task, visits)
        steps = min(MOST_STEPS, STEPS_A_VISIT * len(visits))
        mean = float(np.sort(searched.distance, axis=1)[:, 1].mean()) or 1.0
        found = improve(Unit(searched, (), WARM * mean, COLD * mean, 1, np.inf, steps))
        orders = _orders(task, visits, found.plan)
    _hold(task, orders)
    _put_back(task, orders)
    sets = tuple(sum(1 << place for place in order) for order in orders)
    calls = calls_packed(
        task, [work_of(task, day, order) for day, order in enumerate(orders)], sets
    )
    routes = sum(route_cost(task, day, order) for day, order in enumerate(orders))
    return HelperPlan(
        cost_of(task, routes, sets, calls), None, sets, calls, tuple(map(tuple, orders))
    )


def route_cost(task: HelperTask, day: int, order: Sequence[int]) -> int:
    """Hundredths of a point."""
    if not order:
        return 0
    cost, home = task.kinds[task.days[day]].cost, len(task.households)
    nodes = [home, *order, home + 1]
    return int(cost[nodes[:-1], nodes[1:]].sum())


def work_of(task: HelperTask, day: int, order: Sequence[int]) -> float:
    """Minutes of the way and the visits."""
    if not order:
        return 0.0
    kind, home = task.kinds[task.days[day]], len(task.households)
    nodes = [home, *order, home + 1]
    return float(kind.minutes[nodes[:-1], nodes[1:]].sum() + kind.service[list(order)].sum())


def _visits(task: HelperTask) -> list[tuple[int, list[tuple[int, ...]]]]:
    """(place, the sets of days of which one is taken) of every household of the search."""
    weeks = range(len(task.week_limits))
    found = []
    for place, patterns in enumerate(task.patterns):
        chosen = [[week for week in weeks if bits >> week & 1] for bits, _cost in patterns]
        parts = [[[week]] for week in chosen[0]] if len(chosen) == 1 else [chosen]
        for alternatives in parts:
            days = [
                option
                for own in alternatives
                for option in product(*(_open_days(task, place, week) for week in own))
            ]
            if days:
                found.append((place, days[:MOST_CHOICES]))
    return found


def _open_days(task: HelperTask, place: int, week: int) -> list[int]:
    first = week * DAYS_A_WEEK
    return [
        day
        for day in range(first, first + DAYS_A_WEEK)
        if task.days[day] >= 0 and np.isfinite(task.kinds[task.days[day]].opens[place]).any()
    ]


def _task(task: HelperTask, visits: Sequence[tuple[int, list[tuple[int, ...]]]]) -> Task:
    """The search's task, in minutes."""
    days = [day for day, kind in enumerate(task.days) if kind >= 0]
    group = {day: number for number, day in enumerate(days)}
    kind = task.kinds[task.days[days[0]]]
    places = [place for place, _options in visits]
    nodes = [*places, len(task.households)]
    minutes = np.minimum(kind.minutes[np.ix_(nodes, nodes)], 1e6)
    np.fill_diagonal(minutes, 0.0)
    apart = minutes[:-1, :-1] + np.diag(np.full(len(places), np.inf))
    options = [sorted(group[day] for day in option) for _place, own in visits for option in own]
    limits = [task.kinds[task.days[day]].most for day in days]
    return Task(
        distance=np.ascontiguousarray(minutes),
        demand=np.ones(len(places)),
        service=np.array([kind.service[place] for place in places]),
        absent=np.array([_minutes_worth(task, place, len(own[0])) for place, own in visits]),
        near=ints(np.argsort(apart, axis=1)[:, : len(places) - 1]),
        pattern_at=ints(np.cumsum([0, *(len(own) for _place, own in visits)])),
        price=np.array([_moving(task, place, option) for place, own in visits for option in own]),
        group_at=ints(np.cumsum([0, *map(len, options)])),
        groups=ints([day for option in options for day in option]),
        depot=ints([len(places)] * len(days)),
        longest=np.array(limits),
        room=np.full(len(days), np.inf),
        route_at=ints(range(len(days) + 1)),
        group_of=ints(range(len(days))),
    )


def _moving(task: HelperTask, place: int, days: Sequence[int]) -> float:
    """What visits on these days cost beside the way, in minutes of it."""
    return _minutes_a_point(task) * sum(on_top(task, day, [place]) for day in days)


def _minutes_worth(task: HelperTask, place: int, visits: int) -> float:
    """The price of a household left out, at what a minute on the way costs in the mean."""
    return task.absent[place] * visits * _minutes_a_point(task)


def _minutes_a_point(task: HelperTask) -> float:
    """Minutes on the way for a hundredth of a point, in the mean."""
    kind = task.kinds[task.days[next(day for day, one in enumerate(task.days) if one >= 0)]]
    is_open = np.isfinite(kind.minutes) & (kind.minutes > 0)
    cost, minutes = float(kind.cost[is_open].sum()), float(kind.minutes[is_open].sum())
    return minutes / cost if cost else 1.0


def _orders(
    task: HelperTask, visits: Sequence[tuple[int, list[tuple[int, ...]]]], plan: Plan
) -> Orders:
    days = [day for day, kind in enumerate(task.days) if kind >= 0]
    orders: Orders = [[] for _day in task.days]
    for route, size in enumerate(plan.size):
        orders[days[route]] = [visits[stop][0] for stop in plan.stops[route, :size]]
    return orders


def _hold(task: HelperTask, orders: Orders) -> None:
    """Takes out what breaks a day or a week, first the visit that is worth least for its way."""
    for week, limit in enumerate(task.week_limits):
        days = range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
        for day in days:
            while orders[day] and not _holds(task, day, orders[day]):
                orders[day].remove(_least(task, day, orders[day]))
        while sum(work_of(task, day, orders[day]) for day in days) > limit + SLACK:
            day = max((day for day in days if orders[day]), key=lambda one: len(orders[one]))
            orders[day].remove(_least(task, day, orders[day]))


def _put_back(task: HelperTask, orders: Orders) -> None:
    """Visits that are due and in no route, each into the cheapest place that holds."""
    for place, patterns in enumerate(task.patterns):
        while True:
            weeks = _weeks_of(orders, place)
            fitting = [bits for bits, _cost in patterns if weeks & ~bits == 0]
            nearest = min(fitting, key=lambda bits: (bits & ~weeks).bit_count())
            wanted = [bits for bits in fitting if bits.bit_count() == nearest.bit_count()]
            best = min(
                (
                    found
                    for bits in wanted
                    for week in range(len(task.week_limits))
                    if (bits & ~weeks) >> week & 1
                    for found in _openings(task, orders, place, week)
                ),
                default=None,
            )
            if best is None or best[0] > task.absent[place]:
                break
            orders[best[1]].insert(best[2], place)


def _weeks_of(orders: Orders, place: int) -> int:
    return sum({1 << day // DAYS_A_WEEK for day, order in enumerate(orders) if place in order})


def _openings(
    task: HelperTask, orders: Orders, place: int, week: int
) -> list[tuple[int, int, int]]:
    """(cost, day, position) wherever a visit can be put into a week."""
    days = range(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK)
    spent = sum(work_of(task, day, orders[day]) for day in days)
    found = []
    for day in _open_days(task, place, week):
        order = orders[day]
        for position in range(len(order) + 1):
            longer = [*order[:position], place, *order[position:]]
            more = work_of(task, day, longer) - work_of(task, day, order)
            if spent + more <= task.week_limits[week] + SLACK and _holds(task, day, longer):
                cost = route_cost(task, day, longer) - route_cost(task, day, order)
                found.append((cost, day, position))
    return found


def _least(task: HelperTask, day: int, order: Sequence[int]) -> int:
    def worth(place: int) -> float:
        rest = [one for one in order if one != place]
        return task.absent[place] - (route_cost(task, day, order) - route_cost(task, day, rest))

    return min(order, key=worth)


def _holds(task: HelperTask, day: int, order: Sequence[int]) -> bool:
    kind = task.kinds[task.days[day]]
    return (
        work_of(task, day, order) <= kind.most + SLACK
        and earliest(kind, order)[-1] <= kind.end + SLACK
    )
