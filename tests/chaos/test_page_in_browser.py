"""The field page while the server that it sends to is killed."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException

import pytest

from benchmarks.chaos.headers import KILL
from benchmarks.chaos.points import stages
from benchmarks.chaos.running import served
from benchmarks.servers import CHECKOUT
from tests.chaos.conftest import free_port, made
from tests.field.phones import Phone

HEADS = ("甲0", "甲1")
# at which point each answer ends: before anything, in the first form, in the middle, later; the
# last is lost on its way, when all is done. A form has more than ten points, a known one few
KILLED_AT = (1, 10, 150, 150)
LOST = 0

STATES = "SELECT state, was_given_up, count(*) FROM sync_submission GROUP BY 1, 2 ORDER BY 1, 2"
LINES = (
    "SELECT count(*), count(DISTINCT subject_id) FROM people_auditentry WHERE act = 'record_visit'"
)


@pytest.fixture
def village(tmp_path):
    """An installation on SQLite with two helpers' phones, and the phones' tokens."""
    installation = made(tmp_path / "var", f"sqlite:///{tmp_path / 'killed.sqlite3'}")
    return installation, installation.ask("chaos.place", 2)["phones"]


@pytest.fixture
def phone(chromium, tmp_path, village):
    """The first helper's, set up; its server is one that comes back."""
    installation, phones = village
    port = free_port()
    with served(installation, port):
        one = Phone(chromium, tmp_path / "phone", f"http://127.0.0.1:{port}")
        one.open(phones[0]["token"])
        one.choose_pin()
        yield one
        one.kill()
        assert one.errors == []


def test_thirty_visits_are_there_once_though_the_server_dies_again_and_again(phone, village):
    installation, _phones = village
    phone.context.set_offline(True)
    for count in range(30):
        phone.visit(HEADS[count % 2])
        phone.wait_for_unsent(count + 1)
    office(installation, "hand_over")
    office(installation, "publish")
    left = [*KILLED_AT, LOST]
    phone.page.route("**/api/records", lambda route: killing(route, left, phone.base))

    phone.context.set_offline(False)
    phone.page.evaluate("location.hash = 'outbox'")
    while phone.unsent():
        phone.page.click(".acts .main-act")
        phone.page.wait_for_selector(".main-act[aria-busy=false]")

    assert (left, len(stages(installation.folder))) == ([], len(KILLED_AT))
    assert told(installation, "SELECT count(*), count(DISTINCT id) FROM visits_visit") == [(30, 30)]
    assert told(installation, STATES) == [("applied", 0, 15), ("applied", 1, 15)]
    assert told(installation, LINES) == [(30, 30)]
    installation.run("doorstep.cli.main", "audit", "verify")
    phone.page.evaluate("location.hash = 'today'")
    phone.page.wait_for_selector("h1:has-text('今天')")
    left_to_show = [one.inner_text() for one in phone.page.locator(".list b").all()]
    assert sorted(left_to_show) == ["甲1", "甲2", "甲3"]


def killing(route, left, base):
    """Lets the server die at the next point of the list; without one the answer arrives."""
    wait_until_served(base)
    at = left.pop(0) if left else None
    if at == LOST:
        route.fetch()
        route.abort()
    else:
        route.continue_(headers=route.request.headers | ({KILL: f"{at}"} if at else {}))


def wait_until_served(base):
    """Till the server is back: a request to none would not be one that it dies of."""
    for _try in range(600):
        with suppress(OSError, HTTPException), closing(HTTPConnection(base[7:])) as line:
            line.request("GET", "/account/login/")
            line.getresponse().read()
            return
        time.sleep(0.05)
    raise AssertionError("the server did not come back")


def office(installation, act):
    """An act of the office, in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "benchmarks.chaos.office"],
        cwd=CHECKOUT, env=installation.env, input=json.dumps([act, 0, 0]), text=True, check=True,
        capture_output=True,
    )  # fmt: skip


def told(installation, query):
    with sqlite3.connect(installation.database_url.removeprefix("sqlite:///")) as database:
        rows = database.execute(query).fetchall()
    database.close()
    return rows
