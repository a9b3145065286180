"""We and they, one after another, on the same tasks."""

import random
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.peers import Peer, cost_of_tours, ortools_patterns, pyvrp_days, vroom_depots
from doorstep.planner.search.arrays import Task, cost_of
from doorstep.planner.search.files import read_instance
from doorstep.planner.search.run import search_in_processes

PEERS: dict[str, tuple[str, Peer]] = {
    "pyvrp": ("PyVRP, days first", pyvrp_days.solve),
    "ortools": ("OR-Tools, pattern variables", ortools_patterns.solve),
    "pyvroom": ("VROOM", vroom_depots.solve),
}
OF_DAYS, OF_DEPOTS = ("pyvrp", "ortools"), ("pyvroom",)
SIZES = ((80, 3, 2), (160, 4, 3), (320, 6, 4))  # customers, depots, vehicles of a depot
SIDE, LONGEST, ROOM = 100.0, 310.0, 160.0


def missing() -> list[str]:
    """Peers that are not installed."""
    return [name for name in PEERS if not _version(name)]


def on_files(
    folder: Path, names: list[str], seconds: float, seed: int, cores: int
) -> Iterator[tuple[str, float, dict[str, float]]]:
    """Of each file of days its name, our cost and theirs; inf where they found no plan."""
    for name in names:
        task = read_instance(folder / f"{name}.txt").task
        yield name, *_beside(task, OF_DAYS, seconds, seed, cores)


def on_depots(
    folder: Path, seconds: float, seed: int, cores: int
) -> Iterator[tuple[str, float, dict[str, float]]]:
    """The same of generated tasks of many depots, which are written into the folder."""
    for customers, depots, vehicles in SIZES:
        path = folder / f"depots{depots}_{customers}.txt"
        path.write_text(_many_depots(customers, depots, vehicles, seed), "utf-8")
        task = read_instance(path).task
        yield path.stem, *_beside(task, OF_DEPOTS, seconds, seed, cores)


def row_of(name: str, value: float, peer: str, peer_value: float, unit: str) -> dict[str, Any]:
    """A metric with a peer beside it; None where that found no plan."""
    return {
        "metric": f"{name}_beside_{peer}",
        "value": round(value, 3),
        "unit": unit,
        "peer": f"{PEERS[peer][0]} {_version(peer)}",
        "peer_value": None if peer_value == float("inf") else round(peer_value, 3),
    }


def _beside(
    task: Task, peers: tuple[str, ...], seconds: float, seed: int, cores: int
) -> tuple[float, dict[str, float]]:
    quiet: Callable[[float], None] = lambda _better: None  # noqa: E731
    found, _seconds = search_in_processes(task, seconds, seed, cores, quiet)
    costs = {}
    for name in peers:
        tours = PEERS[name][1](task, seconds, cores, seed)
        costs[name] = float("inf") if tours is None else cost_of_tours(task, tours)
    ours = cost_of(task, found.plan)
    print(f"ours {ours:.2f}, {costs}", file=sys.stderr, flush=True)
    return ours, costs


def _many_depots(customers: int, depots: int, vehicles: int, seed: int) -> str:
    """A task of type 2: every customer may be visited from every depot."""
    dice = random.Random(seed)
    codes = [str(2**bit) for bit in range(depots)]
    rows = [
        f"{number} {dice.uniform(0, SIDE):.3f} {dice.uniform(0, SIDE):.3f} {dice.randint(1, 5)}"
        f" {dice.randint(1, 8)} 1 {depots} {' '.join(codes)}"
        for number in range(1, customers + 1)
    ]
    rows += [
        f"{customers + number} {dice.uniform(0, SIDE):.3f} {dice.uniform(0, SIDE):.3f} 0 0 0 0"
        for number in range(1, depots + 1)
    ]
    limits = [f"{LONGEST} {ROOM}"] * depots
    return "\n".join([f"2 {vehicles} {customers} {depots}", *limits, *rows]) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
