"""Who looked at a household: told in the trail, for the household to read."""

from datetime import date

from doorstep.people.actions import audit_once
from doorstep.people.models import Account
from doorstep.people.queries import looked_at
from doorstep.people.rules import LOOK
from doorstep.register.models import Household
from doorstep.register.queries import why_seen


def look_at_household(household: Household, *, by: Account, on: date) -> None:
    """Tells the trail that an account looked at a household, and by which right; once a day."""
    if looked_at(household.pk, by, on):
        return
    audit_once(
        LOOK,
        household,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail={"via": why_seen(by, household, on)},
    )
