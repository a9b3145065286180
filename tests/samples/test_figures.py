"""What is counted of samples, and what stays of them when a household is erased."""

from datetime import timedelta

import pytest

from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.register.models import Household
from doorstep.samples import actions as samples
from doorstep.samples.figures import FIGURES
from doorstep.samples.models import Sample
from doorstep.samples.queries import standing_of
from tests.factories import DAY
from tests.samples.made import make_lab, make_trip, measure, receive, take

LATER = DAY + timedelta(days=10)


@pytest.fixture
def sample(cast):
    trip, lab = make_trip(cast.caoba), make_lab(cast.caoba)
    sample = take(trip, cast.tashi, household=cast.a, where="A-001 院内水井")
    take(trip, cast.tashi, "W-02", where="A-001 门前泉眼")
    receive(sample, lab)
    measure(sample, on=LATER)
    samples.tell_result(sample, how="phone", told_on=LATER, by=cast.coordinator, on=LATER)
    return sample


def counted(place, period):
    scope = scope_of(place)
    return {one.key: one.rows(scope, period).count() for one in FIGURES}


def test_a_sample_is_counted_on_the_day_of_each_step(cast, sample):
    assert counted(cast.caoba, Period(DAY, DAY)) == {
        "samples": 2, "samples_at_lab": 1, "samples_measured": 0, "samples_told": 0,
    }  # fmt: skip
    assert counted(cast.caoba, Period(LATER, LATER)) == {
        "samples": 0, "samples_at_lab": 0, "samples_measured": 1, "samples_told": 1,
    }  # fmt: skip
    assert set(counted(cast.xiagou, Period(DAY, LATER)).values()) == {0}


def test_of_an_erased_household_a_sample_stays_and_does_not_say_whose(cast, sample):
    gone = samples.erase_rows(Household.objects.get(pk=cast.a.pk))

    sample.refresh_from_db()
    assert (gone, sample.household, sample.where) == (1, None, "")
    assert Sample.objects.get(code="W-02").where == "▇ 门前泉眼"
    assert counted(cast.caoba, Period(DAY, LATER))["samples"] == 2
    assert len(standing_of(sample, LATER).findings) == 1
