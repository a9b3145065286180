"""One run: a server that is killed, an office that goes on working, and phones that send."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import Any

from benchmarks.chaos.phones import KINDS, Phone
from benchmarks.chaos.points import stages
from benchmarks.servers import CHECKOUT, Installation

DAYS = 3  # on which something is written
MOST_DAYS = 20  # until a phone that was shut out has left all
AT_ONCE = 12  # phones that send at the same time; the server has eight threads
HAND_OVERS, VERSIONS, SHUT_OUT = 100, 6, 20  # one in so many forms; so many; one in so many phones
SECONDS_TO_START = 90


@dataclass(frozen=True)
class Plan:
    """How large a run is, and how often the server dies: once in so many forms."""

    submissions: int
    devices: int
    forms_a_kill: int = 50
    port: int = 8170
    minutes: float = 24 * 60  # after these nothing more is written; what was is sent to the end


def run(installation: Installation, plan: Plan, say: Callable[[str], None]) -> dict[str, Any]:
    """All of it, and what was found: the numbers of `proof`, and what was done to them."""
    folder = installation.folder
    village = installation.ask("chaos.place", plan.devices)
    (folder / "village.json").write_text(json.dumps(village), "utf-8")
    phones = [
        KINDS[told["kind"]](told, village, plan.port, folder / "journals", plan.forms_a_kill)
        for told in village["phones"]
    ]
    begun = time.monotonic()
    with served(installation, plan.port), _office(installation, plan, phones) as acts:
        days = _days(phones, plan, acts, say)
    for phone in phones:
        phone.journal.close()
    seconds = time.monotonic() - begun
    say(f"sent in {seconds:.0f} s; looking for each of them")
    proof = installation.ask("chaos.proof", folder / "journals", days)
    installation.run("doorstep.cli.main", "audit", "verify")
    killed = stages(folder)
    faults: Counter[str] = Counter()
    for phone in phones:
        faults += phone.line.faults
    return proof | {
        "seconds": round(seconds),
        "days": days,
        "killed": len(killed),
        "stages": len(set(killed)),
        "done": dict(faults),
        "office": dict(acts.done),
    }


def _days(phones: list[Phone], plan: Plan, acts: "Acts", say: Callable[[str], None]) -> int:
    """Day after day until no phone has anything left; how many days that took."""
    shares = [
        [len(range(at + day * plan.devices, plan.submissions, DAYS * plan.devices))
         for day in range(DAYS)]
        for at in range(plan.devices)
    ]  # fmt: skip
    begun = time.monotonic()
    end = begun + 60 * plan.minutes

    def live(at: int, day: int) -> None:
        is_over = day >= DAYS or time.monotonic() > end
        phones[at].live_a_day(day, 0 if is_over else shares[at][day])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for day in range(MOST_DAYS):
            acts.day = day
            order = random.Random(day).sample(range(len(phones)), len(phones))
            work = [pool.submit(live, at, day) for at in order if day < DAYS or phones[at].outbox]
            for one in work:
                one.result()
            left = sum(len(phone.outbox) for phone in phones)
            said = f"{answered(phones)} of {plan.submissions} answered, {left} left"
            say(f"day {day + 1}, after {time.monotonic() - begun:.0f} s: {said}")
            if day >= DAYS - 1 and not left:
                return day
    return MOST_DAYS


def answered(phones: list[Phone]) -> int:
    return sum(phone.written - len(phone.outbox) for phone in phones)


class Acts:
    """What the office does, each when so many forms were answered."""

    def __init__(self, plan: Plan) -> None:
        self.day = 0
        self.done: Counter[str] = Counter()
        count, devices = plan.submissions, plan.devices
        times = [("hand_over", one, HAND_OVERS * one) for one in range(1, count // HAND_OVERS)]
        times += [("publish", one, count * (one + 1) // (VERSIONS + 2)) for one in range(VERSIONS)]
        times += [
            ("revoke", one, count * (1 + one // SHUT_OUT % 3) // 6)
            for one in range(SHUT_OUT - 1, devices, SHUT_OUT - 1)  # of both kinds
        ]
        self.waiting = sorted(times, key=lambda one: one[2])


@contextmanager
def _office(installation: Installation, plan: Plan, phones: list[Phone]) -> Iterator[Acts]:
    """The office at work until the block ends; what it could not do ends the run."""
    acts, over, failed = Acts(plan), Event(), Event()
    with (installation.folder / "office.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.chaos.office"],
            cwd=CHECKOUT, env=installation.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log, text=True,
        )  # fmt: skip

    def work() -> None:
        while not over.wait(0.1):
            while acts.waiting and acts.waiting[0][2] <= answered(phones) and not over.is_set():
                act, number, _when = acts.waiting.pop(0)
                process.stdin.write(json.dumps([act, acts.day, number]) + "\n")
                process.stdin.flush()
                tries = process.stdout.readline()
                if not tries:
                    failed.set()
                    return
                acts.done[act] += 1
                acts.done["broken off"] += int(tries) - 1

    thread = Thread(target=work)
    thread.start()
    try:
        yield acts
    finally:
        over.set()
        thread.join()
        process.stdin.close()
        process.stdout.close()
        process.wait(60)
    if failed.is_set():
        raise SystemExit((installation.folder / "office.log").read_text("utf-8")[-3000:])


@contextmanager
def served(installation: Installation, port: int) -> Iterator[int]:
    """The server that comes back, until the block ends; the number of its process."""
    log_path = installation.folder / "chaos.log"
    with log_path.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.chaos.server", f"{port}"],
            cwd=CHECKOUT, env=installation.env, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(port, process, log_path)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen[Any], log: Path) -> None:
    """Until the server answers."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/account/login/")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.05)
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    raise SystemExit(log.read_text("utf-8")[-3000:])
