"""One event in a village or town whose plan runs: CPU and wall seconds, what moves, what it costs.

The plan is that of `visit_plans`, remembered by days and orders alone; it is Monday of its second
week, all visits of the first are done. Loading and compiling come before the time, which is of one
process. Every answer is held by the independent checker.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from benchmarks.cases import make_village
from doorstep.planner import PairingProblem, pair
from doorstep.planner.visits import VisitProblem, plan_visits
from doorstep.planner.visits.again import (
    CampMoved,
    Event,
    HelperAway,
    HouseholdAdded,
    Promises,
    RoadClosed,
    Running,
    UrgentNeed,
    replan,
    running_of,
)
from doorstep.planner.visits.again.check import check_replan
from doorstep.planner.visits.again.events import apply_event
from doorstep.planner.visits.again.solve import as_due
from doorstep.planner.visits.run import warm_up

TODAY, BACK, LATER = 7, 12, 14  # Monday, Saturday and Monday of the second week
CLOSED = 8  # households behind a closed road
SECONDS = 1.0  # for minutes at which helpers meet
SIZES = {"197x30": (5.0, 2.0), "1098x100": (20.0, 10.0)}  # seconds of the plan, goal for an event


def rows_of(sizes: list[str], seeds: list[int]) -> Iterator[dict[str, Any]]:
    """Rows by size, seed and event: seconds, visits that are not as they were, the price."""
    warm_up()
    for size in sizes:
        for seed in seeds:
            yield from _rows(size, seed)


def _rows(size: str, seed: int) -> Iterator[dict[str, Any]]:
    households, helpers = map(int, size.split("x"))
    planning, goal = SIZES.get(size, (60.0, None))
    village = make_village(households, helpers, seed)
    pairing = village.pairing_problem()
    pairs = pair(pairing).pairs
    problem = village.visit_problem(pairs)
    current: dict[str, list[str]] = defaultdict(list)
    for one in sorted(pairs, key=lambda one: one.order):
        current[one.household].append(one.helper)
    pairing = replace(
        pairing,
        households=tuple(
            replace(row, current=tuple(current[row.key])) for row in pairing.households
        ),
    )
    running = running_of(plan_visits(problem, seconds=planning))
    for name, event in _events(problem).items():
        yield from _measured(
            f"again_{size}_seed_{seed}_{name}", problem, running, pairing, event, goal
        )


def _events(problem: VisitProblem) -> dict[str, Event]:
    """The helper with the most households, a household of theirs, and a far one."""
    loads: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(problem.households):
        for key in row.helpers:
            loads[key].append(at)
    busiest = max(loads, key=lambda key: (len(loads[key]), key))
    first = problem.households[loads[busiest][0]]
    far = problem.households[-1].places[0]
    some = frozenset(row.key for row in problem.households[:CLOSED])
    return {
        "ill": HelperAway(busiest, TODAY, BACK),
        "gone": HelperAway(busiest, TODAY),
        "road": RoadClosed(TODAY, BACK, some),
        "camp": CampMoved(first.key, TODAY + 1, far),
        "added": HouseholdAdded(first.key),
        "urgent": UrgentNeed(first.key, (TODAY, TODAY + 1)),
    }


def _measured(
    name: str, problem: VisitProblem, running: Running, pairing: PairingProblem, event: Event,
    goal: float | None,
) -> list[dict[str, Any]]:  # fmt: skip
    if isinstance(event, HouseholdAdded):
        problem, running = _without(problem, running, event.household)
    visits = {(held.household, one.day) for one in running.routes for held in one.stops}
    done = frozenset(visit for visit in visits if visit[1] < TODAY)
    cpu, wall = time.process_time(), time.perf_counter()
    answer = replan(
        problem, running, event, today=TODAY, done=done, pairing=pairing, seconds=SECONDS
    )
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    after = apply_event(as_due(problem, running, TODAY, done), event)
    if faults := check_replan(after, running, event, answer, TODAY, Promises()):
        raise SystemExit(f"{name}: the changed plan does not hold: {faults[:3]}")
    print(f"{name}: {cpu:.2f} CPU s, {wall:.2f} s", file=sys.stderr, flush=True)
    changed = sum(one.contact == "visit" for one in answer.changes)
    return [
        _row(f"{name}_cpu", round(cpu, 3), "CPU s", goal),
        _row(f"{name}_time", round(wall, 3), "s"),
        _row(f"{name}_helpers", len(answer.touched), ""),
        _row(f"{name}_changes", changed, "visits"),
        _row(f"{name}_price", answer.price, "km"),
    ]


def _without(
    problem: VisitProblem, running: Running, household: str
) -> tuple[VisitProblem, Running]:
    """As if the household had come only now, paired with nobody."""
    rows = (replace(row, helpers=()) if row.key == household else row for row in problem.households)
    routes = tuple(
        replace(
            one,
            stops=tuple(held for held in one.stops if held.household != household),
            calls=tuple(key for key in one.calls if key != household),
        )
        for one in running.routes
    )
    return replace(problem, households=tuple(rows)), replace(running, routes=routes)


def _row(metric: str, value: float, unit: str, goal: float | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": unit, "goal": goal}
