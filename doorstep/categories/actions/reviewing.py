"""A meeting looks at a household and leaves everything as it is."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions.guards import guard_meeting, guard_person, note_act
from doorstep.categories.models import Review
from doorstep.kit.errors import Refused
from doorstep.meetings.models import Meeting
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household


class ReviewBeforeMeeting(Refused):
    message = _("The meeting is on %(day)s; nobody can have been reviewed there earlier.")


@transaction.atomic
def review_household(household: Household, meeting: Meeting, *, by: Account, on: date) -> Review:
    """Notes that a meeting looked at a household; the same again is answered as it is.
    SystemMayNot, MeetingOfAnotherVillage, ReviewBeforeMeeting."""
    guard_person(by)
    guard_open(household, on)
    guard_meeting(household, meeting)
    if on < meeting.on:
        raise ReviewBeforeMeeting(day=meeting.on)
    held = Review.objects.filter(household=household, meeting=meeting).first()
    if held is not None:
        return held
    review = Review.objects.create(household=household, meeting=meeting, on=on, by=by)
    note_act("review_household", review, household, by=by, on=on)
    return review
