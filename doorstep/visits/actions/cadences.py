"""A household may ask for fewer visits."""

from datetime import date

from django.db import transaction

from doorstep.method.choices import CadenceKind, Every
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions import touch_caseload
from doorstep.register.models import Household
from doorstep.visits.actions.guards import guard_household, guard_text
from doorstep.visits.models import CadenceWish


@transaction.atomic
def set_cadence(
    household: Household,
    kind: CadenceKind | str,
    every: Every | str | None,
    *,
    by: Account,
    on: date,
    reason: str = "",
) -> CadenceWish | None:
    """The household's own cadence for a duty from a day on; None goes back to the method's.
    HouseholdClosed, HouseholdNotYetRegistered, TextTooLong."""
    guard_household(household, on)
    guard_text(reason, 200)
    former = household.cadences.filter(kind=kind, end_on=None).first()
    if former is not None:
        if former.every == every:
            return former
        former.end_on = max(on, former.start_on)
        former.save(update_fields=["end_on"])
    wish = None
    if every is not None:
        wish = CadenceWish.objects.create(
            household=household,
            kind=CadenceKind(kind),
            every=Every(every),
            start_on=on,
            reason=reason.strip(),
        )
    if wish is None and former is None:
        return None
    audit(
        "set_cadence",
        wish or former,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail={"kind": str(kind), "every": str(every or "")},
    )
    touch_caseload(household)
    return wish
