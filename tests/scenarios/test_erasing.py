"""Erasing a household of the story: every closed number stays, and says what is gone."""

from datetime import timedelta

import pytest

from doorstep.categories.models import Category
from doorstep.figures.models import ErasedRows
from doorstep.figures.queries import ALL_FIGURES, measure, measure_all
from doorstep.figures.rules import closed_windows
from doorstep.kit.weeks import Week
from doorstep.needs.models import Placement, Works
from doorstep.packs.queries import week_pack
from doorstep.people.actions import system_account
from doorstep.people.models import Team
from doorstep.people.queries import scope_of
from doorstep.register.models import Household
from doorstep.rights.actions import erase_household
from doorstep.scenarios.queries import count_replay, counted_periods
from tests.scenarios.conftest import UNTIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
DAY = UNTIL + timedelta(days=1)


def numbers(niancun):
    """Every figure of every closed window, by village and town."""
    windows = closed_windows(niancun.from_on, DAY)
    places = [niancun.place, *([niancun.place.parent] if niancun.place.parent else [])]
    return {
        (place.code, period, one.figure.key): one.value
        for place in places
        for period in sorted(windows)
        for one in measure_all(ALL_FIGURES, scope_of(place), period)
    }


def chosen(niancun):
    """Households of every kind: mediated, placed in work, asking for a bridge, and plain ones."""
    here = Household.objects.filter(village=niancun.place)
    return {
        Category.objects.filter(kind="red", household__in=here).first().household_id,
        Category.objects.filter(kind="blue", household__in=here).first().household_id,
        Placement.objects.filter(household__in=here).first().household_id,
        Works.objects.exclude(need__household=None).first().need.household_id,
        *here.filter(categories=None).values_list("pk", flat=True)[:2],
    }


def test_closed_numbers_stay_when_households_are_erased(niancun):
    before, counted = numbers(niancun), count_replay(niancun)
    pack = week_pack(Team.objects.get(place=niancun.place), Week.of(UNTIL).shift(-2))
    keys = chosen(niancun)

    for key in keys:
        household = Household.objects.get(pk=key)
        also = counted_periods(niancun.place)
        erase_household(household, by=system_account(), on=DAY, also=also)

    after = numbers(niancun)
    assert {key: (value, after[key]) for key, value in before.items() if after[key] != value} == {}
    assert [(row.key, row.counted) for row in count_replay(niancun)] == [
        (row.key, row.counted) for row in counted
    ]
    again = week_pack(Team.objects.get(place=niancun.place), Week.of(UNTIL).shift(-2))
    assert [section.figures for section in again.sections] == [
        section.figures for section in pack.sections
    ]


def test_a_closed_number_says_how_many_of_its_rows_were_erased(niancun):
    household = Household.objects.get(pk=min(chosen(niancun)))
    week = sorted(closed_windows(niancun.from_on, DAY))[1]

    erase_household(household, by=system_account(), on=DAY)

    counted = measure(ALL_FIGURES["households"], scope_of(niancun.place), week)
    assert (counted.value, counted.erased) == (197, 1)
    assert ErasedRows.objects.filter(key="households").count() > 12
