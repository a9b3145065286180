"""Needs of a household that is merged into another: what is open goes on there."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from doorstep.kit.weeks import first_open_day
from doorstep.needs.actions.access import let_owner_see
from doorstep.needs.actions.guards import save, write_audit
from doorstep.needs.actions.sealing import reseal_words
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need, Placement, Served
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions import touch_caseload
from doorstep.register.models import Household, Member
from doorstep.register.queries import is_declined

type People = Mapping[Member, Member]


@transaction.atomic
def take_over_needs(
    gone: Household,
    into: Household,
    people: People,
    leavers: People,
    *,
    by: Account,
    on: date,
) -> None:
    """Open needs, sealed ones too, with their owner's sight, and those raised in the running week
    and month; an owner who is not to go there owns them no more. What was closed earlier stays with
    the household of then."""
    needs = Need.objects.filter(household=gone)
    lately = needs.filter(raised_on__gte=first_open_day(on)).values("pk")
    moving = needs.filter(Q(pk__in=needs.open_on(on).values("pk")) | Q(pk__in=lately))
    concerned = {**people, **leavers}
    for need in moving.select_related("member", "owner"):
        need.household = into
        need.member = concerned.get(need.member) if need.member else None
        if need.owner is not None and is_declined(into, need.owner, on):
            need.owner = None
        save(need, "household", "member", "owner")
        reseal_words(need, gone.pk)
        write_audit("move_need", need, by=by, on=on)
        if need.state == NeedState.OPEN:
            let_owner_see(need, by=by, on=on)
    _take_over_served(gone, into, by=by, on=on)
    _take_over_placements(gone, into, people, by=by, on=on)
    touch_caseload(into)


def _take_over_served(gone: Household, into: Household, *, by: Account, on: date) -> None:
    """What an open need's solution will serve; one household is served once."""
    rows = Served.objects.filter(household=gone, need__in=Need.objects.open_on(on))
    for row in rows.select_related("need"):
        is_own = row.need.household_id == into.pk
        if is_own or Served.objects.filter(need=row.need_id, household=into).exists():
            row.delete()
        else:
            row.household = into
            row.save(update_fields=["household"])
        write_audit("move_need", row.need, by=by, on=on)


def _take_over_placements(
    gone: Household, into: Household, people: People, *, by: Account, on: date
) -> None:
    """All work of those who join, and what runs of those who are in both; where both rows of one
    person have work, the former stays: the person would count once less in a closed period."""
    for former, kept in people.items():
        own = Placement.objects.filter(household=gone, member=former)
        has_work = Placement.objects.filter(member=kept).exists()
        for placement in () if has_work else own:
            placement.household, placement.member = into, kept
            placement.save(update_fields=["household", "member"])
            place = into.village_id
            audit("move_placement", placement, by=by, on=on, household_id=into.pk, place=place)
