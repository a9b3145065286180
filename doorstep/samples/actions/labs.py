"""Laboratories, and what the headings of their tables mean."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.roster import headings_to_ask
from doorstep.samples.choices import ColumnMeaning
from doorstep.samples.models import Lab, LabColumn
from doorstep.samples.norms import parameters
from doorstep.samples.rules.units import fold
from doorstep.stations.actions.text import clean

LAB_NAME = pgettext_lazy("laboratory", "Name")
LAB_REACH = pgettext_lazy("laboratory", "How to reach it")
MOST_DAYS = 365


class LabTaken(Refused):
    message = _("“%(name)s” is on the list already.")


class LabDaysRefused(Refused):
    message = _("In how many days it answers is a number from 1 to %(most)s.")


class MeaningUnknown(Refused):
    message = _("“%(meaning)s” is nothing that a heading can mean; choose from the list.")


@transaction.atomic
def add_lab(place: Place, *, name: str, days: int, by: Account, on: date, reach: str = "") -> Lab:
    """A laboratory that samples of the village go to. LabTaken, LabDaysRefused, TextMissing,
    TextTooLong, IdentityNumberRefused."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    lab = Lab(place=place)
    _fill(lab, name=name, days=days, reach=reach)
    lab.save(force_insert=True)
    audit("add_lab", lab, by=by, on=on, place=place)
    return lab


@transaction.atomic
def change_lab(lab: Lab, *, name: str, days: int, by: Account, on: date, reach: str = "") -> None:
    """Refuses as `add_lab`."""
    lab.refresh_from_db(from_queryset=Lab.objects.select_for_update(no_key=True))
    _fill(lab, name=name, days=days, reach=reach)
    lab.save(update_fields=["name", "days", "reach"])
    audit("change_lab", lab, by=by, on=on, place=lab.place_id)


@transaction.atomic
def note_headings(lab: Lab, headings: Iterable[str], *, by: Account, on: date) -> int:
    """Headings of a file whose meaning nobody has said yet, to be asked on the laboratory's page;
    how many are new. One that names what is never held is not asked about."""
    Lab.objects.select_for_update(no_key=True).get(pk=lab.pk)
    new = headings_to_ask(headings, lab.columns.values_list("heading", flat=True), fold)
    LabColumn.objects.bulk_create(LabColumn(lab=lab, heading=one) for one in new)
    if new:
        detail = {"headings": len(new)}
        audit("note_headings", lab, by=by, on=on, place=lab.place_id, detail=detail)
    return len(new)


@transaction.atomic
def name_heading(column: LabColumn, meaning: str, *, by: Account, on: date) -> None:
    """Says what a heading means: a ColumnMeaning, the key of a parameter, or "" for unsaid.
    MeaningUnknown; NotVisible for one that was forgotten meanwhile."""
    if meaning and meaning not in ColumnMeaning.values and meaning not in parameters():
        raise MeaningUnknown(meaning=meaning)
    try:
        column.refresh_from_db(from_queryset=LabColumn.objects.select_for_update(no_key=True))
    except LabColumn.DoesNotExist:
        raise NotVisible from None
    column.meaning = meaning
    column.save(update_fields=["meaning"])
    audit("name_heading", column.lab, by=by, on=on, place=column.lab.place_id)


@transaction.atomic
def forget_heading(column: LabColumn, *, by: Account, on: date) -> None:
    """Forgets a heading with what it means; results that were read by it stay. A file that comes
    with it again asks anew, unless it is what laboratories usually call a column."""
    Lab.objects.select_for_update(no_key=True).get(pk=column.lab_id)
    gone, _by_table = LabColumn.objects.filter(pk=column.pk).delete()
    if gone:  # else another did, meanwhile
        audit("forget_heading", column.lab, by=by, on=on, place=column.lab.place_id)


def _fill(lab: Lab, *, name: str, days: int, reach: str) -> None:
    lab.name = clean(name, LAB_NAME, most=80)
    lab.reach = clean(reach, LAB_REACH, most=80, needed=False)
    if not 1 <= days <= MOST_DAYS:
        raise LabDaysRefused(most=MOST_DAYS)
    lab.days = days
    if Lab.objects.filter(place=lab.place, name=lab.name).exclude(pk=lab.pk).exists():
        raise LabTaken(name=lab.name)
