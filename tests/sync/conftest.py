"""The whole ledger of Niancun is imported once a module; every test begins from there."""

import pytest
from django.db import transaction

from tests.factories import adopt_method
from tests.sync.samples import DAY, take


@pytest.fixture(scope="module")
def niancun_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        adopt_method(on=DAY)
        yield take("niancun-197.xlsx")
        transaction.set_rollback(True)


@pytest.fixture
def niancun(niancun_once, db):
    """What that import answered. A module that uses it once uses it in every test."""
    return niancun_once


@pytest.fixture
def version(db):
    return adopt_method(on=DAY)
