"""Phones of helpers against a server that is killed, on both databases: what is lost, what is
doubled. `script/bench chaos [--submissions N] [--devices D] [--db sqlite|postgres]
[--minutes M]` (of writing, a database)"""

import argparse
import json
import sys
from typing import Any

SUBMISSIONS, DEVICES = 100_000, 200
MOST_EACH = 1_500  # of a phone: in three days it stays below what a day may bring


def run() -> list[dict[str, Any]]:
    """Sent, lost and doubled of each database."""
    from benchmarks.chaos.running import Plan
    from benchmarks.chaos.running import run as run_one
    from benchmarks.servers import DATABASES

    parser = argparse.ArgumentParser(prog="script/bench chaos")
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    parser.add_argument("--devices", type=int, default=DEVICES)
    parser.add_argument("--db", choices=DATABASES, action="append")
    parser.add_argument("--port", type=int, default=Plan.port)
    parser.add_argument("--minutes", type=float, default=Plan.minutes)
    told = parser.parse_args(sys.argv[2:])
    if told.submissions > told.devices * MOST_EACH:
        parser.error(f"at most {MOST_EACH} submissions a device")
    plan = Plan(told.submissions, told.devices, port=told.port, minutes=told.minutes)
    rows = []
    for name in told.db or DATABASES:
        with DATABASES[name]() as installation:
            found = run_one(
                installation, plan, lambda words, name=name: print(f"{name}: {words}", flush=True)
            )
        print(f"{name}: {json.dumps(found, ensure_ascii=False)}", flush=True)
        rows += [
            _row(f"submissions_sent_{name}", found["sent"], SUBMISSIONS),
            _row(f"submissions_lost_{name}", found["lost"], 0),
            _row(f"submissions_doubled_{name}", found["doubled"], 0),
            _row(f"submissions_applied_{name}", found["applied"]),
            _row(f"submissions_held_and_visible_{name}", found["held"]),
            _row(f"server_kills_{name}", found["killed"]),
            _row(f"stages_killed_at_{name}", found["stages"]),
        ]
    return rows


def summary(_values: dict[str, Any]) -> list[dict[str, Any]]:
    """Nothing follows; there is one so that a run of one database keeps the rows of the other."""
    return []


def _row(metric: str, value: int, goal: int | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": "count", "goal": goal}
