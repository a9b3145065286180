"""A child's own name: sealed under the household's key, and open again at fourteen."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from doorstep.kit import vault
from doorstep.people.actions import audit, audit_all
from doorstep.people.models import Account, Place
from doorstep.register.actions.access import touch_caseloads
from doorstep.register.models import Member
from doorstep.register.queries import is_sealing, names_of_14, own_name

BATCH = 500
LETTERS_OF_A_NAME = 100


def keep_own_name(member: Member, name: str, on: date) -> None:
    """Seals the name into an unsaved row; where sealed fields are off, it is dropped."""
    if is_sealing(member.household.village_id, on) and own_name(member) != name:
        member.sealed_name = vault.seal(member.household_id, name[:LETTERS_OF_A_NAME])


def keep_own_names(told: Iterable[tuple[Member, str]]) -> None:
    """As `keep_own_name`, for many unsaved rows of a village that seals."""
    rows = [(member, name[:LETTERS_OF_A_NAME]) for member, name in told if name]
    keys = vault.keys_of({member.household_id for member, _name in rows})
    for member, name in rows:
        owner = str(member.household_id)
        member.sealed_name = vault.seal_with(keys[owner], owner, name)


@transaction.atomic
def seal_own_names(
    told: Sequence[tuple[Member, str]], *, village: Place, by: Account, on: date
) -> None:
    """Seals the own names of children on record, of one village, many at once."""
    if not told or not is_sealing(village.pk, on):
        return
    keep_own_names(told)
    rows = [member for member, _name in told]
    Member.objects.bulk_update(rows, ["sealed_name"], batch_size=BATCH)
    subjects = [(row, row.household_id) for row in rows]
    detail = {"fields": ["sealed_name"]}
    audit_all("change_member", subjects, by=by, on=on, place=village, detail=detail)
    touch_caseloads({row.household_id for row in rows})


def take_own_name(member: Member) -> None:
    """Gives an unsaved row of somebody who is no child any more the own name back."""
    if member.sealed_name:
        member.name = own_name(member) or member.name
        member.sealed_name = ""


@transaction.atomic
def open_names_of_14(*, by: Account, on: date) -> int:
    """Opens the names of those who are fourteen by now; how many. Again does no harm."""
    opened = 0
    for member in names_of_14(on):
        take_own_name(member)
        member.save(update_fields=["name", "sealed_name"])
        audit(
            "open_names_of_14",
            member,
            by=by,
            on=on,
            household_id=member.household_id,
            place=member.household.village_id,
        )
        opened += 1
    return opened
