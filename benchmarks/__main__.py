"""Runs one benchmark, prints its table and keeps its results: `script/bench NAME`."""

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


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"script/bench NAME; NAME is one of: {', '.join(NAMES)}", file=sys.stderr)
        return 1
    name = sys.argv[1]
    measured = importlib.import_module(f"benchmarks.{name}").run()
    rows = [
        {
            "metric": row["metric"],
            "value": row["value"],
            "unit": row["unit"],
            "goal": row.get("goal"),
            "peer": row.get("peer"),
            "peer_value": row.get("peer_value"),
            "machine": machine(),
            "commit": commit(),
        }
        for row in measured
    ]
    show(rows)
    path = HERE / "results" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"kept in benchmarks/results/{path.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
