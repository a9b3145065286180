"""Sessions that were held, and who came."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities.choices import ActivityKind, ActivityState
from doorstep.activities.models import Activity, Attendee
from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.register.models import Household

MOST_OTHERS = 100_000
MOST_LETTERS = {"title": 150, "where": 100, "note": 300}
CHANGEABLE = ("kind", "title", "on", "where", "led_by", "others_count", "note")


class TitleMissing(Refused):
    message = _("Write what the activity was.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class CountRefused(Refused):
    message = _("How many others came is a number from 0 to %(most)s.")


class ActivityRecordedAlready(Refused):
    message = _("“%(title)s” on %(day)s is on record already; change it there.")


class LeaderNotInTeam(Refused):
    message = _("%(name)s is not in the team of %(place)s on that day; choose another.")


class AttendeeOfAnotherPlace(Refused):
    message = _("Household %(code)s does not belong to %(place)s.")


class ActivityNotHeld(Refused):
    message = _("“%(title)s” is planned and not held yet; record first that it was held.")


class AttendeeNotActive(Refused):
    message = _("Household %(code)s was not on the register on %(day)s.")


@transaction.atomic
def record_activity(
    place: Place,
    *,
    kind: ActivityKind | str,
    title: str,
    on: date,
    by: Account,
    where: str = "",
    led_by: Helper | None = None,
    others_count: int = 0,
    note: str = "",
    households: Iterable[Household] = (),
) -> Activity:
    """Records a session held on a day, which households came and how many others.
    TitleMissing, TextTooLong, CountRefused, ActivityRecordedAlready, LeaderNotInTeam,
    AttendeeOfAnotherPlace, AttendeeNotActive."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click records once
    activity = Activity(
        place=place,
        kind=ActivityKind(kind),
        title=title,
        on=on,
        where=where,
        led_by=led_by,
        others_count=others_count,
        note=note,
        recorded_by=by,
    )
    guard_activity(activity)
    activity.save(force_insert=True)
    _write_attendees(activity, households)
    tell("record_activity", activity, by=by, on=on, detail={"kind": activity.kind})
    return activity


@transaction.atomic
def change_activity(
    activity: Activity,
    *,
    by: Account,
    on: date,
    households: Iterable[Household] | None = None,
    **fields: Any,
) -> None:
    """Mends a record: fields of CHANGEABLE (the day it was held as `held_on`); `households` is
    who came after all, None leaves them; of a household that came before it stays how many,
    and whoever is taken out of use stays: no list shows them any more. Refuses as
    `record_activity` does."""
    if "held_on" in fields:
        fields["on"] = fields.pop("held_on")
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"no such field of an activity: {', '.join(sorted(unknown))}")
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update(no_key=True))
    for field, value in fields.items():
        setattr(activity, field, ActivityKind(value) if field == "kind" else value)
    guard_activity(activity)
    activity.save(update_fields=list(fields))
    if households is not None:
        wanted = {one.pk: one for one in households}
        for household in wanted.values():
            guard_attendee(activity, household)
        gone = activity.attendees.filter(household__in=Household.objects.in_use())
        gone.exclude(household__in=wanted).delete()
        stay = set(activity.attendees.values_list("household", flat=True))
        _write_attendees(activity, (one for pk, one in wanted.items() if pk not in stay))
    elif "on" in fields:
        for attendee in activity.attendees.select_related("household"):
            guard_attendee(activity, attendee.household)
    changed = sorted([*fields, *(["households"] if households is not None else [])])
    tell("change_activity", activity, by=by, on=on, detail={"fields": changed})


def guard_activity(activity: Activity) -> None:
    """What an activity says of itself, stripped and checked. TitleMissing, TextTooLong,
    CountRefused, LeaderNotInTeam, ActivityRecordedAlready."""
    for field, most in MOST_LETTERS.items():
        text = getattr(activity, field).strip()
        setattr(activity, field, text)
        if len(text) > most:
            raise TextTooLong(count=len(text), most=most)
    if not activity.title:
        raise TitleMissing
    if not 0 <= activity.others_count <= MOST_OTHERS:
        raise CountRefused(most=MOST_OTHERS)
    if activity.led_by is not None:
        here = Helper.objects.filter(live_on(activity.on), team__place=activity.place)
        if not here.filter(pk=activity.led_by.pk).exists():
            raise LeaderNotInTeam(name=activity.led_by.name, place=activity.place.name)
    same = Activity.objects.exclude(state=ActivityState.CANCELLED).filter(
        place=activity.place,
        kind=activity.kind,
        title=activity.title,
        on=activity.on,
        where=activity.where,
    )
    if same.exclude(pk=activity.pk).exists():
        raise ActivityRecordedAlready(title=activity.title, day=activity.on)


def guard_attendee(activity: Activity, household: Household) -> None:
    """AttendeeOfAnotherPlace, AttendeeNotActive."""
    if household.village_id != activity.place_id:
        raise AttendeeOfAnotherPlace(code=household.code, place=activity.place.name)
    if not household.is_active(activity.on):
        raise AttendeeNotActive(code=household.code, day=activity.on)


def _write_attendees(activity: Activity, households: Iterable[Household]) -> None:
    once = {household.pk: household for household in households}
    for household in once.values():
        guard_attendee(activity, household)
    Attendee.objects.bulk_create(
        [Attendee(activity=activity, household=household) for household in once.values()]
    )


def tell(
    act: str, activity: Activity, *, by: Account, on: date, detail: dict[str, Any] | None = None
) -> None:
    """Writes the trail's entry about an activity."""
    audit(act, activity, by=by, on=on, place=activity.place_id, detail=detail)
