"""A programme of each place, with money committed for the year of the cast."""

from datetime import timedelta

import pytest
from django.utils import translation

from doorstep.funds import actions
from doorstep.funds.queries import path_of
from tests.factories import DAY

YEAR = DAY.year
COMMITTED = 1_000_000  # ¥10,000


def found(place, by, *, name="临时救助金", kind="other", on=DAY, committed=COMMITTED):
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
    """Of the village, committed by somebody else than who pays it out."""
    programme = found(cast.caoba, cast.coordinator, committed=0)
    commit(programme, COMMITTED, by=cast.second)
    return programme


def decided(need, by, second, *, amount=COMMITTED, path="relief", opened_on=DAY, **more):
    """A claim that a second person granted, two weeks and more later; the day of its decision."""
    claim = actions.open_claim(need, path=path, cause="sudden_event", by=by, on=opened_on, **more)
    day = opened_on
    for stage in path_of(claim).stages[:-1]:
        actions.pass_stage(claim, key=stage.key, done_on=day, by=by, on=day)
        day += timedelta(days=stage.notice_days)
    actions.grant_claim(claim, amount=amount, is_relative=False, by=second, on=day)
    return claim, day


@pytest.fixture
def aid(cast, method):
    """Of the town, with a commitment that can be paid out at its villages."""
    return found(cast.town, cast.town_account, name="企业帮扶", kind="aid")


@pytest.fixture(autouse=True)
def english():
    """Sentences as the source has them."""
    with translation.override("en"):
        yield
