"""A scheme of Caoba with two who take part."""

import pytest
from django.utils import translation

from tests.factories import DAY
from tests.points.made import make_scheme, take_part


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": DAY}


@pytest.fixture
def scheme(cast, method):
    return make_scheme(cast.caoba, by=cast.coordinator)


@pytest.fixture
def yangjin(cast, scheme):
    """The head of the first household, who takes part."""
    member = cast.a.members.get(relation="head")
    take_part(member, by=cast.coordinator)
    return member


@pytest.fixture
def basang(cast, scheme):
    """The head of the second household, who takes part."""
    member = cast.b.members.get(relation="head")
    take_part(member, by=cast.coordinator)
    return member
