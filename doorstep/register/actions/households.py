"""Households: added, changed, closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Group, Place
from doorstep.register.actions.access import end_access, touch_caseload
from doorstep.register.actions.guards import HouseholdClosedAlready, guard_open
from doorstep.register.actions.members import add_member
from doorstep.register.choices import NOT_USED, ClosedBecause, Relation
from doorstep.register.models import Household
from doorstep.register.roster.words import code as typed_code
from doorstep.register.roster.words import readable_phone

HOUSEHOLD_FIELDS = (
    "group",
    "resident_count",
    "phone",
    "languages",
    "best_time",
    "helpers_wanted",
    "ledger_registered_on",
    "review_on",
    "need_note",
    "note",
)
MOST_HELPERS = 3


class HouseholdCodeTaken(Refused):
    message = _("The household code “%(code)s” exists already in this village; choose another.")


class HouseholdCodeMissing(Refused):
    message = _("A household needs a code; write the one that stands in the ledger.")


class HeadMissing(Refused):
    message = _("Household %(code)s has no head; write the name of a contact person.")


class HouseholdClosesTooEarly(Refused):
    message = _("Household %(code)s was registered on %(day)s and cannot leave before that day.")


class HouseholdIsOpen(Refused):
    message = _("Household %(code)s is on the register already.")


class HouseholdNotUsed(Refused):
    message = _(
        "Household %(code)s was closed to use at its own request and does not come back; leave it "
        "out of the ledger."
    )


class TooManyHelpersWanted(Refused):
    message = _("A household can ask for up to %(most)s helpers.")


class PhoneUnreadable(Refused):
    message = _(
        "“%(phone)s” is no telephone number: write eleven digits, or the area code and the number. "
        "A second number goes into the note."
    )


class GroupOfAnotherVillage(Refused):
    message = _("The group “%(group)s” belongs to another village.")


@transaction.atomic
def add_household(
    village: Place,
    *,
    code: str,
    head: str | None,
    by: Account,
    on: date,
    group: Group | None = None,
    registered_on: date | None = None,
    **fields: Any,
) -> Household:
    """Adds a household; `fields` are those of HOUSEHOLD_FIELDS. With `head` None its head is moved
    in or added afterwards, in the same transaction. HouseholdCodeTaken, HeadMissing,
    PhoneUnreadable."""
    code = typed_code(code)[0]  # as an import of the ledger reads it: else it came once more
    if not code:
        raise HouseholdCodeMissing
    if head is not None and not head.strip():
        raise HeadMissing(code=code)
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)  # a double click adds once
    if Household.objects.filter(village=village, code=code).exists():
        raise HouseholdCodeTaken(code=code)
    household = Household(
        village=village, code=code, group=group, registered_on=registered_on or on
    )
    check_fields(household, {"group": group, **fields})
    _clean_phone(fields)
    for field, value in fields.items():
        setattr(household, field, value)
    household.save(force_insert=True)
    audit("add_household", household, by=by, on=on, household_id=household.pk, place=village)
    if head is not None:
        add_member(household, name=head, relation=Relation.HEAD, by=by, on=on)
    return household


@transaction.atomic
def change_household(household: Household, *, by: Account, on: date, **fields: Any) -> list[str]:
    """Sets fields of HOUSEHOLD_FIELDS; answers the names of those that differ from before.
    PhoneUnreadable."""
    guard_open(household, on)
    check_fields(household, fields)
    _clean_phone(fields)
    changed = sorted(field for field, value in fields.items() if getattr(household, field) != value)
    if not changed:
        return []
    for field in changed:
        setattr(household, field, fields[field])
    household.version += 1
    household.save(update_fields=[*changed, "version"])
    _audit("change_household", household, by=by, on=on, detail={"fields": changed})
    touch_caseload(household)
    return changed


@transaction.atomic
def close_household(
    household: Household,
    *,
    because: ClosedBecause | str,
    by: Account,
    on: date,
) -> None:
    """Takes a household off the register from a day on; its rows stay, access to it ends."""
    guard_open(household, on)
    if household.closed_on is not None:
        raise HouseholdClosedAlready(code=household.code, day=household.closed_on)
    if on < household.registered_on:
        raise HouseholdClosesTooEarly(code=household.code, day=household.registered_on)
    household.closed_on = on
    household.closed_because = ClosedBecause(because)
    household.version += 1
    household.save(update_fields=["closed_on", "closed_because", "version"])
    _audit("close_household", household, by=by, on=on, detail={"because": str(because)})
    touch_caseload(household)
    live = Q(until_on=None) | Q(until_on__gt=on)
    for access in household.access.filter(live):
        end_access(access, by=by, on=on)


@transaction.atomic
def restate_closing(
    household: Household, *, because: ClosedBecause | str, by: Account, on: date
) -> None:
    """Says anew why a household has left; for one that asks for erasure afterwards.
    HouseholdIsOpen."""
    columns = ("closed_on", "version")
    row = Household.objects.select_for_update(no_key=True).only(*columns).get(pk=household.pk)
    if row.closed_on is None:
        raise HouseholdIsOpen(code=household.code)
    household.version = row.version + 1
    household.closed_because = ClosedBecause(because)
    household.save(update_fields=["closed_because", "version"])
    _audit("restate_closing", household, by=by, on=on, detail={"because": str(because)})


@transaction.atomic
def reopen_household(household: Household, *, by: Account, on: date) -> None:
    """Puts a closed household back on the register, as if it had not left; access that ended then
    stays ended. HouseholdIsOpen, HouseholdNotUsed."""
    columns = ("closed_on", "closed_because", "version")
    row = Household.objects.select_for_update(no_key=True).only(*columns).get(pk=household.pk)
    if row.closed_on is None:
        raise HouseholdIsOpen(code=household.code)
    if row.closed_because in NOT_USED:
        raise HouseholdNotUsed(code=household.code)
    household.version = row.version
    household.closed_on = None
    household.closed_because = ""
    household.version += 1
    household.save(update_fields=["closed_on", "closed_because", "version"])
    _audit("reopen_household", household, by=by, on=on, detail={})


def check_fields(household: Household, fields: Mapping[str, Any]) -> None:
    """Refuses values that no household may have; TypeError for a name that is no field."""
    unknown = set(fields) - set(HOUSEHOLD_FIELDS)
    if unknown:
        raise TypeError(f"no such field of a household: {', '.join(sorted(unknown))}")
    if not 0 <= fields.get("helpers_wanted", 1) <= MOST_HELPERS:
        raise TooManyHelpersWanted(most=MOST_HELPERS)
    group = fields.get("group")
    if group is not None and group.village_id != household.village_id:
        raise GroupOfAnotherVillage(group=group.name)


def _clean_phone(fields: dict[str, Any]) -> None:
    """As a ledger's is kept, so that one taken out and in again is the same."""
    typed = fields.get("phone", "").strip()
    if "phone" in fields:
        fields["phone"] = readable_phone(typed)
    if typed and not fields["phone"]:
        raise PhoneUnreadable(phone=typed)


def _audit(
    act: str, household: Household, *, by: Account, on: date, detail: dict[str, Any]
) -> None:
    audit(
        act,
        household,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail=detail,
    )
