"""Undo: every row as it was before an import."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import F, Model, ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, audit_all, hold_trail, system_account, told_together
from doorstep.people.models import Account, Group, Helper, Place, Skill
from doorstep.register.actions import touch_caseloads
from doorstep.register.models import Household
from doorstep.sync.actions.places import lock_villages
from doorstep.sync.actions.restoring import restore_row
from doorstep.sync.choices import ImportedAct
from doorstep.sync.models import ImportedChange, MergedRow, RosterImport
from doorstep.sync.queries import imports_past_undo, later_rows, merges_past_undo
from doorstep.sync.queries.snapshot import TABLES
from doorstep.sync.rules import last_day_of_undo

BATCH = 500
POINTED_AT = (Helper, Skill, Group)  # given up last: the rows restored may still name them


class ImportUndoneAlready(Refused):
    message = _("This import was undone on %(day)s.")


class ImportTooOldToUndo(Refused):
    message = _(
        "This import of %(day)s could be undone until %(last)s; what was there before is no longer "
        "kept. Change what is wrong by hand, or import a corrected ledger."
    )


class ImportHasLaterRows(Refused):
    """`codes` are the households, `names` the helpers, with rows written after the import."""

    message = _(
        "This import cannot be undone: something was written later for %(who)s. Undo that first, "
        "or change the rows by hand."
    )

    def __init__(self, codes: Iterable[str], names: Iterable[str] = ()) -> None:
        self.codes, self.names = list(codes), list(names)
        super().__init__(None, who="、".join([*self.codes, *self.names]))


@transaction.atomic
@told_together()
def undo_import(done: RosterImport, *, by: Account, on: date) -> int:
    """Puts every row back as it was and answers how many; the place itself stays, the trail
    points at it. ImportUndoneAlready, ImportTooOldToUndo, ImportHasLaterRows."""
    _lock(done)
    done = RosterImport.objects.select_for_update(no_key=True).get(pk=done.pk)
    if done.undone_on is not None:
        raise ImportUndoneAlready(day=done.undone_on)
    last = last_day_of_undo(done.on)
    if on > last:
        raise ImportTooOldToUndo(day=done.on, last=last)
    codes, names = later_rows(done)
    if codes or names:
        raise ImportHasLaterRows(codes, names)
    changes = list(done.changes.all())
    made = _keys(changes, ImportedAct.MADE)
    changed = [one for one in changes if one.act == ImportedAct.CHANGED]
    gone = 0
    try:
        for model in TABLES:
            if model not in POINTED_AT:
                gone += _delete(model._default_manager.all(), made.get(model, []))
        for one in sorted(changed, key=lambda one: one.before.get("relation") == "head"):
            restore_row(one)
        gone += _give_up(made)
    except ProtectedError as error:
        later = list(error.protected_objects)
        raise ImportHasLaterRows(_codes_of(later), _names_of(later, made)) from error
    households = {one.household_id for one in changed if one.household_id}
    still_here = Household.objects.filter(pk__in=households)
    still_here.update(version=F("version") + 1)
    touch_caseloads(households)
    done.undone_on, done.undone_by = on, by
    done.save(update_fields=["undone_on", "undone_by"])
    rows = [(household, household.pk) for household in still_here]
    audit_all("undo_import", rows, by=by, on=on, place=done.place_id)
    count = gone + len(changed)
    audit("undo_import", done, by=by, on=on, place=done.place_id, detail={"rows": count})
    return count


@transaction.atomic
def drop_old_undos(on: date, *, by: Account | None = None) -> int:
    """Drops what is kept for the undo of imports and mergers that are too old for it; how many of
    both. For a nightly command, by the program itself; a second run does nothing."""
    old = list(imports_past_undo(on))
    mergers = list(merges_past_undo(on).select_related("kept"))
    ImportedChange.objects.filter(roster_import__in=old).delete()
    MergedRow.objects.filter(merge__in=mergers).delete()
    by = by or system_account()
    for done in old:
        audit("drop_old_undos", done, by=by, on=on, place=done.place_id)
    for merge in mergers:
        household, place = merge.kept_id, merge.kept.village_id
        audit("drop_old_undos", merge, by=by, on=on, household_id=household, place=place)
    return len(old) + len(mergers)


def _lock(done: RosterImport) -> None:
    """The villages, against another import, then the households: what is being written of one of
    them is waited for, and stands among the later rows. The trail before the helpers' rows."""
    touched = done.changes.exclude(household_id=None).values("household_id")
    households = Household.objects.filter(pk__in=touched)
    villages = Place.objects.filter(
        Q(pk=done.place_id) | Q(pk__in=households.order_by().values("village"))
    )
    lock_villages(villages)
    locked = households.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    list(locked)
    hold_trail(villages)


def _keys(changes: Iterable[ImportedChange], act: str) -> dict[type[Model], list[str]]:
    keys: dict[type[Model], list[str]] = {}
    for one in changes:
        if one.act == act:
            keys.setdefault(apps.get_model(one.model), []).append(one.row_id)
    return keys


def _give_up(made: dict[type[Model], list[str]]) -> int:
    """Helpers go; skills and groups go where nobody else uses them by now. How many rows."""
    gone = _delete(Helper.objects.all(), made.get(Helper, []))
    gone += _delete(Skill.objects.filter(helpers=None), made.get(Skill, []))
    unused = Group.objects.filter(household=None, helper=None)
    return gone + _delete(unused, made.get(Group, []))


def _delete(rows: QuerySet[Any], keys: Sequence[str]) -> int:
    """Deletes those of the rows that have a key, with what belongs to them; how many rows."""
    gone = 0
    for some in batched(keys, BATCH):
        _all, counts = rows.filter(pk__in=some).delete()
        gone += sum(counts.get(model._meta.label, 0) for model in TABLES)
    return gone


def _names_of(rows: Iterable[Any], made: dict[type[Model], list[str]]) -> list[str]:
    """The helpers an import made that rows outside of any household name: who led, who owns."""
    named = {
        getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields
        if field.related_model is Helper
    }
    helpers = Helper.objects.filter(pk__in=named & {UUID(key) for key in made.get(Helper, [])})
    return list(helpers.values_list("name", flat=True))


def _codes_of(rows: Iterable[Any]) -> list[str]:
    ids: set[UUID] = {
        row.household_id for row in rows if getattr(row, "household_id", None) is not None
    }
    codes = Household.objects.filter(pk__in=ids).order_by("code")
    return list(codes.values_list("code", flat=True))
