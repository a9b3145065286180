"""Helpers' phones against a server that is killed, answers that are lost, requests that come twice
and in another order, households handed over and methods published meanwhile."""

import json
import time
from datetime import date

import pytest

from benchmarks.chaos.forms import Form, Writer
from benchmarks.chaos.headers import DAYS, KILL
from benchmarks.chaos.journals import Journal
from benchmarks.chaos.points import stages
from benchmarks.chaos.running import served
from benchmarks.chaos.sending import Line
from tests.chaos.conftest import FIXED

pytestmark = [pytest.mark.long, pytest.mark.django_db]  # on either database
ALL_FAULTS = {
    "asked to die", "connection cut", "answer lost", "doubled at once", "doubled later",
}  # fmt: skip

ROUND_ABOUT = ["before the request", "before commit", "after commit", "before the answer"]
WRITTEN = [
    "visits_visit", "visits_servicegiven", "needs_need", "needs_step", "people_auditentry",
    "sync_submission",
]  # fmt: skip


def test_a_thousand_forms_of_twenty_phones_are_each_applied_or_held_and_seen_once(ran):
    found = ran

    assert (found["faults"], found["lost"], found["doubled"]) == (
        {"lost": {}, "doubled": {}}, 0, 0,
    )  # fmt: skip
    assert (found["sent"], found["answered"]) == (FIXED.submissions, FIXED.submissions)
    assert found["applied"] + found["held"] == FIXED.submissions
    assert set(found["done"]) >= ALL_FAULTS
    assert found["killed"] > 0
    assert {act: found["office"][act] > 0 for act in ("hand_over", "publish", "revoke")} == {
        "hand_over": True, "publish": True, "revoke": True,
    }  # fmt: skip


def test_killed_before_and_after_every_statement_of_a_visit_it_is_there_once(ran, installation):
    folder, days = installation.folder, ran["days"]
    village = json.loads((folder / "village.json").read_text("utf-8"))
    told = village["phones"][0]
    journal, before = Journal(folder / "journals", len(village["phones"])), len(stages(folder))
    writer = FullVisits(told, date.fromisoformat(village["day"]))
    line = Line(FIXED.port, 0, 1)
    auth = {"Authorization": f"Bearer {told['token']}", DAYS: f"{days}"}

    points, sent = RisingAndFalling(), 0
    with served(installation, FIXED.port):
        for at in points:
            sent += 1
            form = writer.full()
            journal.wrote(form)
            body = json.dumps({"records": [form.body.decode()]}).encode()
            first = line.once("/field/api/records", body, auth | {KILL: f"{at}"})
            answer = first or until_answered(line, body, auth)
            (said,) = json.loads(answer.body)["answers"]
            journal.told(form, said["status"], said["state"])
            points.told(was_killed=first is None)
    line.close()
    journal.close()

    killed = set(stages(folder)[before:])
    written = [f'{when} INSERT INTO "{table}"' for table in WRITTEN for when in ("before", "after")]
    assert [one for one in [*ROUND_ABOUT, *written] if one not in killed] == []
    found = installation.ask("chaos.proof", folder / "journals", days)
    assert (found["lost"], found["doubled"], found["faults"]) == (
        0, 0, {"lost": {}, "doubled": {}},
    )  # fmt: skip
    assert found["sent"] == FIXED.submissions + sent


class RisingAndFalling:
    """The points of a form from the first to beyond the last, and the last ones once more from
    above: a server that was not killed just now has fewer. How many is different from thread to
    thread, so the very last one is asked for by its name."""

    BEYOND, AGAIN = 3, 8

    def __init__(self):
        self.at = self.passed = 0

    def __iter__(self):
        while self.passed < self.BEYOND:
            self.at += 1
            yield self.at
        for number in range(self.AGAIN):
            yield self.at - self.BEYOND - number
        yield ROUND_ABOUT[-1]

    def told(self, *, was_killed):
        self.passed = 0 if was_killed else self.passed + 1


class FullVisits(Writer):
    """Visits that say all that a visit can: services, an errand, a need."""

    def __init__(self, told, day):
        super().__init__(told, 0)
        self.day = day

    def full(self) -> Form:
        services, home = ("errand", "policy"), self.households[0]
        said = self._head("visit", self._key(), self.day, home) | {
            "on": f"{self.day}", "mode": "on_site", "result": "met", "services": services,
            "needs": [self._words_of_need()], "note": "一切都好",
            "changes": [{"kind": "phone", "value": f"199{self.rng.randrange(10**8):08}"}],
        }  # fmt: skip
        return Form(said["id"], "visit", self._body(said), services, 1)


def until_answered(line, body, auth):
    for _try in range(600):
        if (answer := line.once("/field/api/records", body, auth)) is not None:
            return answer
        time.sleep(0.02)
    raise AssertionError("the server did not come back")
