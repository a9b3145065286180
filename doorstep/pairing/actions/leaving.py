"""A household leaves the register, and nobody is sent there any more."""

from datetime import date

from django.db import transaction

from doorstep.pairing.actions.pairs import end_pairing
from doorstep.pairing.models import Pairing
from doorstep.people.models import Account
from doorstep.register.actions import close_household
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household


@transaction.atomic
def take_off_register(
    household: Household,
    *,
    because: ClosedBecause | str,
    by: Account,
    on: date,
    into: Household | None = None,
) -> None:
    """Ends the household's pairs and closes it; refuses as `register.actions.close_household`."""
    for pairing in Pairing.objects.live_on(on).filter(household=household):
        end_pairing(pairing, by=by, on=on)
    close_household(household, because=because, by=by, on=on, into=into)
