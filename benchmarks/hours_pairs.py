"""Pairing by hours of invented villages: seconds, the gap to its bound and to the relaxation's.

The gap that the pairing states is to its own bound, which the knapsacks of the helpers prove. The
relaxation by pairs (LP) is a weaker bound; the largest village is held against it, too. Beside us
stands a solver of programmes in whole numbers, up to MOST households, with the same seconds and
cores; its gap is to its own bound.
"""

import math
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.cases import make_village
from benchmarks.peers import highs_hours
from doorstep.planner.hours import pair_hours
from doorstep.planner.hours.check import check_pairing_hours
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.relaxation import relax

SIZES = {  # seconds at most; the gap at most to its own bound, to the relaxation's, in percent
    "197x30": (None, None, None),
    "1098x100": (30.0, 0.1, None),
    "20000x1000": (60.0, None, 0.3),
}
MOST, CORES = 1_098, 2  # households beside a peer


def rows_of(sizes: list[str], seeds: list[int]) -> Iterator[dict[str, Any]]:
    """Seconds, CPU seconds and both gaps, by size and seed."""
    pair_hours(make_village(60, 6, 1).hours_problem())  # loads and compiles
    for size in sizes:
        for seed in seeds:
            yield from _rows(size, seed)


def _rows(size: str, seed: int) -> list[dict[str, Any]]:
    households, helpers = map(int, size.split("x"))
    most, own_goal, relaxed_goal = SIZES.get(size, (None, None, None))
    problem = make_village(households, helpers, seed).hours_problem()
    wall, cpu = time.perf_counter(), time.process_time()
    result = pair_hours(problem, seed=seed)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if faults := check_pairing_hours(problem, result):
        raise SystemExit(f"hours {size}, seed {seed}: the pairing does not hold: {faults[:3]}")
    above = 100 * (result.objective * FINE / relax(Grid(problem)).objective - 1)
    own = 100 * result.gap
    print(f"hours {size}, seed {seed}: {wall:.1f} s, gap {own:.3f} %", file=sys.stderr, flush=True)
    name = f"hours_{size}_seed_{seed}"
    beside: dict[str, Any] = {}
    if households <= MOST:
        other = highs_hours.gap(problem, wall, CORES, seed)
        value = None if math.isinf(other) else round(other, 3)
        beside = {"peer": highs_hours.NAME, "peer_value": value}
    return [
        _row(f"{name}_time", wall, "s", most),
        _row(f"{name}_cpu", cpu, "s"),
        _row(f"{name}_gap", own, "%", own_goal) | beside,
        _row(f"{name}_above_relaxation", above, "%", relaxed_goal),
        _row(f"{name}_unserved", sum(row.places for row in result.unserved), "places"),
    ]


def _row(metric: str, value: float, unit: str, goal: float | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": round(value, 3), "unit": unit, "goal": goal}
