"""The whole search: chains from nothing, then children of the best plans, on several processors.

A unit of work is a pure function of what it is given; any executor runs it. One chain alone freezes
in one choice of patterns, which is why several begin and the best are crossed.
"""

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from random import Random
from typing import NamedTuple

import numpy as np

from doorstep.planner.search.arrays import Plan, Task, copy_of, cost_of, empty_plan
from doorstep.planner.search.chain import chain
from doorstep.planner.search.cross import cross
from doorstep.planner.search.work import work_for

FIRST = 0.4  # of the time, for the chains from nothing
CHILDREN = 10  # of each processor in the time that is left
POOL = 6  # plans that may become parents
HOT, WARM, COLD = 10.0, 2.0, 0.1  # times the mean way to the nearest neighbour
BEAT = 0.2  # seconds between two looks whether to stop
CHUNK = 1_000  # iterations at one temperature
MOST_ITERATIONS = 10**12
SAME = 1e-6  # what differs by less is one plan


class Unit(NamedTuple):
    """One chain. Ends after so many seconds, or so many iterations where seconds are inf."""

    task: Task
    parents: tuple[Plan, ...]  # none: from nothing; two: their child
    warm: float
    cold: float
    seed: int
    seconds: float
    iterations: int


class Found(NamedTuple):
    plan: Plan
    cost: float
    iterations: int


def improve(unit: Unit, is_stopped: Callable[[], bool] = lambda: False) -> Found:
    """The best plan that a chain meets; a stop is asked for after each thousand steps."""
    task, begun = unit.task, time.perf_counter()
    plan = copy_of(unit.parents[0]) if unit.parents else empty_plan(task)
    work = work_for(task, plan)
    if len(unit.parents) > 1:
        cross(task, plan, unit.parents[1], work, unit.seed)
    best = copy_of(plan)
    cost = least = cost_of(task, plan)
    sink, done, gone = unit.cold / unit.warm, 0, 0.0
    while gone < 1.0:
        heat = unit.warm * sink**gone
        seed = (unit.seed * 1_000_003 + done) % 2**32
        cost, least = chain(task, plan, best, work, cost, least, CHUNK, heat, heat, seed)
        done += CHUNK
        gone = max((time.perf_counter() - begun) / unit.seconds, done / unit.iterations)
        if is_stopped():
            break
    if unit.parents:  # a child that is no better must not push its parent out
        cost = cost_of(task, unit.parents[0])
        if cost < least:
            return Found(unit.parents[0], cost, done)
    return Found(best, least, done)


def search(
    task: Task,
    seconds: float,
    seed: int,
    executor: Executor,
    workers: int,
    told: Callable[[Found], None] = lambda found: None,
    is_stopped: Callable[[], bool] = lambda: False,
    work: Callable[[Unit], Found] = improve,
) -> Found:
    """The best plan found in so many seconds on so many workers; `told` hears of each better one.
    After a stop no chain begins any more; those that run end by themselves, or where `work` hears
    of it.

    Without a household there is nothing to search: the empty plan comes back at once.
    """
    if not len(task.demand):
        return Found(empty_plan(task), 0.0, 0)
    lot = Random(seed)  # noqa: S311 - a search, no secret
    begun, mean = time.perf_counter(), _mean_way(task)
    left = seconds * (1 - FIRST) / CHILDREN
    running = {
        executor.submit(work, _unit(task, (), HOT * mean, mean, lot, seconds * FIRST))
        for _worker in range(workers)
    }
    pool: list[Found] = []
    done = 0
    while running:
        ended, running = wait(running, BEAT, FIRST_COMPLETED)
        is_over = is_stopped()
        for future in ended:
            found = future.result()
            done += found.iterations
            if not pool or found.cost < pool[0].cost - SAME:
                told(found)
            pool = _with(pool, found)
            rest = seconds - (time.perf_counter() - begun)
            if rest > left / 2 and not is_over:
                parents = _parents(pool, lot)
                running.add(
                    executor.submit(
                        work, _unit(task, parents, WARM * mean, mean, lot, min(left, rest))
                    )
                )
    return pool[0]._replace(iterations=done)


def _unit(
    task: Task, parents: tuple[Plan, ...], warm: float, mean: float, lot: Random, seconds: float
) -> Unit:
    return Unit(task, parents, warm, COLD * mean, lot.randrange(2**31), seconds, MOST_ITERATIONS)


def _mean_way(task: Task) -> float:
    """From a household to its nearest neighbour elsewhere, in the mean; the scale of a change."""
    ways = task.distance[: len(task.demand), : len(task.demand)]
    apart = np.where(ways > 0, ways, np.inf).min(axis=1)
    apart = apart[np.isfinite(apart)]
    return float(apart.mean()) if len(apart) else 1.0


def _with(pool: list[Found], found: Found) -> list[Found]:
    """The best so far, each cost once, dearest last."""
    if any(abs(one.cost - found.cost) < SAME for one in pool):
        return pool
    return sorted([*pool, found], key=lambda one: one.cost)[:POOL]


def _parents(pool: list[Found], lot: Random) -> tuple[Plan, ...]:
    """One or two of the pool by lot; the better of two more often gives the larger part."""
    if len(pool) == 1:
        return (pool[0].plan,)
    first, second = sorted(lot.sample(range(len(pool)), 2))
    if lot.random() < 1 / 4:
        first, second = second, first
    return pool[first].plan, pool[second].plan
