"""A campaign of the town for every household of the cast, and one of villages that repeats."""

from datetime import date

import pytest
from django.utils import translation

from doorstep.campaigns import actions
from doorstep.campaigns.rules import ListRule
from tests.factories import DAY

DEADLINE = date(2026, 7, 31)


def begin(place, by, *, kind="toilets", title="户厕改造", unit_kind="household", **more):
    """A campaign that began with the cast."""
    given = {"rule": ListRule(), "start_on": DAY, "deadline_on": DEADLINE, "on": DAY} | more
    return actions.begin_campaign(
        place, kind=kind, title=title, unit_kind=unit_kind, by=by, **given
    )


def unit_of(campaign, household):
    return campaign.units.get(household=household)


@pytest.fixture
def toilets(cast):
    return begin(cast.town, cast.town_account, pay=50_000)


@pytest.fixture
def cleanups(cast):
    return begin(
        cast.town, cast.town_account, kind="clean_up", title="村庄清洁", unit_kind="village",
        pace="weekly", deadline_on=None,
    )  # fmt: skip


@pytest.fixture
def waste(cast):
    return begin(
        cast.town, cast.town_account, kind="waste", title="垃圾清运", unit_kind="village",
        pace="trips", deadline_on=None,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    """Sentences as the source has them."""
    with translation.override("en"):
        yield
