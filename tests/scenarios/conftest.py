"""The replayed village, played once for all tests of this folder."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import translation

from doorstep.kit import ids
from doorstep.people.actions import system_account
from doorstep.register.actions import set_absence
from doorstep.scenarios.actions import replay
from tests.factories import (
    DAY,
    adopt_method,
    make_group,
    make_helper,
    make_household,
    make_need,
    make_place,
)

UNTIL = date(2026, 11, 25)  # a Wednesday: twelve complete weeks and three days
MILLISECOND = 1_000_000


@pytest.fixture(scope="package")
def niancun(django_db_setup, django_db_blocker):
    """The replay of the story, with what must not change it: another village, and ids that sort
    against their making, as ids of one millisecond now and then do. Rolled back when the folder
    is done, as is what a test changes."""
    backwards = count(2_000_000_000_000 * MILLISECOND, -MILLISECOND)
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        make_neighbours()
        patch.setattr(ids, "time", SimpleNamespace(time_ns=lambda: next(backwards)))
        played = replay("niancun", until=UNTIL, today=UNTIL, progress=lambda _line: None)
        patch.undo()
        yield played
        transaction.set_rollback(True)


def make_neighbours():
    """Another village, with codes and a name that the story has too."""
    village = make_place("neighbours")
    adopt_method(village)
    make_helper(village, "旺青桑布")
    group = make_group(village, "一组")
    here, away = (make_household(village, code, group=group) for code in ("NC1-001", "NC1-020"))
    make_need(here)
    back_on = UNTIL + timedelta(days=30)
    set_absence(away, until_on=back_on, by=system_account(), on=DAY)


@pytest.fixture(scope="module")
def luojiang(request, django_db_setup, django_db_blocker):
    """The replay of the town, played once for the tests of one file. Where a test of the file asks
    for the village, too, that is played first: it stays for longer, and of two transactions the
    one begun last has to end first, else these rows stay with it."""
    of_file = [item for item in request.session.items if item.path == request.path]
    if any("niancun" in item.fixturenames for item in of_file):
        request.getfixturevalue("niancun")
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("en"):  # the terminal's
            played = replay("luojiang", until=UNTIL, today=UNTIL, progress=lambda _line: None)
        yield played
        transaction.set_rollback(True)
