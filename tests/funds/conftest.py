"""A programme of each place, with money committed for the year of the cast."""

import pytest
from django.utils import translation

from doorstep.funds import actions
from tests.factories import DAY

YEAR = DAY.year
COMMITTED = 1_000_000  # ¥10,000


def found(place, by, *, name="临时救助金", kind="relief", on=DAY, committed=COMMITTED):
    """A programme with money committed to the year."""
    programme = actions.found_programme(
        place, name=name, kind=kind, source="县民政局", start_on=DAY, by=by, on=on
    )
    if committed:
        commit(programme, committed, by=by)
    return programme


def commit(programme, amount, *, by, year=YEAR):
    return actions.commit_money(programme, year=year, amount=amount, decided_on=DAY, by=by, on=DAY)


@pytest.fixture
def relief(cast, method):
    return found(cast.caoba, cast.coordinator)


@pytest.fixture
def aid(cast, method):
    """Of the town, with a commitment that can be paid out at its villages."""
    return found(cast.town, cast.town_account, name="企业帮扶", kind="aid")


@pytest.fixture(autouse=True)
def english():
    """Sentences as the source has them."""
    with translation.override("en"):
        yield
