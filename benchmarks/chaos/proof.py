"""What the phones' journals say must lie with the office, held against what lies there:
`python -m benchmarks.chaos.proof JOURNALS DAYS` prints what is lost and what is doubled."""

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.chaos.journals import lines

SHOWN = 5  # of each fault
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
APPLIED, HELD = "applied", "held"


class Faults:
    """How many there are of each, and the first few."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.shown: dict[str, list[str]] = defaultdict(list)

    def add(self, what: str, which: object, count: int = 1) -> None:
        self.counts[what] += count
        if len(self.shown[what]) < SHOWN:
            self.shown[what].append(f"{which}")


def prove(journals: Path, days: int) -> dict[str, Any]:
    """Counts, and the faults by kind. `lost` and `doubled` are forms, not faults of bookkeeping."""
    wrote, told = _journals(journals)
    lost, doubled = Faults(), Faults()
    rows = _rows_of(wrote, lost, doubled)
    visible = _visible(days)
    for digest, row in rows.items():
        one = told.get(digest)
        if one is None:
            lost.add("never answered", digest)
        elif one["status"] in (200, 201) and one["state"] != row["state"]:
            lost.add("told another state", f"{digest} {one} {row}")
        if row["state"] == HELD and str(row["id"]) not in visible:
            lost.add("held and on no screen", row["id"])
        if row["state"] not in (APPLIED, HELD):
            lost.add("neither applied nor held", row["id"])
    applied = {digest: row for digest, row in rows.items() if row["state"] == APPLIED}
    _effects(wrote, applied, lost, doubled)
    _trail(wrote, rows, lost, doubled)
    _files(wrote, rows, lost, doubled)
    return {
        "sent": len(wrote),
        "answered": len(told),
        "applied": len(applied),
        "held": len(rows) - len(applied),
        "because": dict(Counter(row["because"] for row in rows.values() if row["because"])),
        "lost": sum(lost.counts.values()),
        "doubled": sum(doubled.counts.values()),
        "faults": {"lost": lost.shown, "doubled": doubled.shown},
    }


def _journals(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was written by digest, and the answer to each."""
    wrote, told = {}, {}
    for line in lines(folder):
        if "wrote" in line:
            wrote[line["wrote"]] = line
        else:
            told[line["told"]] = line
    return wrote, told


def _rows_of(wrote: dict[str, Any], lost: Faults, doubled: Faults) -> dict[str, Any]:
    """The one row of each form: under its own id, or named as other content of it."""
    from doorstep.sync.models import Submission

    names = ("id", "digest", "same_as_id", "state", "because")
    found = defaultdict(list)
    for row in Submission.objects.values(*names).iterator():
        found[row["digest"]].append(row)
    for digest in found.keys() - wrote.keys():
        doubled.add("nobody wrote it", digest, len(found[digest]))
    rows = {}
    for digest, one in wrote.items():
        here = found.get(digest, [])
        ids = {str(row["id"]) for row in here} | {str(row["same_as_id"]) for row in here}
        if not here or (one["id"] and one["id"] not in ids):
            lost.add("not kept", digest)
            continue
        rows[digest] = here[0]
        if len(here) > 1:
            doubled.add(f"{one['kind']} kept twice", digest, len(here) - 1)
    return rows


def _visible(days: int) -> set[str]:
    """The ids of what waits, on the screens of the villages' coordinators, as they are served."""
    from django.test import Client
    from django.urls import reverse

    from doorstep.kit import clock
    from doorstep.people.models import Account

    today = clock.today()
    clock.today = lambda: today + timedelta(days=days)
    seen: set[str] = set()
    for account in Account.objects.filter(login__regex="^c[0-9]+$"):
        client = Client(headers={"host": "localhost"})
        client.force_login(account)
        answer = client.get(reverse("office:held"))
        seen |= set(UUIDS.findall(answer.content.decode()))
    return seen


def _effects(wrote: dict[str, Any], applied: dict[str, Any], lost: Faults, doubled: Faults) -> None:
    """Each applied form did what it says, once; and nothing was done that no form says."""
    from doorstep.needs.models import Need, Step
    from doorstep.sync.models import RegisterProposal
    from doorstep.visits.models import ServiceGiven, Visit

    must: dict[str, Counter[str]] = defaultdict(Counter)
    for digest in applied:
        one = wrote[digest]
        key = one["id"]
        if one["kind"] == "visit":
            must["visits"][key] = 1
            must["services"].update(f"{key} {service}" for service in one["services"])
            raised = one["needs"] + ("errand" in one["services"])
            if raised:
                must["needs of visits"][key] = raised
        elif one["kind"] == "need":
            must["needs"][key] = 1
        elif one["kind"] == "close":
            must["closings"][one["closes"]] += 1
        else:
            must["proposals"][key] = 1
    needs, steps = Need.objects, Step.objects.filter(need__visit_id=None)
    there = {
        "visits": Visit.objects.values_list("pk"),
        "services": ServiceGiven.objects.values_list("visit_id", "service"),
        "needs of visits": needs.exclude(visit_id=None).values_list("visit_id"),
        "needs": needs.filter(visit_id=None).values_list("pk"),
        "closings": steps.filter(kind__in=["closed", "note"]).values_list("need_id"),
        "proposals": RegisterProposal.objects.values_list("submission_id"),
    }
    for what, query in there.items():
        found = Counter(" ".join(map(str, row)) for row in query.iterator())
        _compare(what, must[what], found, lost, doubled)


def _trail(wrote: dict[str, Any], rows: dict[str, Any], lost: Faults, doubled: Faults) -> None:
    """One line for each visit recorded, for each need raised by itself and for all that is held."""
    from doorstep.people.models import AuditEntry

    must: dict[str, Counter[str]] = defaultdict(Counter)
    for digest, row in rows.items():
        one = wrote[digest]
        if row["state"] == HELD:
            must["hold_submission"][str(row["id"])] = 1
        elif one["kind"] == "visit":
            must["record_visit"][one["id"]] = 1
        elif one["kind"] == "need":
            must["raise_need"][one["id"]] = 1
    alone = set(must["raise_need"])
    for act in ("hold_submission", "record_visit", "raise_need"):
        told = AuditEntry.objects.filter(act=act).values_list("subject_id", flat=True)
        found = Counter(told.iterator())
        if act == "raise_need":  # those of visits are counted with the needs
            found = Counter({key: found[key] for key in alone})
        _compare(f"lines of {act}", must[act], found, lost, doubled)


def _files(wrote: dict[str, Any], rows: dict[str, Any], lost: Faults, doubled: Faults) -> None:
    """The pictures that came in several requests."""
    from doorstep.sync.models import Attachment

    must = Counter(
        f"{rows[digest]['id']} {name}"
        for digest, one in wrote.items()
        if digest in rows and rows[digest]["same_as_id"] is None
        for name in one["files"]
    )
    found = Counter(
        f"{key} {name}" for key, name in Attachment.objects.values_list("submission_id", "name")
    )
    _compare("files", must, found, lost, doubled)


def _compare(
    what: str, must: Counter[str], found: Counter[str], lost: Faults, doubled: Faults
) -> None:
    for key, count in (must - found).items():
        lost.add(what, key, count)
    for key, count in (found - must).items():
        doubled.add(what, key, count)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(prove(Path(sys.argv[1]), int(sys.argv[2]))))
