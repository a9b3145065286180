"""A partner of the town and one of a village, with sentences as the source has them."""

import pytest
from django.utils import translation

from doorstep.partners import actions
from tests.factories import DAY


@pytest.fixture
def partner(cast, method):
    """A partner of the town."""
    return actions.add_partner(
        cast.town, name="电力公司", since_on=DAY, contact_name="张工", contact_at="0886-1",
        by=cast.town_account, on=DAY,
    )  # fmt: skip


@pytest.fixture
def of_village(cast, method):
    """A partner of the village Caoba."""
    return actions.add_partner(cast.caoba, name="基金会", since_on=DAY, by=cast.coordinator, on=DAY)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
