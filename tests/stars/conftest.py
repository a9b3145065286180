"""Criteria of a village and of a town, and the people whom a star needs."""

import pytest
from django.utils import translation

from doorstep.people.choices import Duty, Role
from tests.factories import DAY, make_account
from tests.stars.steps import publish


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def star_set(cast, method):
    """Of Caoba, for its households."""
    return publish(cast.caoba, by=cast.coordinator)


@pytest.fixture
def town_set(cast, method):
    """Of the town, for its villages."""
    return publish(cast.town, by=cast.town_account, name="星级村")


@pytest.fixture
def third(cast, method):
    """Somebody else who decides at Caoba."""
    return make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)], on=DAY)


@pytest.fixture
def second_of_town(cast, method):
    return make_account("town-2", roles=[(Role.TOWN, cast.town)], on=DAY)
