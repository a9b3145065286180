"""A roster applied in one transaction, or looked at without writing anything."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, hold_trail
from doorstep.people.models import Account, AuditEntry, Place
from doorstep.register.models import Household
from doorstep.register.roster import Diff, HouseholdKey, Roster, Stated, compare
from doorstep.sync.actions.applying import apply_roster, lock_households
from doorstep.sync.actions.merging import why_not_back
from doorstep.sync.actions.places import (
    Villages,
    find_villages,
    follow_newest,
    lock_villages,
    make_villages,
)
from doorstep.sync.models import RosterImport
from doorstep.sync.queries import changes_since, imports_at, on_record, snapshot
from doorstep.sync.rules import ImportReport, kept, with_villages_named

BATCH = 500
LEFT_OUT = ("category",)  # a colour in a ledger is a proposal, no value of the household


class CannotCloseWithRejectedRows(Refused):
    message = _(
        "Households missing from the ledger cannot be closed while rows of it are rejected: one "
        "of them may be missing for that reason. Mend the rows first."
    )


class AppliedSinceLooked(Refused):
    message = _(
        "Another ledger was applied or undone here since you looked, so nothing was changed. Look "
        "again at what this one would do."
    )


@dataclass(frozen=True)
class _Comparison:
    """What a roster changes at some villages; no diff for villages without any household."""

    roster: Roster  # as kept
    diff: Diff
    record: Mapping[HouseholdKey, Stated]
    is_first: bool
    compared_with: str
    last_import: str


def preview_roster(roster: Roster, place_code: str, *, on: date) -> ImportReport:
    """What an import would do; nothing is written, not even the place. Raises as `import_roster`,
    but asks for no method."""
    roster = with_villages_named(roster)
    villages = find_villages(roster, place_code)
    compared = _compared(roster, villages, on)
    return ImportReport(
        roster=roster,
        place_code=place_code,
        place_created=villages.place is None,
        diff=None if compared.is_first else compared.diff,
        compared_with=compared.compared_with,
        last_import=compared.last_import,
        in_the_way=_in_the_way(compared.roster, villages.by_name, on),
    )


@transaction.atomic
def import_roster(
    roster: Roster,
    place_code: str,
    *,
    by: Account,
    on: date,
    filename: str,
    digest: str = "",
    close_missing: bool = False,
    name: str = "",
    seen: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Applies a roster: helpers, households, members, homes, consents, pairs, and a proposal for
    each colour but green. What is there changes as far as the roster states it; rows with errors
    are left out. A household that is gone stays, unless all its members came to another or
    `close_missing`. An unknown place is made, with `name`. `seen` is the `last_import` of
    the preview that somebody looked at; without it nobody did.

    PlaceCodeRefused, RosterOfSeveralVillages, VillageNotNamed, NoMethodLoaded,
    CannotCloseWithRejectedRows, AppliedSinceLooked: then nothing is written.
    """
    say = progress or (lambda _text: None)
    roster = with_villages_named(roster)
    if close_missing and roster.rows_rejected:
        raise CannotCloseWithRejectedRows
    found = find_villages(roster, place_code)
    villages = make_villages(roster, place_code, found, name=name, by=by, on=on, say=say)
    if villages.place is None:
        raise ValueError("make_villages answers a place")
    lock_villages(villages.by_name.values())
    lock_households(villages.by_name.values())
    hold_trail([villages.place, *villages.by_name.values()])
    if seen is not None and seen != _last_import(villages.place):
        raise AppliedSinceLooked
    first_entry = _last_entry() + 1  # not before: an import that was waited for has written
    for village in villages.by_name.values():
        follow_newest(village, by=by, on=on)
    ids = [village.pk for village in villages.by_name.values()]
    before = snapshot(ids)
    compared = _compared(roster, villages, on)
    closed = apply_roster(
        compared.roster,
        compared.diff,
        compared.record,
        villages.by_name,
        by=by,
        on=on,
        close_missing=close_missing,
        say=say,
    )
    done = RosterImport.objects.create(
        place=villages.place,
        filename=filename[:200],
        digest=digest,
        on=on,
        by=by,
        place_created=found.place is None,
        summary=_summary(compared.diff, closed),
    )
    say(str(_("Keeping what undo needs.")))
    for changes in batched(changes_since(before, ids), BATCH):
        for change in changes:
            change.roster_import = done
        rows.insert(changes)
    detail = {**done.summary, "import": str(done.pk)}
    audit("import_roster", done, by=by, on=on, place=villages.place, detail=detail)
    done.first_entry, done.last_entry = first_entry, _last_entry()
    done.save(update_fields=["first_entry", "last_entry"])
    return ImportReport(
        roster=roster,
        place_code=place_code,
        place_created=done.place_created,
        diff=None if compared.is_first else compared.diff,
        compared_with=compared.compared_with,
        closed=closed,
        undo_id=done.pk,
    )


def _compared(roster: Roster, villages: Villages, on: date) -> _Comparison:
    held = kept(roster, on)
    old = on_record(held, villages.by_name, on)
    known = Household.objects.in_villages(village.pk for village in villages.by_name.values())
    last = imports_at(villages.place).first() if villages.place else None
    return _Comparison(
        roster=held,
        diff=compare(old, held, leave_out=LEFT_OUT),
        record=old,
        is_first=not known.exists(),
        compared_with=last.filename if last else "",
        last_import=_last_import(villages.place),
    )


def _in_the_way(
    roster: Roster, villages: Mapping[str, Place], on: date
) -> tuple[tuple[int, str, str], ...]:
    """The rows of households that do not come back, for which applying refuses the whole ledger."""
    found: list[tuple[int, str, str]] = []
    rows = {roster.key(home): home.row for home in roster.households}
    names = {village.pk: name for name, village in villages.items()}
    closed = Household.objects.in_villages(names).exclude(closed_on=None)
    for one in closed:
        row = rows.get((names[one.village_id], one.code))
        refused = None if row is None or one.is_active(on) else why_not_back(one)
        if row is not None and refused is not None:
            found.append((row, one.code, str(refused)))
    return tuple(sorted(found))


def _summary(diff: Diff, closed: Collection[str]) -> dict[str, int]:
    return {
        "added": len(diff.added),
        "changed_fields": len(diff.changes),
        "removed": len(diff.removed),
        "closed": len(closed),
        "members_added": len(diff.members_added),
        "members_removed": len(diff.members_leaving(closed)),
    }


def _last_import(place: Place | None) -> str:
    last = imports_at(place).first() if place else None
    return str(last.pk) if last else ""


def _last_entry() -> int:
    return AuditEntry.objects.aggregate(last=Max("serial"))["last"] or 0
