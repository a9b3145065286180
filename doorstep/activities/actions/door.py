"""The code at the door, where it is wished for: whoever scans it says how many came in together."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities.actions.sessions import MOST_OTHERS, tell
from doorstep.activities.choices import ActivityState
from doorstep.activities.models import Activity, DoorSign
from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.stations.actions.boards import make_code
from doorstep.stations.actions.text import guard_same

MOST_TOGETHER = 20


class DoorClosed(Refused):
    message = _("This page is open on the day of the activity alone.")


class TogetherRefused(Refused):
    message = _("How many of you came is a number from 1 to %(most)s.")


@transaction.atomic
def open_door(activity: Activity, *, by: Account, on: date) -> None:
    """Gives an activity a code for its door, which opens on the day of the activity; again it is
    the code there is. DoorClosed for what was called off or is over."""
    _hold(activity)
    if activity.state == ActivityState.CANCELLED or activity.on < on:
        raise DoorClosed
    if activity.door_code is None:
        activity.door_code = make_code()
        activity.save(update_fields=["door_code"])
        tell("open_door", activity, by=by, on=on)


@transaction.atomic
def close_door(activity: Activity, *, by: Account, on: date) -> None:
    """The code opens nothing any more; who came stays counted."""
    _hold(activity)
    if activity.door_code is not None:
        activity.door_code = None
        activity.save(update_fields=["door_code"])
        tell("close_door", activity, by=by, on=on)


@transaction.atomic
def sign_at_door(activity: Activity, *, persons: int, id: UUID, by: Account, on: date) -> None:  # noqa: A002
    """So many persons came in; they count among the others. Sent again under its id, they are the
    same. DoorClosed, TogetherRefused, SentOtherwise."""
    _hold(activity)
    if activity.door_code is None or activity.state == ActivityState.CANCELLED or activity.on != on:
        raise DoorClosed
    if not 1 <= persons <= MOST_TOGETHER:
        raise TogetherRefused(most=MOST_TOGETHER)
    if sent := DoorSign.objects.filter(pk=id).first():
        guard_same(persons=(sent.persons, persons))
        return
    DoorSign.objects.create(id=id, activity=activity, persons=persons)
    activity.others_count = min(activity.others_count + persons, MOST_OTHERS)
    activity.save(update_fields=["others_count"])
    tell("sign_at_door", activity, by=by, on=on)


def _hold(activity: Activity) -> None:
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update(no_key=True))
