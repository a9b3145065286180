"""Before a session: planning it, what has to be brought, calling it off; and that it was held."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.actions.sessions import guard_activity, tell
from doorstep.activities.choices import ActivityKind, ActivityState
from doorstep.activities.models import Activity, Material
from doorstep.activities.rules import FARTHEST_AHEAD
from doorstep.kit.errors import Refused
from doorstep.people.models import Account, Helper, Place
from doorstep.stations.actions.text import clean

MATERIAL = pgettext_lazy("activity", "What has to be brought")
MOST_MATERIALS = 60


class PlannedInThePast(Refused):
    message = _("%(day)s is over; record what was held there as an activity.")


class PlannedFarAhead(Refused):
    message = _(
        "An activity is planned at most two years ahead; %(day)s lies after that. Look whether the "
        "year is right."
    )


class ActivityNotPlanned(Refused):
    message = _("“%(title)s” is not planned any more: it was held or called off.")


class HeldInFuture(Refused):
    message = _("It cannot have been held on %(day)s: that day is still to come.")


class TooManyMaterials(Refused):
    message = _("At most %(most)s things stand on one list.")


@transaction.atomic
def plan_activity(
    place: Place,
    *,
    kind: ActivityKind | str,
    title: str,
    planned_on: date,
    by: Account,
    on: date,
    where: str = "",
    led_by: Helper | None = None,
    note: str = "",
) -> Activity:
    """A session that is to be held on a day. PlannedInThePast, PlannedFarAhead, and as
    `record_activity`."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if planned_on < on:
        raise PlannedInThePast(day=planned_on)
    if planned_on > on + FARTHEST_AHEAD:
        raise PlannedFarAhead(day=planned_on)
    activity = Activity(
        place=place,
        kind=ActivityKind(kind),
        title=title,
        on=planned_on,
        where=where,
        led_by=led_by,
        note=note,
        state=ActivityState.PLANNED,
        recorded_by=by,
    )
    guard_activity(activity)
    activity.save(force_insert=True)
    tell("plan_activity", activity, by=by, on=on, detail={"kind": activity.kind})
    return activity


@transaction.atomic
def hold_activity(activity: Activity, *, held_on: date, by: Account, on: date) -> None:
    """A planned session was held, on the day it was planned for or another. ActivityNotPlanned,
    HeldInFuture, and as `record_activity`."""
    _hold_planned(activity)
    if held_on > on:
        raise HeldInFuture(day=held_on)
    activity.on, activity.state = held_on, ActivityState.HELD
    guard_activity(activity)
    activity.save(update_fields=["on", "state"])
    tell("hold_activity", activity, by=by, on=on)


@transaction.atomic
def cancel_activity(activity: Activity, *, by: Account, on: date) -> None:
    """A planned session is called off; what was bought for it stays in the stock.
    ActivityNotPlanned."""
    _hold_planned(activity)
    activity.state = ActivityState.CANCELLED
    activity.save(update_fields=["state"])
    tell("cancel_activity", activity, by=by, on=on)


@transaction.atomic
def add_material(activity: Activity, *, text: str, by: Account, on: date) -> Material:
    """Something that has to be brought along. TextMissing, TextTooLong, IdentityNumberRefused,
    TooManyMaterials."""
    _hold(activity)
    if activity.materials.count() >= MOST_MATERIALS:
        raise TooManyMaterials(most=MOST_MATERIALS)
    material = Material.objects.create(activity=activity, text=clean(text, MATERIAL, most=100))
    tell("add_material", activity, by=by, on=on)
    return material


@transaction.atomic
def tick_material(material: Material, *, is_ready: bool, by: Account, on: date) -> None:
    """It is there, or is not there after all."""
    _hold(material.activity)
    material.is_ready = is_ready
    material.save(update_fields=["is_ready"])
    tell("tick_material", material.activity, by=by, on=on, detail={"is_ready": is_ready})


def _hold(activity: Activity) -> None:
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update(no_key=True))


def _hold_planned(activity: Activity) -> None:
    _hold(activity)
    if activity.state != ActivityState.PLANNED:
        raise ActivityNotPlanned(title=activity.title)
