"""What is kept of pairing plans beyond its time."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan


def old_offers(before: date) -> QuerySet[PairingOffer]:
    """Offers of plans made before a day on which no pairing rests that lasted to that day."""
    lasting = Pairing.objects.filter(Q(end_on=None) | Q(end_on__gte=before), offer=OuterRef("pk"))
    return PairingOffer.objects.filter(~Exists(lasting), plan__made_on__lt=before)


def plans_with_old_lists(before: date) -> QuerySet[PairingPlan]:
    """Plans made before a day that still list whom they could not serve."""
    return PairingPlan.objects.filter(made_on__lt=before).exclude(unserved=[])
