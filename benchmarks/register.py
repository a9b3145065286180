"""The register at size: a ledger coming in, a household found by name, code and phone, its page.

The import is the whole command in a process of its own: seconds of the clock and the peak of its
memory, at three sizes. The peer is openpyxl merely reading the same file, cell by cell, also in a
process of its own: it checks nothing and stores nothing. Search is the room's query as the screen
asks it, the first 50 found with category and head, in one village that holds all households.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any

from benchmarks.ledgers import code_of, head_of, phone_of, write_ledger

SIZES = (2_000, 6_000, 20_000)
GOALS = {20_000: (60, 500)}  # seconds and MB
FOUND_AMONG = 100_000
GOAL_MS = 100
RUNS = 15
BATCH = 5_000
METHOD = Path(__file__).resolve().parent.parent / "methods" / "four_colours"
READ_ONLY = (
    "import sys; from openpyxl import load_workbook\n"
    "for sheet in load_workbook(sys.argv[1]):\n"
    "    for row in sheet.iter_rows(values_only=True): pass\n"
)


def run() -> list[dict[str, Any]]:
    """Import seconds and MB beside openpyxl, milliseconds of search and household page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [row for size in SIZES for row in _import(folder, size)]
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'found.sqlite3'}"
        os.environ["DOORSTEP_VAR"] = name
        os.environ["DJANGO_SETTINGS_MODULE"] = "doorstep.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return rows + _find_and_show()


def _row(
    metric: str, value: float, unit: str, goal: float | None = None, peer: float | None = None
) -> dict[str, Any]:
    return {
        "metric": metric,
        "value": round(value, 1),
        "unit": unit,
        "goal": goal,
        "peer": None if peer is None else "openpyxl, reading only",
        "peer_value": None if peer is None else round(peer, 1),
    }


def _import(folder: Path, size: int) -> list[dict[str, Any]]:
    ledger = folder / f"ledger-{size}.xlsx"
    members = write_ledger(ledger, size)
    here = folder / str(size)
    env = {**os.environ, "DOORSTEP_VAR": str(here)}
    env["DATABASE_URL"] = f"sqlite:///{here / 'register.sqlite3'}"
    doorstep = [sys.executable, "-m", "doorstep.cli.main"]
    _timed([*doorstep, "migrate"], env)
    _timed([*doorstep, "load-method", str(METHOD)], env)
    command = [*doorstep, "import-roster", str(ledger), "--place", "bench"]
    seconds, cpu, peak, out = _timed(command, env)
    if f"{size} households, {members} members" not in out:
        raise SystemExit(f"the import of {size} households answered: {out}")
    reading = [sys.executable, "-c", READ_ONLY, str(ledger)]
    peer_seconds, peer_cpu, peer_peak, _out = _timed(reading, env)
    goal, goal_peak = GOALS.get(size, (None, None))
    return [
        _row(f"import_seconds_{size}", seconds, "s", goal, peer_seconds),
        _row(f"import_cpu_seconds_{size}", cpu, "s", None, peer_cpu),
        _row(f"import_peak_mb_{size}", peak, "MB", goal_peak, peer_peak),
    ]


def _timed(command: list[str], env: dict[str, str]) -> tuple[float, float, float, str]:
    """Seconds of the clock and of the processor, peak MB and output of a command that ends well."""
    watcher = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_maxrss, used.ru_utime + used.ru_stime)\n"
        "print(done.stdout)\n"
        "sys.stderr.write(done.stderr)\n"
        "sys.exit(done.returncode)\n"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", watcher, *command],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    used, _line, out = done.stdout.partition("\n")
    peak, cpu = used.split()
    return seconds, float(cpu), int(peak) / 1024, out


def _find_and_show() -> list[dict[str, Any]]:
    from django.conf import settings
    from django.test import Client

    from doorstep.categories.queries import shown_category
    from doorstep.kit.clock import today
    from doorstep.register.queries import search_households

    settings.ALLOWED_HOSTS.append("testserver")
    on = today()
    coordinator = fill(FOUND_AMONG, on)
    number = FOUND_AMONG // 3 + 7
    asked = {
        "name": head_of(number),
        "part_of_a_name": head_of(number)[:2],
        "code": code_of(number),
        "part_of_a_code": code_of(number)[-5:],
        "phone": phone_of(number),
        "nothing": "无此人",
    }

    def find(text: str) -> list[Any]:
        rows = search_households(coordinator, text, on, 51).select_related("group", "village")
        return list(shown_category(rows, on))

    rows = []
    for name, text in asked.items():
        if bool(find(text)) is (name == "nothing"):
            raise SystemExit(f"searching {name} ({text}) found what it should not")
        wall, _cpu = _measured(lambda text=text: find(text))
        rows.append(_row(f"search_ms_{name}_{FOUND_AMONG}", wall, "ms", GOAL_MS))
    client = Client()
    client.force_login(coordinator)
    household = find(code_of(number))[0]
    wall, cpu = _measured(lambda: _page(client, f"/households/{household.pk}/"))
    rows.append(_row(f"household_page_ms_{FOUND_AMONG}", wall, "ms"))
    rows.append(_row(f"household_page_cpu_ms_{FOUND_AMONG}", cpu, "ms"))
    return rows


def fill(households: int, on: date) -> Any:
    """One village of so many households with three members each; its coordinator."""
    from doorstep.cli.finding import find_account
    from doorstep.method.actions import adopt_version, load_method
    from doorstep.people.actions import create_account, find_group, give_role, make_place
    from doorstep.people.choices import PlaceKind, Role
    from doorstep.register.models import Household, Member

    by = find_account("system")
    place = {"kind": PlaceKind.VILLAGE, "code": "bench", "name": "bench", "is_invented": True}
    village = make_place(by=by, on=on, **place)
    version, _is_new = load_method(METHOD, by=by, on=on)
    adopt_version(village, version, by=by, start_on=on)
    coordinator = create_account(login="bench", name="Coordinator", password=None, by=by, on=on)
    give_role(coordinator, Role.COORDINATOR, village, by=by, on=on)
    groups = [find_group(village, f"{number}组", by=by, on=on) for number in range(1, 41)]
    for numbers in batched(range(households), BATCH):
        homes = [
            Household(
                village=village,
                code=code_of(number),
                group=groups[number % 40],
                phone=phone_of(number),
                registered_on=on,
            )
            for number in numbers
        ]
        Household.objects.bulk_create(homes)
        Member.objects.bulk_create(
            [
                Member(
                    household=home,
                    name=head_of(number) + ("" if order == 0 else f"之{order}"),
                    relation="member" if order else "head",
                    order=order,
                    joined_on=on,
                )
                for number, home in zip(numbers, homes, strict=True)
                for order in range(3)
            ]
        )
    return coordinator


def _page(client: Any, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")


def _measured(look: Callable[[], Any]) -> tuple[float, float]:
    """Median milliseconds of the clock and of the processor, after one run to warm up."""
    look()
    walls, cpus = [], []
    for _run in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        look()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return 1000 * statistics.median(walls), 1000 * statistics.median(cpus)
