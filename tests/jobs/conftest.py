"""An offer to Caoba, and somebody of household A who wishes for work."""

import pytest
from django.utils import translation

from tests.jobs.rows import make_offer, make_wish


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def worker(cast):
    return cast.a.members.get(name="旦增")


@pytest.fixture
def offer(cast, method):
    return make_offer(cast.caoba, by=cast.coordinator)


@pytest.fixture
def wish(cast, method, worker):
    return make_wish(worker, by=cast.coordinator)
