"""Pairing, caseload in households: ours with prices, proof and reasons; HiGHS on the bare arcs.

Ours is the whole call `pair(problem)`, median of RUNS for each of SEEDS, in CPU seconds and without
imports. The peer is HiGHS (as OR-Tools brings it) on the linear programme of the same flow over all
pairs, the solve alone; both must find the same price.

A county is paired once, without a peer: seconds until the cheapest pairing over the 30 nearest
helpers of every household, and until it is proven over all pairs, each with what is laid out for
it; then the most memory that the process had.
"""

import resource
import statistics
import time
from typing import Any

from benchmarks.cases import make_village
from doorstep.planner import PairingProblem, PairingResult, pair
from doorstep.planner.bands import Bands
from doorstep.planner.check import check_pairing
from doorstep.planner.costs import Costs
from doorstep.planner.flow import cheapest, find_optimum, nearest
from doorstep.planner.posts import posts_of
from doorstep.planner.recount import Recount
from doorstep.planner.scan import Scan

SIZES = ((197, 30, 0.1), (1_098, 100, None))  # households, helpers, goal in CPU seconds
COUNTIES = ((20_000, 1_000, 2.0, 10.0, None), (100_000, 5_000, 10.0, 60.0, 1.5))
# households, helpers, goals: seconds over the nearest, seconds till the proof, GB
SEEDS = (1, 2, 3)
RUNS = 5


def run() -> list[dict[str, Any]]:
    """CPU seconds and price at each size, beside HiGHS."""
    rows: list[dict[str, Any]] = []
    pair(make_village(5, 2, 1).pairing_problem())  # imports, once
    for households, helpers, goal in SIZES:
        ours, peers, prices, peer_prices, proven = [], [], [], [], 0
        for seed in SEEDS:
            problem = make_village(households, helpers, seed).pairing_problem()
            seconds, result = _ours(problem)
            ours.append(seconds)
            prices.append(result.objective / 100)
            proven += result.optimal and not check_pairing(problem, result)
            seconds, price = _highs(problem)
            peers.append(seconds)
            peer_prices.append(price / 100)
        name = f"{households}x{helpers}"
        rows += [
            _row(
                f"pairing_{name}_cpu", statistics.median(ours), "s", goal, statistics.median(peers)
            ),
            _row(f"pairing_{name}_price", sum(prices), "points", None, sum(peer_prices)),
            _row(f"pairing_{name}_proven", proven, "of 3", len(SEEDS), None),
        ]
    for county in COUNTIES:
        rows += _county(*county)
    return rows


def _county(
    households: int, helpers: int, near_goal: float, proof_goal: float, most_gb: float | None
) -> list[dict[str, Any]]:
    problem = make_village(households, helpers, 1).pairing_problem()
    start, cpu = time.perf_counter(), time.process_time()
    costs = Costs(problem)
    bands = Bands(costs)
    posts = posts_of(costs)
    cheapest(costs, bands, nearest(Scan(costs, posts)), posts)
    near, near_cpu = time.perf_counter() - start, time.process_time() - cpu
    gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    start, cpu = time.perf_counter(), time.process_time()
    find_optimum(costs, bands)
    proof, proof_cpu = time.perf_counter() - start, time.process_time() - cpu
    name = f"pairing_{households}x{helpers}"
    return [
        _row(f"{name}_nearest", near, "s", near_goal),
        _row(f"{name}_nearest_cpu", near_cpu, "s"),
        _row(f"{name}_memory", gb, "GB", most_gb),
        _row(f"{name}_proof", proof, "s", proof_goal),
        _row(f"{name}_proof_cpu", proof_cpu, "s"),
    ]


def _row(
    metric: str, value: float, unit: str, goal: float | None = None,
    peer_value: float | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "metric": metric,
        "value": round(value, 4),
        "unit": unit,
        "goal": goal,
        "peer": None if peer_value is None else "HiGHS LP",
        "peer_value": None if peer_value is None else round(peer_value, 4),
    }


def _ours(problem: PairingProblem) -> tuple[float, PairingResult]:
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        result = pair(problem)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), result


def _highs(problem: PairingProblem) -> tuple[float, float]:
    """CPU seconds of the solve, and the least price."""
    from ortools.linear_solver import pywraplp

    again = Recount(problem)
    solver = pywraplp.Solver.CreateSolver("HIGHS_LP")
    solver.SetNumThreads(1)
    solver.SuppressOutput()
    carries = {row.key: solver.Constraint(0, 0) for row in problem.helpers}
    for row in problem.helpers:
        units = again.units(row.most_households)
        for price in sorted(set(units)):
            band = solver.NumVar(0, units.count(price), "")
            carries[row.key].SetCoefficient(band, -1)
            solver.Objective().SetCoefficient(band, price)
    for household in problem.households:
        filled = solver.Constraint(household.helpers_wanted, household.helpers_wanted)
        empty = solver.NumVar(0, household.helpers_wanted, "")
        filled.SetCoefficient(empty, 1)
        solver.Objective().SetCoefficient(empty, again.empty(household))
        for helper in problem.helpers:
            taken = solver.NumVar(0, 1, "")
            filled.SetCoefficient(taken, 1)
            carries[helper.key].SetCoefficient(taken, 1)
            solver.Objective().SetCoefficient(taken, again.pair(household, helper))
    solver.Objective().SetMinimization()
    start = time.process_time()
    status = solver.Solve()
    seconds = time.process_time() - start
    if status != pywraplp.Solver.OPTIMAL:
        raise SystemExit(f"HiGHS ended with {status}; it is no peer here")
    return seconds, solver.Objective().Value()
