"""`doorstep nightly`."""

from datetime import timedelta

import pytest

from doorstep.kit.clock import now, today
from doorstep.people.models import AuditEntry
from doorstep.sync.models import ImportedChange, RosterImport

pytestmark = pytest.mark.django_db(transaction=True)  # a log in use cannot be shortened


def test_nightly_says_first_what_it_will_do(cast, run):
    old = now() - timedelta(days=32)
    AuditEntry.objects.filter(place=cast.caoba).update(at=old)
    count = AuditEntry.objects.filter(place=cast.caoba).count()

    code, answer, err = run("nightly", "--dry-run", "--json")

    assert (code, answer["steps"][0]) == (
        0,
        {"name": "clock_times", "due": count, "done": None},
    )
    assert err.splitlines()[0].endswith(f": {count}")
    assert AuditEntry.objects.filter(at=old).count() == count


def test_nightly_empties_old_clock_times_once(cast, run):
    AuditEntry.objects.filter(place=cast.caoba).update(at=now() - timedelta(days=32))
    count = AuditEntry.objects.filter(place=cast.caoba).count()
    young = AuditEntry.objects.exclude(place=cast.caoba).count()

    _code, first, _err = run("nightly", "--json")
    _code, second, _err = run("nightly", "--json")

    assert [one["steps"][0]["done"] for one in (first, second)] == [count, 0]
    assert AuditEntry.objects.filter(place=cast.caoba, at=None).count() == count
    assert AuditEntry.objects.exclude(at=None).count() == young + 1
    assert run("audit", "verify")[0] == 0


def test_nightly_drops_what_was_kept_for_old_undos(cast, run):
    old = RosterImport.objects.create(
        place=cast.caoba, filename="台账.xlsx", digest="", on=today() - timedelta(days=31),
        by=cast.coordinator,
    )  # fmt: skip
    ImportedChange.objects.create(
        roster_import=old, order=1, act="change", model="register.household", row_id=str(cast.a.pk),
        before={"phone": "19900000009"},
    )  # fmt: skip

    _code, said, _err = run("nightly", "--dry-run", "--json")
    kept = ImportedChange.objects.count()
    _code, answer, _err = run("nightly", "--json")

    steps = [
        next(one for one in told["steps"] if one["name"] == "old_undos") for told in (said, answer)
    ]
    assert [(one["due"], one["done"]) for one in steps] == [(1, None), (1, 1)]
    assert (kept, ImportedChange.objects.count()) == (1, 0)
