"""A walk-in at a station's counter, sent to a server that is killed at every point of it."""

import json
import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from benchmarks.chaos.headers import KILL
from benchmarks.chaos.points import stages
from benchmarks.chaos.running import served
from benchmarks.chaos.sending import Line
from tests.chaos.conftest import free_port, made
from tests.chaos.test_killed import ROUND_ABOUT, RisingAndFalling, until_answered

pytestmark = pytest.mark.long
WRITTEN = ["stations_helprequest", "people_auditentry", "sync_submission"]
COUNTS = {
    "asked": "SELECT count(*), count(DISTINCT id) FROM stations_helprequest WHERE state = 'helped'",
    "came": "SELECT count(*), count(DISTINCT digest) FROM sync_submission WHERE state = 'applied'",
    "told": "SELECT count(*), count(DISTINCT subject_id) FROM people_auditentry"
    " WHERE act = 'note_help'",
}


def test_killed_before_and_after_every_statement_of_a_walk_in_it_counts_once(tmp_path):
    path = tmp_path / "counter.sqlite3"
    installation, port = made(tmp_path / "var", f"sqlite:///{path}"), free_port()
    village = installation.ask("chaos.place", 1)
    (phone,) = village["phones"]
    auth = {"Authorization": f"Bearer {phone['token']}"}
    line, points, sent = Line(port, 0, 1), RisingAndFalling(), []

    with served(installation, port):
        for at in points:
            sent.append(walk_in(phone["station"], village["day"], len(sent)))
            body = json.dumps({"records": [sent[-1]], "waited": [0]}).encode()
            first = line.once("/field/api/records", body, auth | {KILL: f"{at}"})
            (said,) = json.loads((first or until_answered(line, body, auth)).body)["answers"]
            assert (said["status"] in (200, 201), said["state"]) == (True, "applied")
            points.told(was_killed=first is None)
    line.close()

    killed = set(stages(installation.folder))
    written = [f'{when} INSERT INTO "{table}"' for table in WRITTEN for when in ("before", "after")]
    assert [one for one in [*ROUND_ABOUT, *written] if one not in killed] == []
    with closing(sqlite3.connect(path)) as database:
        found = {name: database.execute(query).fetchone() for name, query in COUNTS.items()}
    assert found == dict.fromkeys(COUNTS, (len(sent), len(sent)))
    installation.run("doorstep.cli.main", "audit", "verify")


def walk_in(station, day, number):
    return json.dumps(
        {
            "id": str(uuid4()), "form": "walk_in", "version": "1", "station": station["id"],
            "on": day, "kind": station["kind"], "who": f"藏A{number:05}", "ended": "helped",
        }
    )  # fmt: skip
