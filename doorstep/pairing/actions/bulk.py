"""Many pairs at once, as a ledger brings them: few queries, one trail entry a pair."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from doorstep.kit import rows
from doorstep.pairing.actions.pairs import (
    MOST_HELPERS,
    HelperOfAnotherVillage,
    HouseholdNotActive,
    TooManyHelpers,
    guard_in_team,
)
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.people.actions import audit_all
from doorstep.people.models import Account, Helper, Place
from doorstep.register.actions import let_helpers_see
from doorstep.register.choices import AccessVia
from doorstep.register.models import Household

BATCH = 500


@transaction.atomic
def pair_new_households(
    village: Place,
    pairs: Sequence[tuple[Household, Sequence[Helper]]],
    *,
    via: PairingVia,
    by: Account,
    on: date,
) -> None:
    """Pairs households that were just added to a village, each with its helpers, the first leads.

    Nobody was ever paired with them and nobody declined. HouseholdNotActive, HelperNotActive,
    HelperOfAnotherVillage, TooManyHelpers; then none is paired.
    """
    made = []
    for household, helpers in pairs:
        _guard(village, household, helpers, on)
        made += [
            Pairing(household=household, helper=helper, order=order, via=via, start_on=on)
            for order, helper in enumerate(helpers, start=1)
        ]
    rows.insert(made)
    seen = [(row.household, row.helper) for row in made]
    let_helpers_see(seen, via=AccessVia.PAIRING, from_on=on, by=by)
    for order in range(1, MOST_HELPERS + 1):
        subjects = [(row, row.household_id) for row in made if row.order == order]
        detail = {"via": str(via), "order": order}
        audit_all("pair_household", subjects, by=by, on=on, place=village, detail=detail)


def _guard(village: Place, household: Household, helpers: Sequence[Helper], on: date) -> None:
    if household.village_id != village.pk or not household.is_active(on):
        raise HouseholdNotActive(code=household.code)
    if len(helpers) > MOST_HELPERS:
        raise TooManyHelpers(code=household.code, most=MOST_HELPERS)
    for helper in helpers:
        guard_in_team(helper, on)
        if helper.team.place_id != village.pk:
            raise HelperOfAnotherVillage(helper=helper.name)
