"""Every write of method: publishing a version, following one, the calendar."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.files import MethodFiles, read_method
from doorstep.method.models import (
    Adoption,
    Cadence,
    CalendarDay,
    CategoryType,
    Deadline,
    Preference,
    Question,
    Reason,
    Service,
    Version,
)
from doorstep.people.actions import audit, audit_all, put_seat, put_skill
from doorstep.people.models import Account, Place

NOT_TOLD = ("key", "kind", "names", "row")  # of a question: columns of their own


class CalendarNameMissing(Refused):
    message = _("Write what the day is, for example 国庆节.")


@transaction.atomic
def load_method(directory: Path, *, by: Account, on: date) -> tuple[Version, bool]:
    """Publishes what stands in a directory, and answers the version and whether it is new.

    The same content again publishes nothing. Days of its calendar that are not known yet are added
    either way; one that people set stays as it is. MethodFaulty.
    """
    files = read_method(directory)
    _add_days(files, by=by, on=on)
    digest = files.digest
    same = Version.objects.filter(method_key=files.key, digest=digest).first()
    if same is not None:
        return same, False
    number = Version.objects.filter(method_key=files.key).aggregate(last=Max("number"))["last"]
    version = Version.objects.create(
        method_key=files.key,
        number=(number or 0) + 1,
        digest=digest,
        names=files.names,
        category_days=files.category_days,
        objection_days=files.objection_days,
        quiet_days=files.quiet_days,
        summer_from=files.summer_from,
        winter_from=files.winter_from,
        weights=files.weights,
        published_on=on,
        by=by,
    )
    _write_lines(version, files)
    for order, seat in enumerate(files.seats, start=1):
        put_seat(seat.key, dict(seat.names), seat.aliases, order)
    for order, skill in enumerate(files.skills, start=1):
        put_skill(skill.key, dict(skill.names), skill.aliases, order)
    detail = {"method": files.key, "number": version.number, "digest": digest}
    audit("load_method", version, by=by, on=on, detail=detail)
    return version, True


@transaction.atomic
def adopt_version(
    place: Place, version: Version, *, by: Account, start_on: date, on: date | None = None
) -> Adoption:
    """Lets a place, and what lies in it, follow a version from a day on; `on` is the day of the act
    (default: that day). On a day that has an adoption already the version is exchanged."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click adopts once
    adoption = Adoption.objects.filter(place=place, start_on=start_on).first()
    if adoption is None:
        adoption = Adoption.objects.create(place=place, version=version, start_on=start_on, by=by)
    elif adoption.version_id == version.pk:
        return adoption
    else:
        adoption.version = version
        adoption.by = by
        adoption.save(update_fields=["version", "by"])
    audit(
        "adopt_version",
        adoption,
        by=by,
        on=on or start_on,
        place=place,
        detail={"version": str(version)},
    )
    return adoption


@transaction.atomic
def put_calendar_day(
    day: date, *, is_working: bool, names: Mapping[str, str], by: Account, on: date
) -> CalendarDay:
    """Says of a day that it is a holiday, or worked although it is a weekend. Deadlines set before
    stay as they are. CalendarNameMissing."""
    if not any(name.strip() for name in names.values()):
        raise CalendarNameMissing
    row, _is_new = CalendarDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "names": dict(names)}
    )
    audit("put_calendar_day", row, by=by, on=on, detail={"is_working": is_working})
    return row


@transaction.atomic
def remove_calendar_day(day: date, *, by: Account, on: date) -> None:
    """Makes a day what its weekday is again; nothing happens where it is so already."""
    row = CalendarDay.objects.filter(day=day).first()
    if row is not None:
        audit("remove_calendar_day", row, by=by, on=on)
        row.delete()


def _add_days(files: MethodFiles, *, by: Account, on: date) -> None:
    known = set(CalendarDay.objects.values_list("day", flat=True))
    rows = [
        CalendarDay(day=line.day, is_working=line.is_working, names=dict(line.names))
        for line in files.days
        if line.day not in known
    ]
    CalendarDay.objects.bulk_create(rows)
    audit_all("put_calendar_day", [(row, None) for row in rows], by=by, on=on)


def _write_lines(version: Version, files: MethodFiles) -> None:
    reasons = []
    for order, line in enumerate(files.categories):
        category = CategoryType.objects.create(
            version=version,
            kind=line.kind,
            names=line.names,
            aliases=list(line.aliases),
            order=order,
        )
        reasons += [
            Reason(
                category=category,
                key=reason.key,
                names=reason.names,
                fact=reason.fact,
                comparison=reason.comparison,
                value=reason.value,
                order=place,
            )
            for place, reason in enumerate(line.reasons)
        ]
    Reason.objects.bulk_create(reasons)
    Service.objects.bulk_create(
        Service(
            version=version,
            key=service.key,
            kind=service.kind,
            names=service.names,
            first_for=list(service.first_for),
            order=order,
        )
        for order, service in enumerate(files.services)
    )
    Cadence.objects.bulk_create(
        Cadence(version=version, kind=row.kind, category=row.category, every=row.every)
        for row in files.cadences
    )
    Deadline.objects.bulk_create(
        Deadline(
            version=version,
            need_kind=row.need_kind,
            urgency=row.urgency,
            working_days=row.working_days,
        )
        for row in files.deadlines
    )
    Question.objects.bulk_create(
        Question(
            version=version,
            key=row.key,
            kind=row.kind,
            names=row.names,
            told={name: told for name, told in asdict(row).items() if name not in NOT_TOLD},
            order=order,
        )
        for order, row in enumerate(files.questions)
    )
    Preference.objects.bulk_create(
        Preference(
            version=version,
            category=row.category,
            kind=row.kind,
            value=row.value,
            points=row.points,
            names=row.names,
            order=order,
        )
        for order, row in enumerate(files.preferences)
    )
