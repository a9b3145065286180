"""Activities as their team sees them."""

from datetime import date

from django.db.models import Count, QuerySet

from doorstep.activities.choices import ActivityState
from doorstep.activities.models import Activity, Attendee
from doorstep.activities.models.sessions import ActivityQuerySet
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account
from doorstep.people.queries import villages_for
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head


def activities_for(account: Account, on: date) -> ActivityQuerySet:
    """The activities of the account's own villages, each with `households_count` and
    `people`, the latest first."""
    villages = villages_for(account, on).values("pk")
    activities = Activity.objects.filter(place__in=villages).select_related("place", "led_by")
    return activities.with_people().annotate(
        households_count=Count("attendees__household", distinct=True)
    )


def get_activity_for(account: Account, activity_id: object, on: date) -> Activity:
    """An activity of the account's villages; else NotVisible."""
    activity = activities_for(account, on).filter(pk=activity_id).first()
    if activity is None:
        raise NotVisible
    return activity


def find_door(code: str, on: date) -> Activity:
    """The activity whose door a code opens today, for anybody; else NotVisible."""
    found = Activity.objects.filter(door_code=code, on=on).exclude(state=ActivityState.CANCELLED)
    activity = found.select_related("place").first()
    if activity is None:
        raise NotVisible
    return activity


def households_at(account: Account, activity: Activity, on: date) -> QuerySet[Household]:
    """Which households came, of those the account sees whole, with `head_name`."""
    came = activity.attendees.values("household")
    return with_head(households_seen_whole(account, on).filter(pk__in=came)).order_by("code")


def old_attendees(before: date) -> QuerySet[Attendee]:
    """Who came to activities held before a day."""
    return Attendee.objects.filter(activity__on__lt=before)
