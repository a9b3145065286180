"""Pairing, caseload in households: ours with prices, proof and reasons; HiGHS on the bare arcs.

Ours is the whole call `pair(problem)`, median of RUNS for each of SEEDS, in CPU seconds and without
imports. The peer is HiGHS (as OR-Tools brings it) on the linear programme of the same flow over all
pairs, the solve alone; both must find the same price.
"""

import statistics
import time
from typing import Any

from benchmarks.cases import make_village
from doorstep.planner import PairingProblem, PairingResult, pair
from doorstep.planner.check import check_pairing
from doorstep.planner.recount import Recount

SIZES = ((197, 30, 0.1), (1_098, 100, None))  # households, helpers, goal in CPU seconds
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
    return rows


def _row(
    metric: str, value: float, unit: str, goal: float | None, peer_value: float | None
) -> dict[str, Any]:
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
