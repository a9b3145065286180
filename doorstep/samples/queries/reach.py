"""Whose samples: of villages one coordinates all; a helper's own, and those of no household or of
a household on the own list."""

from datetime import date

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import reach_of
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole
from doorstep.samples.models import Lab, LabColumn, LabFile, Result, Sample


def samples_for(account: Account, on: date) -> QuerySet[Sample]:
    """The samples that an account may see on a day."""
    reach = reach_of(account, on)
    led = reach.by_role.get(Role.COORDINATOR, frozenset())
    seen = Q(household=None) | Q(household__in=households_seen_whole(account, on).values("pk"))
    if reach.helpers:
        seen |= Q(taken_by__in=reach.helpers)
    mine = Q(place__in=led) | (Q(place__in=reach.team_villages) & seen)
    rows = _in_use().filter(mine)
    return rows.select_related("place", "activity", "household", "taken_by")


def get_sample_for(account: Account, sample_id: object, on: date) -> Sample:
    """A sample that the account may see; else NotVisible."""
    return _found(samples_for(account, on).filter(pk=sample_id).first())


def get_led_sample_for(account: Account, sample_id: object, on: date) -> Sample:
    """A sample of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    return _found(samples_for(account, on).filter(place__in=led, pk=sample_id).first())


def labs_for(account: Account, on: date) -> QuerySet[Lab]:
    """The laboratories of villages that the account coordinates."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    return Lab.objects.filter(place__in=led).select_related("place")


def get_lab_for(account: Account, lab_id: object, on: date) -> Lab:
    """A laboratory of a village that the account coordinates; else NotVisible."""
    return _found(labs_for(account, on).filter(pk=lab_id).first())


def get_lab_file_for(account: Account, file_id: object, on: date) -> LabFile:
    """A laboratory's file in a village that the account coordinates; else NotVisible."""
    files = LabFile.objects.filter(lab__in=labs_for(account, on).values("pk"))
    return _found(files.select_related("lab__place", "by").filter(pk=file_id).first())


def get_lab_column_for(account: Account, column_id: object, on: date) -> LabColumn:
    """A heading of a laboratory in a village that the account coordinates; else NotVisible."""
    columns = LabColumn.objects.filter(lab__in=labs_for(account, on).values("pk"))
    return _found(columns.select_related("lab__place").filter(pk=column_id).first())


def get_result_for(account: Account, result_id: object, on: date) -> Result:
    """A result of a sample in a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    results = Result.objects.filter(sample__in=_in_use().filter(place__in=led).values("pk"))
    return _found(results.select_related("sample__place").filter(pk=result_id).first())


def _in_use() -> QuerySet[Sample]:
    """Samples but those of households that are out of use: no list shows these any more."""
    gone = Household.objects.filter(closed_because__in=NOT_USED)
    return Sample.objects.exclude(household__in=gone.values("pk"))


def _found[T](row: T | None) -> T:
    if row is None:
        raise NotVisible
    return row
