"""Somebody placed in work: employer, kind, start and end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind
from doorstep.needs.actions.guards import add_step, guard_active, lock, save
from doorstep.needs.choices import PlacementKind, StepKind
from doorstep.needs.models import Need, Placement
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.models import Member

MOST_LETTERS_OF_EMPLOYER = 100


class PlacementEndsBeforeStart(Refused):
    message = _("The work starts on %(start)s; it cannot end earlier.")


class PlacementEndedAlready(Refused):
    message = _("This work ended on %(day)s already.")


class PlacedAlready(Refused):
    message = _("This person's work with that employer from %(day)s is on record already.")


class EmployerMissing(Refused):
    message = _("Write who the employer is, in at most 100 characters.")


class MemberNotThere(Refused):
    message = _("This person is not a member of household %(code)s on that day.")


class NeedIsNoJob(Refused):
    message = _("Work answers a need of the kind “job” of the same household.")


@transaction.atomic
def place_member(
    member: Member,
    *,
    employer: str,
    kind: PlacementKind | str,
    start_on: date,
    by: Account,
    on: date,
    end_on: date | None = None,
    need: Need | None = None,
) -> Placement:
    """Records work that a member of an active household found. EmployerMissing, NeedIsNoJob,
    MemberNotThere, PlacementEndsBeforeStart, PlacedAlready, HouseholdClosedAlready."""
    household, employer = member.household, employer.strip()
    guard_active(household, on)  # locks the household: a double click records once
    if on < member.joined_on or (member.left_on is not None and member.left_on <= on):
        raise MemberNotThere(code=household.code)
    if not employer or len(employer) > MOST_LETTERS_OF_EMPLOYER:
        raise EmployerMissing
    if end_on is not None and end_on < start_on:
        raise PlacementEndsBeforeStart(start=start_on)
    if member.placements.filter(employer=employer, start_on=start_on).exists():
        raise PlacedAlready(day=start_on)
    if need is not None:
        _note_on(need, household.pk, by=by, on=on)
    placement = Placement.objects.create(
        need=need,
        household=household,
        member=member,
        employer=employer,
        kind=PlacementKind(kind),
        start_on=start_on,
        end_on=end_on,
    )
    _audit("place_member", placement, by=by, on=on)
    return placement


@transaction.atomic
def end_placement(placement: Placement, *, by: Account, on: date) -> None:
    """The work ends that day. PlacementEndedAlready, PlacementEndsBeforeStart."""
    row = Placement.objects.select_for_update(no_key=True).get(pk=placement.pk)
    if row.end_on is not None and row.end_on <= on:
        raise PlacementEndedAlready(day=row.end_on)
    if on < row.start_on:
        raise PlacementEndsBeforeStart(start=row.start_on)
    placement.end_on = on
    placement.save(update_fields=["end_on"])
    _audit("end_placement", placement, by=by, on=on)


def _note_on(need: Need, household_id: object, *, by: Account, on: date) -> None:
    lock(need, on)
    if need.kind != NeedKind.JOB or need.household_id != household_id:
        raise NeedIsNoJob
    save(need)
    add_step(need, StepKind.PLACED, by=by, on=on)


def _audit(act: str, placement: Placement, *, by: Account, on: date) -> None:
    audit(
        act,
        placement,
        by=by,
        on=on,
        household_id=placement.household_id,
        place=placement.household.village_id,
        detail={"kind": str(placement.kind)},
    )
