"""The village's week: replay, recording visits, and the three screens at three sizes."""

import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (197, 1_098, 5_000)
RUNS = 7
GOAL_MS = {("this_week", 197): 150}


def run() -> list[dict[str, Any]]:
    """Replay seconds, visits a second, CPU milliseconds and queries of each screen."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ["DOORSTEP_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "doorstep.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return [*_replay(), *_record(), *_screens()]


def _row(metric: str, value: float, unit: str, goal: float | None = None) -> dict[str, Any]:
    return {"metric": metric, "value": round(value, 1), "unit": unit, "goal": goal}


def _replay() -> list[dict[str, Any]]:
    from doorstep.kit.clock import today
    from doorstep.scenarios.actions import replay
    from doorstep.scenarios.queries import count_replay

    start = time.perf_counter()
    done = replay("niancun", until=None, today=today(), progress=lambda _line: None)
    seconds = time.perf_counter() - start
    if not all(row.holds for row in count_replay(done)):
        raise SystemExit("a figure of the replay does not hold; its time says nothing")
    return [_row("replay_seconds", seconds, "s", 60)]


def _record(count: int = 300) -> list[dict[str, Any]]:
    """Visits through the action, three services each, every tenth raising a need."""
    from doorstep.kit.clock import today
    from doorstep.pairing.models import Pairing
    from doorstep.people.models import Account
    from doorstep.visits.actions import record_visit
    from doorstep.visits.rules import NewNeed

    on, by = today(), Account.objects.get(login="coordinator")
    pairings = list(Pairing.objects.live_on(on).select_related("household", "helper")[:count])
    ask = NewNeed(kind="other", text="想了解补贴")
    start = time.perf_counter()
    for number in range(count):
        pairing = pairings[number % len(pairings)]
        record_visit(
            id=uuid.uuid4(),
            household=pairing.household,
            helper=pairing.helper,
            on=on,
            mode="on_site",
            result="met",
            services=["policy", "hazard_check", "work_safety"],
            needs_raised=[ask] if number % 10 == 0 else [],
            by=by,
            today=on,
        )
    return [_row("visits_recorded_per_second", count / (time.perf_counter() - start), "/s")]


def _screens() -> list[dict[str, Any]]:
    from django.conf import settings
    from django.test import Client

    from benchmarks.village import make_village
    from doorstep.kit.clock import today
    from doorstep.kit.weeks import Week
    from doorstep.method.queries import newest_version
    from doorstep.packs.queries import week_pack

    settings.ALLOWED_HOSTS.append("testserver")
    day, rows = today(), []
    version = newest_version()
    for size in SIZES:
        village, coordinator = make_village(size, version, day)
        client = Client()
        client.force_login(coordinator)
        household = village.households.first()
        team = village.teams.get()
        week = Week.of(day).shift(-1)
        screens: dict[str, Callable[[], Any]] = {
            "this_week": lambda client=client: _get(client, "/"),
            "household": lambda client=client, pk=household.pk: _get(client, f"/households/{pk}/"),
            "pack": lambda team=team, week=week: week_pack(team, week).hash,
        }
        for name, look in screens.items():
            milliseconds, queries = _measure(look)
            goal = GOAL_MS.get((name, size))
            rows.append(_row(f"{name}_cpu_ms_{size}", milliseconds, "ms", goal))
            rows.append(_row(f"{name}_queries_{size}", queries, "queries"))
    return rows


def _get(client: Any, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")


def _measure(look: Callable[[], Any]) -> tuple[float, int]:
    """Median CPU milliseconds of several runs after one to warm up, and the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    look()
    with CaptureQueriesContext(connection) as captured:
        look()
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _run in range(RUNS):
        start = time.process_time()
        look()
        times.append(time.process_time() - start)
    return 1000 * statistics.median(times), queries
