"""The search in processes of its own, warmed up before its time counts."""

import time
from collections.abc import Callable

import numpy as np

from doorstep.planner.processes import is_told_to_stop, processes
from doorstep.planner.search.arrays import Task, ints
from doorstep.planner.search.solve import Found, Unit, improve, search


def search_in_processes(
    task: Task,
    seconds: float,
    seed: int,
    workers: int,
    told: Callable[[Found], None],
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[Found, float]:
    """(the best plan, seconds of the search). Loading and compiling come before these. After a stop
    every chain ends with the best plan that it has met."""
    warm_up()  # once, so that the workers find the machine code on disk
    with processes(workers, warm_up) as (pool, stop):

        def is_over() -> bool:
            if is_stopped():
                stop.set()
            return stop.is_set()

        begun = time.perf_counter()
        found = search(task, seconds, seed, pool, workers, told, is_over, improve_here)
        return found, time.perf_counter() - begun


def improve_here(unit: Unit) -> Found:
    """The same in one of these processes, which can be told to end."""
    return improve(unit, is_told_to_stop)


def warm_up() -> None:
    """Compiles what a search needs, or loads it."""
    task = _smallest()
    first = improve(Unit(task, (), 1.0, 0.1, 1, np.inf, 2_000))
    improve(Unit(task, (first.plan, first.plan), 1.0, 0.1, 1, np.inf, 2_000))


def _smallest() -> Task:
    """Three households on two days from one depot."""
    points = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    distance = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    return Task(
        distance=np.ascontiguousarray(distance),
        demand=np.ones(3),
        service=np.zeros(3),
        absent=np.full(3, 100.0),
        near=ints([[1, 2], [0, 2], [0, 1]]),
        pattern_at=ints([0, 2, 4, 6]),
        price=np.zeros(6),
        group_at=ints(range(7)),
        groups=ints([0, 1, 0, 1, 0, 1]),
        depot=ints([3, 3]),
        longest=np.full(2, np.inf),
        room=np.full(2, 2.0),
        route_at=ints([0, 1, 2]),
        group_of=ints([0, 1]),
    )
