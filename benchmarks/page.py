"""The field page on a slow phone: how long a visit form takes to open and to save, and its size."""

import gzip
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

HOUSEHOLDS = 30
SLOWER = 6  # Chromium's processor, for it stands for an old phone's
RUNS = 24
PIN = "274913"
PHONE = {"width": 390, "height": 844}
STATIC = Path(__file__).resolve().parent.parent / "doorstep" / "field" / "static" / "field"
METHOD = Path(__file__).resolve().parent.parent / "methods" / "four_colours"
GOALS = {"form_open_ms": 300, "form_save_ms": 200, "script_gzip_bytes": 60_000}
CASELOAD_GOALS = {"caseload_gzip_bytes": 30_000, "caseload_ms": 300}
# Clicks, and answers with the milliseconds until what was asked for is painted: two frames after it
# is there, for the first of them is still being made.
TIMED = """async ([pressed, shown]) => {
    const begun = performance.now();
    document.querySelector(pressed).click();
    while (!document.querySelector(shown)) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
}"""


def run() -> list[dict[str, Any]]:
    """Median milliseconds with the processor slowed down, and bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
        os.environ["DOORSTEP_VAR"] = name
        os.environ["DJANGO_SETTINGS_MODULE"] = "doorstep.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        token = _fill()
        with _served(folder) as address:
            caseload = _caseload(address, token)
            measured = _use(address, token)
    script = sum(
        len(gzip.compress((STATIC / part).read_bytes())) for part in ("built/app.js", "sw.js")
    )
    rows = measured | caseload | {"script_gzip_bytes": script}
    return [
        {
            "metric": metric,
            "value": round(value, 1),
            "unit": "ms" if metric.endswith("_ms") else "bytes",
            "goal": (GOALS | CASELOAD_GOALS).get(metric),
        }
        for metric, value in rows.items()
    ]


def _fill() -> str:
    """A village whose one helper has all its households; the token of their phone."""
    from benchmarks.village import make_village
    from doorstep.entry.actions.set_up import change_instance
    from doorstep.kit.clock import today
    from doorstep.method.actions import load_method
    from doorstep.people.actions import system_account
    from doorstep.register.actions import grant_access
    from doorstep.register.choices import AccessVia
    from doorstep.sync.actions import give_device

    on = today()
    version, _is_new = load_method(METHOD, by=system_account(), on=on)
    village, coordinator = make_village(HOUSEHOLDS, version, on, per_helper=HOUSEHOLDS)
    change_instance(by=coordinator, on=on, has_field_page=True)
    helper = village.teams.get().helpers.get()
    for household in village.households.all():
        grant_access(household, helper=helper, via=AccessVia.PAIRING, from_on=on, by=coordinator)
    return give_device(helper, kind="field", name="bench", by=coordinator, on=on)[1]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The product itself, as `doorstep serve` serves it, on a free port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [str(Path(sys.executable).with_name("doorstep")), "serve", "--port", f"{port}"]
    with (
        (folder / "serve.log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/field/")
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(address).close()  # noqa: S310 - our own address
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _caseload(address: str, token: str) -> dict[str, float]:
    """The first download of the caseload, as bytes on the way and milliseconds of the answer."""
    from urllib.request import Request

    asked = Request(  # noqa: S310 - our own address
        f"{address}/field/api/caseload",
        headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"},
    )
    times, size = [], 0
    for _run in range(RUNS):
        start = time.perf_counter()
        with urlopen(asked) as answer:  # noqa: S310 - our own address
            size = len(answer.read())
        times.append(1000 * (time.perf_counter() - start))
    return {"caseload_gzip_bytes": size, "caseload_ms": statistics.median(times)}


def _use(address: str, token: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    from tests.browser import QUIET, chromium_path

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        page = browser.new_context(locale="zh-CN", viewport=PHONE).new_page()
        page.goto(f"{address}/field/#{token}")
        page.fill("#pin", PIN)
        page.fill("#again", PIN)
        page.click(".main-act")
        page.wait_for_selector(".list a")
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        opened, saved = [], []
        for number in range(RUNS):
            page.evaluate("location.hash = 'today'")
            page.wait_for_selector("h1:has-text('今天')")
            page.locator(".list a").nth(number % HOUSEHOLDS).click()
            page.wait_for_selector(".acts .main-act")
            page.wait_for_timeout(200)  # what came before is over
            opened.append(page.evaluate(TIMED, [".acts .main-act", "form.footed .foot"]))
            page.check("input[name=no_change]")
            page.wait_for_timeout(200)
            saved.append(page.evaluate(TIMED, [".foot .main-act", ".nav"]))
            page.wait_for_selector('[data-unsent="0"]')
        browser.close()
    return {"form_open_ms": statistics.median(opened), "form_save_ms": statistics.median(saved)}
