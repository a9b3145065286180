"""A malformed ledger is refused, or applied whole and undone whole; nothing else comes out of it.

A fixed tenth of the thousand files; all of them with DOORSTEP_LONG=full.
"""

import json

import pytest
from django.apps import apps
from django.db import transaction

from doorstep.kit.errors import Refused
from doorstep.people.actions import system_account
from doorstep.people.models import Place
from doorstep.register.roster import read_roster, sentence_of
from doorstep.sync.actions import import_roster, undo_import
from doorstep.sync.models import RosterImport
from doorstep.sync.queries import snapshot
from tests.factories import adopt_method
from tests.share import IS_WHOLE
from tests.sync.malformed import SAMPLES, malformed
from tests.sync.samples import DAY, take

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FILES = 1_000
FILES_A_TEST = 10
SHARE = 1 if IS_WHOLE else 10


@pytest.fixture(scope="module")
def imported_once(django_db_setup, django_db_blocker):
    """Each sample stands in a village already; a malformed one meets it there, or a new place."""
    with django_db_blocker.unblock(), transaction.atomic():
        adopt_method(on=DAY)
        for name in SAMPLES:
            take(name, name.partition(".")[0])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def imported(imported_once, db):
    return imported_once


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def rows():
    return snapshot(Place.objects.order_by("pk").values_list("pk", flat=True))


def take_malformed(seed: int) -> list[str]:
    """What is said about the file of a seed; it is undone where it was applied."""
    known = SAMPLES[seed % len(SAMPLES)].partition(".")[0]
    try:
        roster = read_roster(malformed(seed), today=DAY)
        report = import_roster(
            roster,
            known if seed // 2 % 2 else "new",
            by=system_account(),
            on=DAY,
            filename=f"{seed}.xlsx",
            close_missing=seed % 7 == 0,
        )
    except Refused as refused:
        return [str(refused)]
    json.dumps(report.as_json(), allow_nan=False)
    undo_import(RosterImport.objects.get(pk=report.undo_id), by=system_account(), on=DAY)
    return [sentence_of(remark) for remark in roster.remarks]


@pytest.mark.parametrize("first", range(0, FILES, FILES_A_TEST * SHARE))
def test_a_malformed_ledger_is_refused_or_applied_and_undone_whole(imported, first):
    for seed in range(first, first + FILES_A_TEST * SHARE, SHARE):
        before, counted, imports = rows(), counts(), RosterImport.objects.count()

        said = take_malformed(seed)

        assert all(said), seed
        if RosterImport.objects.count() == imports:
            assert counts() == counted, seed
        assert rows() == before, seed
