"""`doorstep nightly`."""

import json
from datetime import timedelta

import pytest

from doorstep.cli.main import main
from doorstep.kit.clock import now
from doorstep.people.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)  # a log in use cannot be shortened


@pytest.fixture
def run(capsys):
    def run_it(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run_it


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
