from datetime import timedelta

import pytest

from doorstep.categories.actions import review_household
from doorstep.categories.actions.guards import MeetingOfAnotherVillage, SystemMayNot
from doorstep.categories.actions.reviewing import ReviewBeforeMeeting
from doorstep.categories.models import Review
from doorstep.categories.queries import not_reviewed
from doorstep.kit.periods import Period
from doorstep.people.actions import system_account
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_category, make_meeting


def test_a_look_at_a_household_is_kept_once_a_meeting(cast, method):
    meeting = make_meeting(cast.caoba_team, kind="monthly")

    first = review_household(cast.a, meeting, by=cast.coordinator, on=DAY)
    again = review_household(cast.a, meeting, by=cast.coordinator, on=DAY)

    assert (first, Review.objects.count(), first.on) == (again, 1, DAY)


def test_reviewed_or_decided_is_no_longer_outstanding(cast, method):
    meeting = make_meeting(cast.caoba_team, kind="monthly")
    review_household(cast.a, meeting, by=cast.coordinator, on=DAY)
    make_category(cast.b, cast.second)

    left = not_reviewed(scope_of(cast.caoba), Period(DAY, DAY))

    assert list(left) == [cast.c]


def test_a_review_counts_for_ninety_days(cast, method):
    meeting = make_meeting(cast.caoba_team, kind="monthly")
    review_household(cast.a, meeting, by=cast.coordinator, on=DAY)

    days = (DAY + timedelta(days=89), DAY + timedelta(days=90))

    assert [not_reviewed(scope_of(cast.caoba), Period(DAY, day)).count() for day in days] == [2, 3]


def test_a_review_belongs_to_the_villages_meeting(cast, method):
    with pytest.raises(MeetingOfAnotherVillage):
        review_household(cast.a, make_meeting(cast.xiagou_team), by=cast.coordinator, on=DAY)


def test_a_review_is_not_older_than_its_meeting(cast, method):
    meeting = make_meeting(cast.caoba_team, on=DAY + timedelta(days=1))

    with pytest.raises(ReviewBeforeMeeting):
        review_household(cast.a, meeting, by=cast.coordinator, on=DAY)


def test_the_program_reviews_nobody(cast, method):
    with pytest.raises(SystemMayNot):
        review_household(cast.a, make_meeting(cast.caoba_team), by=system_account(), on=DAY)
