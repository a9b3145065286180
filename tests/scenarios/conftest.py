"""The replayed village, played once for all tests of this folder."""

from datetime import date

import pytest
from django.db import transaction

from doorstep.scenarios.actions import replay

UNTIL = date(2026, 11, 25)  # a Wednesday: twelve complete weeks and three days


@pytest.fixture(scope="package")
def niancun(django_db_setup, django_db_blocker):
    """The replay of the story; rolled back when the folder is done, as is what a test changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield replay("niancun", until=UNTIL, today=UNTIL, progress=lambda _line: None)
        transaction.set_rollback(True)
