"""Four weeks of invented villages, paired by caseload before: seconds, gap and proof.

Seconds are of the plan alone on so many processes, without pairing, loading and compiling; CPU
seconds are those of all processes, their loading included. The gap is to the sum of what every
helper alone would cost at least. Each plan is held by the checker. The joint plan of a village,
pairing included, takes a minute and is compared with pairing first.
"""

import resource
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.cases import Village, make_village
from doorstep.planner import pair
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.joint import plan_jointly
from doorstep.planner.visits.run import plan_in_processes

JOINT_SECONDS, MOST_JOINT = 60.0, 40  # helpers; beyond it one process is too few
SIZES = {  # seconds at most, goal of the gap in %
    "197x30": (5.0, 0.0),
    "1098x100": (60.0, 1.0),
    "1000x152": (60.0, None),
    "5000x761": (300.0, None),
    "20000x3046": (600.0, None),
}
SCALE = ("1000x152", "5000x761", "20000x3046")  # as many households a helper as in a village
MOST_GROWTH = 1.3  # of CPU seconds per household, from the smallest of these to the largest


def rows_of(sizes: list[str], seeds: list[int], workers: int) -> Iterator[dict[str, Any]]:
    """A row of seconds, gap, proven helpers, kilometres and what is left out, by size and seed."""
    for size in sizes:
        for seed in seeds:
            yield from _plan_rows(size, seed, workers)


def _plan_rows(size: str, seed: int, workers: int) -> list[dict[str, Any]]:
    households, helpers = map(int, size.split("x"))
    most, goal = SIZES.get(size, (600.0, None))
    village = make_village(households, helpers, seed)
    problem = village.visit_problem(pair(village.pairing_problem()).pairs)
    cpu = _cpu()
    plan, seconds = plan_in_processes(problem, most, seed, workers)
    cpu = _cpu() - cpu
    if faults := check_plan(problem, plan):
        raise SystemExit(f"{size}, seed {seed}: the plan does not hold: {faults[:3]}")
    proven = sum(proof.is_proven for proof in plan.proofs)
    gap = None if plan.gap is None else round(100 * plan.gap, 4)
    print(f"{size}, seed {seed}: {seconds:.2f} s, gap {gap} %", file=sys.stderr, flush=True)
    name = f"plan_{size}_seed_{seed}"
    return [
        _row(f"{name}_time", round(seconds, 2), "s", most),
        _row(f"{name}_cpu", round(cpu, 2), "s"),
        _row(f"{name}_cpu_ms_a_household", round(1000 * cpu / households, 2), "ms"),
        _row(f"{name}_gap", gap, "%", goal),
        _row(f"{name}_proven", proven, f"of {helpers}"),
        _row(f"{name}_km", plan.km, "km"),
        _row(f"{name}_unplanned", len(plan.unplanned), ""),
        *(_joint_rows(village, name, seed) if helpers <= MOST_JOINT else ()),
    ]


def growth(values: dict[str, Any], seed: int) -> list[dict[str, Any]]:
    """How much more a household costs in the largest village than in the smallest, of values by
    metric; nothing where one of them was not measured."""
    first, last = (
        values.get(f"plan_{size}_seed_{seed}_cpu_ms_a_household") for size in (SCALE[0], SCALE[-1])
    )
    if not first or not last:
        return []
    return [_row(f"plan_growth_seed_{seed}", round(last / first, 3), "times", MOST_GROWTH)]


def _cpu() -> float:
    """CPU seconds of this process and of those that ended before it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _joint_rows(village: Village, name: str, seed: int) -> list[dict[str, Any]]:
    """How many kilometres fewer where pairing knows the plan."""
    joint = plan_jointly(
        village.pairing_problem(), village.visit_problem, seconds=JOINT_SECONDS, seed=seed
    )
    if faults := check_plan(village.visit_problem(joint.pairing.pairs), joint.plan):
        raise SystemExit(f"{name}: the joint plan does not hold: {faults[:3]}")
    saved = 100 * (1 - joint.plan.km / joint.first.km)
    return [
        _row(f"{name}_joint_saves", round(saved, 2), "% km", 2.0),
        _row(f"{name}_joint_gap", round(100 * (joint.plan.gap or 0.0), 4), "%"),
    ]


def _row(metric: str, value: float | None, unit: str, goal: float | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": unit, "goal": goal}
