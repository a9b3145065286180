"""The planner: `script/bench planner [FOLDER] [--seconds S] [--files p02,p05] [--seeds 1,2,3]
[--plans 197x30,1098x100] [--peers]`. The plans are of invented villages (`visit_plans.py`).

The folder holds PVRP files of Cordeau, Gendreau and Laporte (Networks 30(2), 1997), which are not
ours to hand on; without them the search core is not measured, and it says so.

The gap is to the best known value (BKS) of the literature, in percent; our time is that of the
search on two processes, without loading and compiling. With --peers other planners stand beside us,
each with the same seconds and cores: on those files, and on tasks of many depots made here.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import visit_plans
from benchmarks.peers import beside
from doorstep.planner.search.check import faults_of
from doorstep.planner.search.files import read_instance
from doorstep.planner.search.run import search_in_processes

BEST_KNOWN = {
    "p01": 524.61, "p02": 1322.87, "p03": 524.61, "p04": 835.26, "p05": 2024.96, "p06": 835.26,
    "p07": 826.14, "p08": 2022.47, "p09": 826.14, "p10": 1593.43, "p14": 954.81, "p15": 1862.63,
    "p16": 2875.24, "p17": 1597.75, "p18": 3131.09, "p19": 4834.34, "p20": 8367.40,
    "pr01": 2209.02, "pr02": 3767.50, "pr04": 5877.37, "pr05": 6581.80, "pr07": 4996.14,
}  # fmt: skip
MEAN_GOAL, MOST_GOAL = 0.7, 2.0
SECONDS, PEERS_SECONDS, WORKERS = 60.0, 30.0, 2


def run() -> list[dict[str, Any]]:
    """Every plan; gap of every file and seed, their mean and the largest."""
    parser = argparse.ArgumentParser(prog="script/bench planner")
    parser.add_argument("folder", type=Path, nargs="?", help="with pNN.txt and prNN.txt")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--files", default=",".join(BEST_KNOWN))
    parser.add_argument("--plans", default=",".join(visit_plans.SIZES), help="'' for none")
    parser.add_argument("--peers", action="store_true", help="beside us; no plans then")
    told = parser.parse_args(sys.argv[2:])
    seeds = [int(seed) for seed in told.seeds.split(",")]
    sizes = [] if told.peers else [size for size in told.plans.split(",") if size]
    plans = visit_plans.rows_of(sizes, seeds, WORKERS)
    if told.folder is None:
        print("no folder of public files: the search core is not measured", file=sys.stderr)
        return plans
    return plans + _public_files(parser, told, seeds)


def _public_files(
    parser: argparse.ArgumentParser, told: argparse.Namespace, seeds: list[int]
) -> list[dict[str, Any]]:
    names = told.files.split(",")
    missing = [name for name in names if not (told.folder / f"{name}.txt").is_file()]
    if missing or not set(names) <= BEST_KNOWN.keys():
        parser.error(f"not in {told.folder}, or without a best known value: {missing or names}")
    if told.peers:
        if absent := beside.missing():
            parser.error(f"not installed: {absent}; see requirements/peers.txt")
        return _beside_peers(told.folder, names, told.seconds or PEERS_SECONDS, seeds[0])
    seconds, rows, gaps = told.seconds or SECONDS, [], []
    for name in names:
        for seed in seeds:
            gap = _gap(told.folder / f"{name}.txt", seconds, seed)
            gaps.append(gap)
            rows.append(_row(f"pvrp_{name}_seed_{seed}_gap", gap))
            print(f"{name}, seed {seed}: {gap:.2f} %", file=sys.stderr, flush=True)
    rows.append(_row("pvrp_mean_gap", mean(gaps), MEAN_GOAL))
    rows.append(_row("pvrp_largest_gap", max(gaps), MOST_GOAL))
    return rows


def _beside_peers(
    folder: Path, names: list[str], seconds: float, seed: int
) -> list[dict[str, Any]]:
    """Our gaps and theirs on files of days, our costs and theirs where there are many depots."""
    rows, ours, theirs = [], [], defaultdict(list)
    for name, cost, costs in beside.on_files(folder, names, seconds, seed, WORKERS):
        ours.append(_gap_of(cost, name))
        for peer, other in costs.items():
            theirs[peer].append(_gap_of(other, name))
            rows.append(beside.row_of(f"pvrp_{name}", ours[-1], peer, theirs[peer][-1], "%"))
    for peer, gaps in theirs.items():
        rows.append(beside.row_of("pvrp_mean_gap", mean(ours), peer, mean(gaps), "%"))
    with TemporaryDirectory() as made:
        for name, cost, costs in beside.on_depots(Path(made), seconds, seed, WORKERS):
            rows += [beside.row_of(name, cost, peer, costs[peer], "") for peer in costs]
    return rows


def _gap(path: Path, seconds: float, seed: int) -> float:
    task = read_instance(path).task
    found, _seconds = search_in_processes(task, seconds, seed, WORKERS, lambda _better: None)
    if (faults := faults_of(task, found.plan)) or (found.plan.pattern < 0).any():
        raise SystemExit(f"{path.name}: no valid plan: {faults}")
    return _gap_of(found.cost, path.stem)


def _gap_of(cost: float, name: str) -> float:
    return 100 * (cost / BEST_KNOWN[name] - 1)


def _row(metric: str, value: float, goal: float | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": round(value, 3), "unit": "%", "goal": goal}
