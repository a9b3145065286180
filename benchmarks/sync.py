"""The way in and the way out of phones, on SQLite and on PostgreSQL, over HTTP.

A visit as Collect posts it (its HEAD apart), three services each and every tenth with a need, one
by one over eight connections: processor milliseconds of server and database together, till
everything that follows from it is done. The first download of a caseload; fifty phones that return
at once; and a whole village with a year behind it in one answer, beside a server of the CouchDB
protocol whose client replicates as many documents.
"""

from typing import Any

from benchmarks.pace import pace_ms
from benchmarks.servers import DATABASES, PORT, serving
from benchmarks.sync_caseload import first_download, return_together
from benchmarks.sync_peer import milliseconds_of_peer
from benchmarks.sync_visits import cpu_ms_a_visit

PHONES, HOUSEHOLDS, WEEKS = 50, 30, 8
VILLAGE, YEAR = 197, 52
CENTRAL = 12.5  # of web and database, measured on two cores with submissions of the same size


def run() -> list[dict[str, Any]]:
    """Costs of a visit, sizes and times of downloads, errors of phones that return together."""
    rows = []
    for database in DATABASES:
        rows += _phones(database)
    return rows + _village()


def _phones(database: str) -> list[dict[str, Any]]:
    with DATABASES[database]() as installation:
        village = installation.ask("phones", PHONES, HOUSEHOLDS, WEEKS)
        with serving(installation) as server:
            pace = pace_ms()
            cpu, wait = cpu_ms_a_visit(server, village)
            size, wait_for_it, _count = first_download(server, village["phones"][0])
            errors, seconds = return_together(server, village)
    goal = 6 if database == "postgres" else None
    peer = ("ODK Central 2026.2", CENTRAL) if database == "postgres" else (None, None)
    return [
        _row(f"visit_cpu_ms_{database}", cpu, "ms", goal, *peer),
        _row(f"visit_answer_ms_{database}", wait, "ms"),
        _row(f"pace_ms_{database}", pace, "ms"),
        _row(f"caseload_30_kb_{database}", size, "kB", 30),
        _row(f"caseload_30_ms_{database}", wait_for_it, "ms", 300),
        _row(f"returning_50_errors_{database}", errors, "errors", 0),
        _row(f"returning_50_seconds_{database}", seconds, "s"),
    ]


def _village() -> list[dict[str, Any]]:
    with DATABASES["sqlite"]() as installation:
        village = installation.ask("phones", 1, VILLAGE, YEAR)
        with serving(installation) as server:
            size, wait, households = first_download(server, village["phones"][0])
    if households != VILLAGE:
        raise SystemExit(f"{households} of {VILLAGE} households came")
    peer = milliseconds_of_peer(village["rows"], PORT + 1)
    name = None if peer is None else "express-pouchdb, its client replicating"
    value = None if peer is None else round(peer, 1)
    return [
        _row("village_rows", village["rows"], "rows"),
        _row("village_kb", size, "kB"),
        _row("village_ms", wait, "ms", 1000, name, value),
    ]


def _row(
    metric: str,
    value: float,
    unit: str,
    goal: float | None = None,
    peer: str | None = None,
    peer_value: float | None = None,
) -> dict[str, Any]:
    return {
        "metric": metric,
        "value": round(value, 1),
        "unit": unit,
        "goal": goal,
        "peer": peer,
        "peer_value": peer_value,
    }
