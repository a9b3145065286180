"""Runs one benchmark, prints its table and keeps its results: `script/bench NAME`.

A benchmark of several parts has a `summary` over all its values: its rows are put among those of
earlier runs, one after the other as they come, so that an ended run keeps what it measured.
"""

import importlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMES = ("chaos", "loop", "page", "pairing", "planner", "register", "sync")


def machine() -> str:
    """Processor and cores, as far as the system tells."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return f"{model}, {os.cpu_count()} cores"


def commit() -> str:
    """The commit that was measured; with a plus where the checkout differs from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def show(rows: list[dict[str, Any]]) -> None:
    """One line a metric: value, goal, peer."""
    for row in rows:
        goal = f"goal {row['goal']}" if row.get("goal") is not None else ""
        peer = f"{row['peer']}: {row['peer_value']}" if row.get("peer") else ""
        print(f"{row['metric']:44} {row['value']:>12} {row['unit']:8} {goal:12} {peer}")


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it is kept; the load is that of the last minute, with our own."""
    return {
        "metric": row["metric"],
        "value": row["value"],
        "unit": row["unit"],
        "goal": row.get("goal"),
        "peer": row.get("peer"),
        "peer_value": row.get("peer_value"),
        "machine": machine(),
        "load": round(os.getloadavg()[0], 1),
        "commit": commit(),
    }


def _kept(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of earlier runs by their metric."""
    rows = json.loads(path.read_text("utf-8")) if path.exists() else []
    return {row["metric"]: row for row in rows}


def _keep(path: Path, rows: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(list(rows.values()), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"script/bench NAME; NAME is one of: {', '.join(NAMES)}", file=sys.stderr)
        return 1
    name = sys.argv[1]
    module = importlib.import_module(f"benchmarks.{name}")
    path = HERE / "results" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    kept = _kept(path) if hasattr(module, "summary") else {}
    rows = []
    for measured in module.run():
        rows.append(_told(measured))
        kept[rows[-1]["metric"]] = rows[-1]
        _keep(path, kept)
    if hasattr(module, "summary"):
        values = {metric: row["value"] for metric, row in kept.items()}
        rows += (added := [_told(row) for row in module.summary(values)])
        kept |= {row["metric"]: row for row in added}
        _keep(path, kept)
    show(rows)
    print(f"kept in benchmarks/results/{path.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
