"""PyVRP in two phases, as it has no patterns: a day for every visit first, then every day alone."""

from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np

from benchmarks.peers import Tours, patterns_of, shares, vehicles, whole
from doorstep.planner.search.arrays import Task

FULL = 0.97  # a day is filled no further by the first phase, or its routes may not fit
EVEN = 1.05  # nor further than this above the mean
PASSES = 50


def solve(task: Task, seconds: float, cores: int, seed: int) -> Tours | None:
    """None: PyVRP found no plan within the limits of some day."""
    days = [day for day in _days(task) if day[1]]
    each = shares(seconds, days, cores)
    with ProcessPoolExecutor(cores) as pool:
        found = list(pool.map(partial(_solve_day, task, each, seed), days))
    return None if None in found else [tour for tours in found if tours for tour in tours]


def _days(task: Task) -> list[tuple[int, list[int]]]:
    """Who is visited when: near to others of the day, with room left, chosen anew until settled."""
    groups = range(len(task.depot))
    wanted = sum(
        task.demand[one] * len(patterns_of(task, one)[0][1]) for one in range(len(task.demand))
    )
    room = np.minimum(
        FULL * task.room * [vehicles(task, group) for group in groups],
        EVEN * wanted / len(task.depot),
    )
    load, on = np.zeros(len(task.depot)), {group: set[int]() for group in groups}
    order = sorted(
        range(len(task.demand)),
        key=lambda one: (len(patterns_of(task, one)), -task.distance[one, task.depot[0]]),
    )
    chosen: dict[int, list[int]] = {}
    for _pass in range(PASSES):
        changed = False
        for one in order:
            before = chosen.pop(one, [])
            for group in before:
                on[group].remove(one)
                load[group] -= task.demand[one]

            def price(own: list[int], one: int = one) -> float:
                near = sum(
                    min(task.distance[one, stop] for stop in [*on[group], int(task.depot[group])])
                    for group in own
                )
                over = sum(max(0.0, load[group] + task.demand[one] - room[group]) for group in own)
                return near + 1e6 * over

            after = min((own for _pattern, own in patterns_of(task, one)), key=price)
            for group in after:
                on[group].add(one)
                load[group] += task.demand[one]
            chosen[one], changed = after, changed or after != before
        if not changed:
            break
    return [(group, sorted(on[group])) for group in groups]


def _solve_day(task: Task, seconds: float, seed: int, day: tuple[int, list[int]]) -> Tours | None:
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    group, stops = day
    nodes = [int(task.depot[group]), *stops]
    model = Model()
    places = [model.add_location(0, 0) for _node in nodes]
    depot = model.add_depot(places[0])
    for place, stop in zip(places[1:], stops, strict=True):
        model.add_client(
            place,
            delivery=whole(task.demand[stop]),
            service_duration=whole(task.service[stop]),
        )
    limits = {}
    if np.isfinite(task.longest[group]):
        limits["shift_duration"] = int(task.longest[group] * 1000)
    if np.isfinite(task.room[group]):
        limits["capacity"] = int(task.room[group] * 1000)
    model.add_vehicle_type(vehicles(task, group), start_depot=depot, end_depot=depot, **limits)
    for start, a in zip(places, nodes, strict=True):
        for end, b in zip(places, nodes, strict=True):
            way = whole(task.distance[a, b])
            model.add_edge(start, end, way, way)
    best = model.solve(MaxRuntime(seconds), seed=seed, display=False).best
    if not best.is_feasible():
        return None
    return [
        (group, [stops[visit.idx] for visit in route if visit.is_client()])
        for route in best.routes()
    ]
