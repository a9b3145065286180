"""A household's pairings go when it is erased."""

from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes pairings and offers, and takes the household off what plans left unserved; how many
    rows."""
    for plan in PairingPlan.objects.filter(place=household.village_id):
        left = [row for row in plan.unserved if row["household"] != str(household.pk)]
        if len(left) < len(plan.unserved):
            plan.unserved = left
            plan.save(update_fields=["unserved"])
    gone = Pairing.objects.filter(household=household).delete()[0]
    return gone + PairingOffer.objects.filter(household=household).delete()[0]
