"""A household leaves the register, or a helper the team: nobody is sent there any more."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from doorstep.needs.actions import free_needs
from doorstep.pairing.actions.pairs import end_pairing
from doorstep.pairing.models import Pairing
from doorstep.people.actions import end_helper, told_together
from doorstep.people.models import Account, Helper
from doorstep.register.actions import close_household, end_access
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Access, Household


@transaction.atomic
@told_together()
def take_off_register(
    household: Household,
    *,
    because: ClosedBecause | str,
    by: Account,
    on: date,
) -> None:
    """Ends the household's pairs and closes it; refuses as `register.actions.close_household`."""
    for pairing in Pairing.objects.live_on(on).filter(household=household):
        end_pairing(pairing, by=by, on=on)
    close_household(household, because=because, by=by, on=on)


@transaction.atomic
def take_off_team(helper: Helper, *, by: Account, on: date) -> None:
    """Ends a helper's pairs and sight of households, frees the needs they own, and ends the helper:
    nothing of it holds on that day any more. What they wrote stays. HelperGoneAlready."""
    with told_together():
        free_needs(helper, by=by, on=on)
        for pairing in (
            Pairing.objects.live_on(on).filter(helper=helper).select_related("household")
        ):
            end_pairing(pairing, by=by, on=on)
        running = Q(until_on=None) | Q(until_on__gt=on)  # standing in ends with them, too
        for access in Access.objects.filter(running, helper=helper).select_related("household"):
            end_access(access, by=by, on=on)
    end_helper(helper, by=by, on=on)  # last, as a visit touches its helper's row
