"""Visits of a household that is merged into another."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from doorstep.kit.weeks import first_open_day
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.models import Household, Member
from doorstep.visits.actions.cadences import set_cadence
from doorstep.visits.models import Visit


@transaction.atomic
def take_over_visits(
    gone: Household, into: Household, people: Mapping[Member, Member], *, by: Account, on: date
) -> None:
    """Visits of the running week and month fulfil the kept household's duty; earlier ones stay,
    that closed weeks and months count as they did. A wish on visits goes over where there is
    none."""
    for visit in Visit.objects.filter(household=gone, on__gte=first_open_day(on)):
        visit.household = into
        visit.save(update_fields=["household"])
        for given in visit.services.exclude(member=None).select_related("member"):
            given.member = people.get(given.member)  # type: ignore[arg-type]
            given.save(update_fields=["member"])
        audit("move_visit", visit, by=by, on=on, household_id=into.pk, place=into.village_id)
    wished = set(into.cadences.filter(end_on=None).values_list("kind", flat=True))
    for wish in gone.cadences.filter(end_on=None).exclude(kind__in=wished):
        set_cadence(into, wish.kind, wish.every, by=by, on=on, reason=wish.reason)
