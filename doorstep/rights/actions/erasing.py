"""Erasing a household: out of every table, with the key to what is sealed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities import actions as activities
from doorstep.categories import actions as categories
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.figures import actions as figures
from doorstep.kit import vault
from doorstep.kit.errors import Refused
from doorstep.kit.periods import Period
from doorstep.meetings import actions as meetings
from doorstep.needs import actions as needs
from doorstep.needs.models import Need
from doorstep.pairing import actions as pairing
from doorstep.people.actions import audit, forget_household, system_account
from doorstep.people.models import Account
from doorstep.register import actions as register
from doorstep.register.models import Household
from doorstep.rights.actions import incidents
from doorstep.rights.choices import RequestOutcome
from doorstep.rights.queries import erased_ids_present
from doorstep.safeguarding.actions import forget_safeguarding
from doorstep.sync import actions as sync
from doorstep.visits import actions as visits

# from the rooms above to those below: what points at a row goes before it
ROOMS = (incidents, figures, sync, visits, pairing, categories, activities, needs, register)


class KeptByLaw(Refused):
    message = _("A law has household %(code)s kept until %(day)s; it cannot be erased before.")


@transaction.atomic
def erase_household(
    household: Household, *, by: Account, on: date, also: Iterable[Period] = ()
) -> int:
    """Erases a household for good and answers how many rows went. What stays: numbers of closed
    windows (and of the windows `also`), entries of the trail that nobody can read any more, and the
    household's id beside the keys, outside the database, by which an older copy of the database is
    cleared again (`erase_again`). KeptByLaw."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    _guard_law(household, on)
    household_id, village, code = household.pk, household.village, household.code
    with figures.numbers_kept(household, on=on, also=also):
        gone = meetings.erase_household(village, code, _subjects(household))
        gone += sum(room.erase_rows(household) for room in ROOMS)
    forget_safeguarding(household_id, by=by, on=on)  # counted nowhere
    forget_household(household_id, place=village, by=by, on=on)
    audit("erase_household", village, by=by, on=on, place=village, detail={"rows": gone})
    vault.destroy_key(household_id, on)  # last: should the commit fail, `erase_again` finishes it
    return gone


def erase_again() -> int:
    """Erases what an older copy of the database has brought back; how many households."""
    erased = vault.destroyed_owners()
    found = erased_ids_present()
    for household in Household.objects.filter(pk__in=found).select_related("village"):
        erase_household(household, by=system_account(), on=erased[str(household.pk)])
    return len(found)


def _guard_law(household: Household, on: date) -> None:
    kept = household.requests.filter(outcome=RequestOutcome.KEPT, kept_until__gt=on).first()
    if kept is not None:
        raise KeptByLaw(code=household.code, day=kept.kept_until)


def _subjects(household: Household) -> list[UUID]:
    tables = (Need, Proposal, Category, Objection)
    return [
        key
        for table in tables
        for key in table._default_manager.filter(household=household).values_list("pk", flat=True)
    ]
