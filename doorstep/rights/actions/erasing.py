"""Erasing a household: out of every table, with the key to what is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities import actions as activities
from doorstep.campaigns import actions as campaigns
from doorstep.categories import actions as categories
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.figures import actions as figures
from doorstep.funds import actions as funds
from doorstep.jobs import actions as jobs
from doorstep.kit import vault
from doorstep.kit.errors import Refused
from doorstep.kit.periods import Period
from doorstep.meetings import actions as meetings
from doorstep.needs import actions as needs
from doorstep.needs.models import Need
from doorstep.pairing import actions as pairing
from doorstep.partners import actions as partners
from doorstep.people.actions import audit, forget_household, system_account
from doorstep.people.models import Account, Place
from doorstep.points import actions as points
from doorstep.register import actions as register
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.rights.actions import incidents
from doorstep.rights.actions.rereadings import keep_to_reread
from doorstep.rights.choices import RequestOutcome
from doorstep.rights.queries import (
    doubles_of,
    erased_from,
    erased_ids_present,
    guard_keys,
    is_granted,
    names_of,
)
from doorstep.rights.rules import DAYS_BEFORE_ERASING
from doorstep.safeguarding.actions import forget_safeguarding
from doorstep.samples import actions as samples
from doorstep.stars import actions as stars
from doorstep.supervision import actions as supervision
from doorstep.sync import actions as sync
from doorstep.sync.queries import mergers_of
from doorstep.visits import actions as visits

# from the rooms above to those below: what points at a row goes before it
ROOMS = (
    incidents,
    figures,
    sync,
    points,
    visits,
    stars,
    pairing,
    categories,
    partners,
    jobs,
    funds,
    campaigns,
    supervision,
    samples,
    activities,
    needs,
    register,
)


@dataclass(frozen=True)
class Erased:
    """What is to be told of a household whose rows are gone."""

    household_id: UUID
    village: Place
    names: set[str]
    members: dict[UUID, str]
    rows: int


class KeptByLaw(Refused):
    message = _("A law has household %(code)s kept until %(day)s; it cannot be erased before.")


class NotGranted(Refused):
    message = _(
        "No request to erase household %(code)s was granted. It cannot be undone, so the household "
        "asks for it first, and gets its answer in writing: record the request on the rights desk, "
        "and answer it there."
    )


class ErasedTooEarly(Refused):
    message = _(
        "Household %(code)s can be erased from %(day)s on: every household waits %(days)s working "
        "days after it was granted, so that the letter arrives before anything is gone."
    )


def erase_as_granted(
    household: Household, *, by: Account, on: date, also: Iterable[Period] = ()
) -> int:
    """As `erase_household`, for who does it at a screen or by a command: only what was granted or
    what a law no longer keeps. NotGranted, ErasedTooEarly."""
    if not is_granted(household):
        raise NotGranted(code=household.code)
    first = erased_from(household)
    if household.closed_because == ClosedBecause.ERASING and first is not None and on < first:
        raise ErasedTooEarly(code=household.code, day=first, days=DAYS_BEFORE_ERASING)
    return erase_household(household, by=by, on=on, also=also)


@transaction.atomic
def erase_household(
    household: Household, *, by: Account, on: date, also: Iterable[Period] = ()
) -> int:
    """Erases a household for good and answers how many rows went. What stays: numbers of closed
    windows (and of the windows `also`), entries of the trail that nobody can read any more, texts
    that named it, each with a reminder to read it again (`keep_to_reread`), and the household's id
    beside the keys, outside the database, by which an older copy of the database is cleared again
    (`erase_again`). A double that was merged into it is the same household and goes with it; one
    that went already so is 0. KeptByLaw."""
    both = [one.pk for one in (household, *doubles_of(household))]
    held = Household.objects.select_for_update().filter(pk__in=both).order_by("pk")
    here = next((one for one in list(held) if one == household), None)
    if here is None:
        return 0
    found = [here, *doubles_of(here)]  # asked again: a merger may have been undone until now
    for one in found:
        _guard_law(one, on)
    return _erase_all(found, by=by, on=on, also=also)


def erase_again() -> int:
    """Erases what an older copy of the database has brought back; how many households. A double
    goes only if it was erased itself: the merger may have been undone after the copy. No law that
    the copy still knows of holds it: it was asked when the household was erased. KeysOfAnother: by
    other keys nobody knows who was erased."""
    guard_keys()
    erased = vault.destroyed_owners()
    found = erased_ids_present()
    for household in Household.objects.filter(pk__in=found).select_related("village"):
        _erase_all([household], by=system_account(), on=erased[str(household.pk)])
    return len(found)


@transaction.atomic
def _erase_all(
    households: list[Household], *, by: Account, on: date, also: Iterable[Period] = ()
) -> int:
    keys = [one.pk for one in households]  # deleting a row empties its key
    gone = [_erase_rows(one, on=on, also=also) for one in households]
    for one in gone:
        village = one.village
        keep_to_reread(one.names, village)  # what is left: the rows of them all are gone
        # counted nowhere
        forget_safeguarding(one.household_id, village.pk, by=by, on=on, names=one.members)
    for one in gone:  # the trail last: who waits for it may hold a row that another one wants
        forget_household(one.household_id, place=one.village, by=by, on=on)
        detail = {"rows": one.rows}
        audit("erase_household", one.village, by=by, on=on, place=one.village, detail=detail)
    vault.destroy_keys(keys, on)  # last: should the commit fail, `erase_again` finishes it
    return sum(one.rows for one in gone)


def _erase_rows(household: Household, *, on: date, also: Iterable[Period]) -> Erased:
    household_id, village, code = household.pk, household.village, household.code
    names, members = names_of(household), dict(household.members.values_list("pk", "name"))
    with figures.numbers_kept(household, on=on, also=also):
        rows = meetings.erase_household(village, code, _subjects(household))
        rows += sum(room.erase_rows(household) for room in ROOMS)
    return Erased(household_id, village, names, members, rows)


def _guard_law(household: Household, on: date) -> None:
    kept = household.requests.filter(outcome=RequestOutcome.KEPT, kept_until__gt=on).first()
    if kept is not None:
        raise KeptByLaw(code=household.code, day=kept.kept_until)
    for merge in mergers_of(household):
        if merge.gone_id == household.pk:  # a double is kept with the one it was merged into
            _guard_law(merge.kept, on)


def _subjects(household: Household) -> list[UUID]:
    tables = (Need, Proposal, Category, Objection)
    return [
        key
        for table in tables
        for key in table._default_manager.filter(household=household).values_list("pk", flat=True)
    ]
