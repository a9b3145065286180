"""What every visit asks at once says the same as the questions one by one."""

from datetime import timedelta

import pytest
from django.db import transaction

from doorstep.method.actions import adopt_version
from doorstep.method.queries import NoMethodAdopted, version_at
from doorstep.people.actions import end_helper, give_role, system_account
from doorstep.people.queries import helpers_at
from doorstep.register.actions import end_access
from doorstep.register.models import Access, Declined
from doorstep.register.queries import is_declined, last_day_with_helper
from doorstep.visits.queries import ground_of
from tests.factories import DAY, load_method

pytestmark = pytest.mark.django_db
DAYS = [DAY + timedelta(days=days) for days in (-1, 0, 6, 7, 8, 30)]
LATER = DAY + timedelta(days=7)


def asked_at_once(household, helper, day):
    with transaction.atomic():
        ground = ground_of(household, helper, household.pk, day)
    return (ground.last_day, ground.is_in_team, ground.is_declined, ground.version_id)


def asked_one_by_one(household, helper, day):
    try:
        version_id = version_at(household.village, day).pk
    except NoMethodAdopted:
        version_id = None
    return (
        last_day_with_helper(household, helper, day),
        helpers_at(household.village, day).filter(pk=helper.pk).exists(),
        is_declined(household, helper, day),
        version_id,
    )


def as_it_began(cast):
    """Nothing more happens."""


def given_up(cast):
    end_access(
        Access.objects.get(household=cast.a, helper=cast.tashi), by=cast.coordinator, on=LATER
    )


def off_the_team(cast):
    end_helper(cast.tashi, by=cast.coordinator, on=LATER)


def not_wanted(cast):
    Declined.objects.create(household=cast.a, helper=cast.tashi, start_on=DAY, end_on=LATER)


def coordinating(cast):
    give_role(cast.tashi_account, "coordinator", cast.county, by=cast.coordinator, on=LATER)


def following(cast):
    version = load_method()
    adopt_version(cast.county, version, by=system_account(), start_on=DAY)
    adopt_version(cast.caoba, version, by=system_account(), start_on=LATER)


@pytest.mark.parametrize(
    "happens", [as_it_began, given_up, off_the_team, not_wanted, coordinating, following]
)
def test_at_once_or_one_by_one_the_answer_is_the_same(cast, happens):
    happens(cast)

    for household in (cast.a, cast.c, cast.d):
        at_once = [asked_at_once(household, cast.tashi, day) for day in DAYS]

        assert at_once == [asked_one_by_one(household, cast.tashi, day) for day in DAYS]
