"""Collect's forms as they were published, and the lists that go with them."""

import csv
import hashlib
import io
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from doorstep.method.choices import NeedKind
from doorstep.method.models import Version
from doorstep.needs.models import Need
from doorstep.people.models import Helper
from doorstep.register.models import Access
from doorstep.sync.models import Device, PublishedForm, Submission
from doorstep.sync.queries.caseload import Caseload, cursor_of, households_with
from doorstep.sync.rules import EDITION, FORMS, HOUSEHOLDS, NEEDS, XFORMS
from doorstep.visits.choices import Channel, DutyState

LISTS = {"visit": (HOUSEHOLDS, NEEDS), "need": (HOUSEHOLDS,), "close": (HOUSEHOLDS, NEEDS)}
COLUMNS = {
    HOUSEHOLDS: (
        "name", "label", "__version", "code", "group", "phone", "best_time", "last_visit",
        "open_needs", "due", "away_until",
    ),
    NEEDS: ("name", "label", "__version", "household", "kind", "deadline", "seen"),
}  # fmt: skip


def forms_under(version: Version) -> list[PublishedForm]:
    """What phones are offered that follow a version: each form in the edition of today."""
    rows = PublishedForm.objects.filter(version=version, edition=EDITION)
    return sorted(rows, key=lambda row: XFORMS.index(row.form))


def find_form(form: str, form_version: str) -> PublishedForm | None:
    """A form that was published at any time."""
    return PublishedForm.objects.filter(form=form, form_version=form_version).first()


def is_published(form: str, form_version: str) -> bool:
    """Whether that form was published at any time."""
    return PublishedForm.objects.filter(form=form, form_version=form_version).exists()


def change_token(device: Device, name: str, day: date) -> str:
    """What a phone compares to know whether a list is new: it need not fetch the list for that."""
    said = f"{device.pk} {name} {cursor_of(device.helper, day)}"
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


def entity_list(name: str, caseload: Caseload) -> str:
    """A list as CSV: the households of the caseload, or their open needs.

    A phone takes a row whose version is not below its own; the caseload's revision rises with
    every change of any of its rows.
    """
    version = caseload.helper.caseload_revision + 1
    rows = _households(caseload) if name == HOUSEHOLDS else _needs(caseload)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"__version": version} for row in rows)
    return file.getvalue()


def gone_from(helper: Helper, name: str, ids: Iterable[UUID], day: date) -> dict[UUID, bool]:
    """Of rows that a phone has: whether each is off its list. Of a row that the helper never had
    nothing is said: it may be the phone's own, which is not here yet."""
    asked = set(ids)
    ever = Access.objects.filter(helper=helper).values("household")
    now = households_with(helper, day)
    if name == HOUSEHOLDS:
        known = set(Access.objects.filter(helper=helper, household__in=asked).values_list(
            "household", flat=True))  # fmt: skip
        there = set(now.filter(pk__in=asked).values_list("pk", flat=True))
    else:
        needs = Need.objects.filter(pk__in=asked).unsealed()
        known = set(needs.filter(household__in=ever).values_list("pk", flat=True))
        there = set(
            needs.filter(household__in=now.values("pk")).open_on(day).values_list("pk", flat=True)
        )
    return {key: key not in there for key in known}


def _households(caseload: Caseload) -> Iterable[dict[str, Any]]:
    for one in caseload.households:
        named = filter(None, (one["head"], one["code"], one["group"]))
        due = [duty["until"] for duty in one["duties"] if duty["state"] == DutyState.LEFT]
        yield {
            "name": one["id"],
            "label": " · ".join(named),
            "code": one["code"],
            "group": one["group"],
            "phone": one["phone"],
            "best_time": one["best_time"],
            "last_visit": one["last"][0]["on"] if one["last"] else "",
            "open_needs": len(one["needs"]),
            "due": min(due, default=""),
            "away_until": one["away_until"],
        }


def _needs(caseload: Caseload) -> Iterable[dict[str, Any]]:
    for household in caseload.households:
        for one in household["needs"]:
            kind = NeedKind(one["kind"])
            yield {
                "name": one["id"],
                "label": one["text"] or str(kind.label),
                "household": household["id"],
                "kind": kind.value,
                "deadline": one["deadline"],
                "seen": one["version"],
            }


def is_known_form(submission: Submission, published: bool | None = None) -> bool:
    """Whether its form can be read: the field page's few versions, each that was published to
    Collect (`published` where that was asked before)."""
    if submission.channel == Channel.COLLECT:
        if published is not None:
            return published
        return is_published(submission.form, submission.form_version)
    return (submission.form, submission.form_version) in FORMS
