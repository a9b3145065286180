"""The planner: `script/bench planner [FOLDER] [--parts hours,plans,scale,events,pvrp,peers]
[--seeds 1,2,3] [--files p02,p05] [--seconds S] [--peers]`.

`hours` pairs invented villages by hours (`hours_pairs.py`), `plans` plans their weeks, `scale`
those of three sizes (`visit_plans.py`), `events` changes plans that run (`plans_again.py`), `pvrp`
searches public files, `peers` does so beside others. What was measured in an earlier run and is not
measured now stays among the results.

The folder holds PVRP files of Cordeau, Gendreau and Laporte (Networks 30(2), 1997), which are not
ours to hand on; without them the search core is not measured, and it says so.

The gap is to the best known value (BKS) of the literature, in percent; our time is that of the
search on two processes, without loading and compiling. With --peers other planners stand beside us,
each with the same seconds and cores: on those files, and on tasks of many depots made here.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import hours_pairs, plans_again, visit_plans
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
OFTEN = ("p02", "p05", "p08", "p10", "pr02", "pr05")  # with every seed; the others with the first
SECONDS, PEERS_SECONDS, WORKERS = 60.0, 30.0, 2
PVRP_GAP = r"pvrp_p\w+_seed_\d+_gap"
PARTS = ("hours", "plans", "scale", "events", "pvrp", "peers")


def run() -> Iterator[dict[str, Any]]:
    """The rows of every part that was asked for, as they come."""
    parser = argparse.ArgumentParser(prog="script/bench planner")
    parser.add_argument("folder", type=Path, nargs="?", help="with pNN.txt and prNN.txt")
    parser.add_argument("--parts", default="hours,plans,scale,events,pvrp", help=", ".join(PARTS))
    parser.add_argument("--seconds", type=float, help="of a public file")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--files", help="each with every seed")
    parser.add_argument("--peers", action="store_true", help="the part peers alone")
    told = parser.parse_args(sys.argv[2:])
    parts = ["peers"] if told.peers else told.parts.split(",")
    if not set(parts) <= set(PARTS):
        parser.error(f"--parts: {told.parts}; parts are: {', '.join(PARTS)}")
    seeds = [int(seed) for seed in told.seeds.split(",")]
    if "hours" in parts:
        yield from hours_pairs.rows_of(list(hours_pairs.SIZES)[:2], seeds)
        yield from hours_pairs.rows_of(list(hours_pairs.SIZES)[2:], seeds[:1])
    if "plans" in parts:
        yield from visit_plans.rows_of(["197x30", "1098x100"], seeds, WORKERS)
    if "scale" in parts:
        yield from visit_plans.rows_of(list(visit_plans.SCALE), seeds[:1], WORKERS)
    if "events" in parts:
        yield from plans_again.rows_of(list(plans_again.SIZES), seeds)
    if not {"pvrp", "peers"} & set(parts):
        return
    if told.folder is None:
        print("no folder of public files: the search core is not measured", file=sys.stderr)
        return
    names = _names(parser, told)
    if "pvrp" in parts:
        seconds = told.seconds or SECONDS
        yield from _public_files(told.folder, names, seconds, seeds, told.files is not None)
    if "peers" in parts:
        if absent := beside.missing():
            parser.error(f"not installed: {absent}; see requirements/peers.txt")
        own = names if told.files else [name for name in names if name in OFTEN]
        yield from _beside_peers(told.folder, own, told.seconds or PEERS_SECONDS, seeds[0])


def summary(values: dict[str, Any]) -> list[dict[str, Any]]:
    """What follows from all values that are kept, of this run and of earlier ones."""
    found = visit_plans.growth(values, 1)
    gaps = [value for metric, value in values.items() if re.fullmatch(PVRP_GAP, metric)]
    if gaps:
        found.append(_row("pvrp_mean_gap", mean(gaps), MEAN_GOAL))
        found.append(_row("pvrp_largest_gap", max(gaps), MOST_GOAL))
    return found


def _names(parser: argparse.ArgumentParser, told: argparse.Namespace) -> list[str]:
    names = told.files.split(",") if told.files else list(BEST_KNOWN)
    missing = [name for name in names if not (told.folder / f"{name}.txt").is_file()]
    if missing or not set(names) <= BEST_KNOWN.keys():
        parser.error(f"not in {told.folder}, or without a best known value: {missing or names}")
    return names


def _public_files(
    folder: Path, names: list[str], seconds: float, seeds: list[int], is_often: bool
) -> Iterator[dict[str, Any]]:
    for name in names:
        for seed in seeds if is_often or name in OFTEN else seeds[:1]:
            gap = _gap(folder / f"{name}.txt", seconds, seed)
            print(f"{name}, seed {seed}: {gap:.2f} %", file=sys.stderr, flush=True)
            yield _row(f"pvrp_{name}_seed_{seed}_gap", gap)


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
    return {"metric": metric, "value": round(value, 3) + 0.0, "unit": "%", "goal": goal}
