"""Two households that are one: merged by a person, taken apart again, or said to be two."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import F, Max, Model, Q
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions import take_over_categories
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.weeks import first_open_day
from doorstep.needs.actions import reseal_words, take_over_needs
from doorstep.needs.models import Need
from doorstep.pairing.actions import take_off_register, take_over_pairs
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, AuditEntry
from doorstep.points.actions import take_over_points
from doorstep.register import actions as register
from doorstep.register.actions.guards import guard_open
from doorstep.register.actions.households import HouseholdNotUsed
from doorstep.register.choices import NOT_USED, ClosedBecause, Relation
from doorstep.register.models import Household, Member
from doorstep.sync.actions.restoring import bring_back, restore_row
from doorstep.sync.choices import ImportedAct, Side
from doorstep.sync.models import HouseholdMerge, KeptApart, MergedRow
from doorstep.sync.queries import (
    later_than,
    merged_rows,
    people_of_both,
    picks_of,
    rows_of_two,
)
from doorstep.sync.queries.merging import MERGED, FieldPick
from doorstep.sync.rules import last_day_of_undo
from doorstep.visits.actions import take_over_visits

HEAD = "head"
NEED = "needs.need"


class SameHousehold(Refused):
    message = _("That is one household already; choose another to merge it with.")


class HouseholdsOfTwoVillages(Refused):
    message = _("%(first)s and %(second)s are of different villages and cannot be merged.")


class HouseholdIsMerged(Refused):
    message = _(
        "Household %(code)s was merged into %(kept)s on %(day)s. Leave it out of the ledger, or "
        "take the two apart again first."
    )


class MergeUndoneAlready(Refused):
    message = _("This merger was undone on %(day)s.")


class MergeTooOldToUndo(Refused):
    message = _(
        "This merger of %(day)s could be undone until %(last)s. Add the household again, if it is "
        "one of its own."
    )


class MergeHasLaterRows(Refused):
    """`rows` say code, kind and day of what was written later."""

    message = _(
        "This merger cannot be undone: something was written later to what it moved (%(rows)s). "
        "Undo that first, or change the rows by hand."
    )

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        super().__init__(None, rows="；".join(rows))


@transaction.atomic
def keep_apart(first: Household, second: Household, *, by: Account, on: date) -> KeptApart:
    """Says that two households are not the same; they are not suggested again. SameHousehold,
    HouseholdsOfTwoVillages."""
    _guard_two(first, second)
    first, second = sorted((first, second), key=lambda one: (one.code, one.pk))
    kept, is_new = KeptApart.objects.get_or_create(
        first=first, second=second, defaults={"on": on, "by": by}
    )
    if is_new:
        place = first.village_id
        audit("keep_apart", kept, by=by, on=on, household_id=first.pk, place=place)
    return kept


@transaction.atomic
def merge_households(
    gone: Household,
    kept: Household,
    *,
    by: Account,
    on: date,
    picks: Mapping[str, Side | str] | None = None,
) -> HouseholdMerge:
    """Merges one household into another. `picks` says by field (and `head`) whose value holds,
    where a person chose otherwise than `picks_of`. What holds from that day on goes over; what was
    recorded until then stays with `gone`, which is closed. SameHousehold, HouseholdsOfTwoVillages,
    HouseholdClosedAlready."""
    _guard_two(gone, kept)
    _lock_two(gone.pk, kept.pk)
    for household in (gone, kept):
        guard_open(household, on)
    merge = _merge(gone, kept, picks or {}, by=by, on=on)
    merge.last_entry = AuditEntry.objects.aggregate(last=Max("serial"))["last"]
    merge.save(update_fields=["last_entry"])
    return merge


def _lock_two(*households: UUID) -> None:
    list(Household.objects.select_for_update().filter(pk__in=households).order_by("pk"))


@told_together()
def _merge(
    gone: Household, kept: Household, chosen: Mapping[str, Side | str], *, by: Account, on: date
) -> HouseholdMerge:
    both = (gone.pk, kept.pk)
    before = rows_of_two(both)
    found = people_of_both(gone, kept)
    _take_over_fields(picks_of(gone, kept, found), kept, chosen, by=by, on=on)
    people = register.take_over_people(kept, found.matched, found.moved, by=by, on=on)
    if chosen.get(HEAD) == Side.GONE:
        head = next(row for row in people if row.relation == Relation.HEAD)
        register.change_member(people[head], relation=Relation.HEAD, by=by, on=on)
    left = register.take_over_leavers(kept, _leavers_concerned(gone, on), by=by, on=on)
    take_over_needs(gone, kept, people, left, by=by, on=on)
    take_over_visits(gone, kept, people, by=by, on=on)
    take_over_categories(gone, kept, people, by=by, on=on)
    take_over_pairs(gone, kept, by=by, on=on)
    register.take_over_household(gone, kept, people, left, by=by, on=on)
    take_over_points(people, on=on)
    take_off_register(gone, because=ClosedBecause.MERGED, by=by, on=on)
    register.end_people(gone, by=by, on=on)
    merge = HouseholdMerge.objects.create(gone=gone, kept=kept, on=on, by=by)
    rows = list(merged_rows(before, rows_of_two(both)))
    for row in rows:
        row.merge = merge
    MergedRow.objects.bulk_create(rows, batch_size=500)
    _audit_both("merge_households", merge, by=by, on=on, detail={"rows": len(rows)})
    return merge


def _leavers_concerned(gone: Household, on: date) -> list[Member]:
    """Who left, and of whom a circumstance that holds or a need goes over."""
    facts = gone.circumstances.filter(until_on=None).values("member")
    needs = gone.needs.filter(Q(closed_on=None) | Q(raised_on__gte=first_open_day(on)))
    named = Q(pk__in=facts) | Q(pk__in=needs.values("member"))
    return list(gone.members.exclude(left_on=None).filter(named))


@transaction.atomic
def put_back_household(household: Household, *, by: Account, on: date) -> None:
    """As `register.actions.reopen_household`, but not a row whose people go on in the household it
    was merged into. HouseholdIsMerged, HouseholdNotUsed."""
    refused = why_not_back(household)
    if refused is not None:
        raise refused
    register.reopen_household(household, by=by, on=on)


def why_not_back(household: Household) -> Refused | None:
    """Why a household that left does not come back; None where it may."""
    if household.closed_because in NOT_USED:
        return HouseholdNotUsed(code=household.code)
    standing = HouseholdMerge.objects.filter(gone=household, undone_on=None)
    merge = standing.select_related("kept").first()
    if merge is None:
        return None
    return HouseholdIsMerged(code=household.code, kept=merge.kept.code, day=merge.on)


@transaction.atomic
@told_together()
def undo_merge(merge: HouseholdMerge, *, by: Account, on: date) -> int:
    """Takes two merged households apart again: every row as it was; answers how many.
    MergeUndoneAlready, MergeTooOldToUndo, MergeHasLaterRows."""
    _lock_two(merge.gone_id, merge.kept_id)  # what is being written of one stands among the later
    row = HouseholdMerge.objects.select_for_update(no_key=True).filter(pk=merge.pk).first()
    if row is None:  # one of the two was erased meanwhile
        raise NotVisible
    if row.undone_on is not None:
        raise MergeUndoneAlready(day=row.undone_on)
    last = last_day_of_undo(row.on)
    if on > last:
        raise MergeTooOldToUndo(day=row.on, last=last)
    later = later_than(merge)
    if later:
        raise MergeHasLaterRows(later)
    rows = list(merge.rows.all())
    _put_back(rows)
    _seal_anew(rows, merge)
    both = Household.objects.filter(pk__in=(merge.gone_id, merge.kept_id))
    both.update(version=F("version") + 1)
    register.touch_caseloads([merge.gone_id, merge.kept_id])
    merge.undone_on, merge.undone_by = on, by
    merge.save(update_fields=["undone_on", "undone_by"])
    _audit_both("undo_merge", merge, by=by, on=on, detail={"rows": len(rows)})
    return len(rows)


def _put_back(rows: list[MergedRow]) -> None:
    """First what points elsewhere points back, then what was made goes, then who was head is head
    again: two heads at once the table does not take."""
    changed = [row for row in rows if row.act == ImportedAct.CHANGED]
    of_members = [row for row in changed if row.model == "register.member"]
    for row in changed:
        if row not in of_members:
            restore_row(row)
    made: dict[type[Model], list[str]] = {}
    for row in rows:
        if row.act == ImportedAct.MADE:
            made.setdefault(apps.get_model(row.model), []).append(row.row_id)
    for model in MERGED:
        model._default_manager.filter(pk__in=made.get(model, [])).delete()
    for row in rows:
        if row.act == ImportedAct.REMOVED:
            bring_back(row)
    for row in sorted(of_members, key=lambda one: one.before.get("relation") == Relation.HEAD):
        restore_row(row)


def _seal_anew(rows: list[MergedRow], merge: HouseholdMerge) -> None:
    """Words that were sealed only after the merger lie under the kept household's key."""
    moved = [one.row_id for one in rows if one.model == NEED and "household_id" in one.before]
    for need in Need.objects.filter(pk__in=moved, household=merge.gone_id):
        reseal_words(need, merge.kept_id)


def _take_over_fields(
    picks: Iterable[FieldPick],
    kept: Household,
    chosen: Mapping[str, Side | str],
    *,
    by: Account,
    on: date,
) -> None:
    fields: dict[str, Any] = {
        pick.name: pick.value_of(side)
        for pick in picks
        if (side := chosen.get(pick.name, pick.default)) != Side.KEPT
    }
    if fields:
        register.change_household(kept, by=by, on=on, **fields)


def _guard_two(first: Household, second: Household) -> None:
    if first.pk == second.pk:
        raise SameHousehold
    if first.village_id != second.village_id:
        raise HouseholdsOfTwoVillages(first=first.code, second=second.code)


def _audit_both(
    act: str, merge: HouseholdMerge, *, by: Account, on: date, detail: dict[str, Any]
) -> None:
    for household in (merge.gone, merge.kept):
        place = household.village_id
        audit(act, merge, by=by, on=on, household_id=household.pk, place=place, detail=detail)
