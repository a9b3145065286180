"""Which households agree to a purpose: the latest word counts, and a no of one person holds."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from doorstep.register.models import Consent, Household, HouseholdQuerySet


def consenting(purpose: str, on: date) -> HouseholdQuerySet:
    """The households on the register that agree to a purpose on a day. Whoever of them withdraws
    ends it for all, until somebody agrees on a later day, or that person anew."""
    given = Q(given_on__lte=on) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    later = Q(withdrawn_on__gt=OuterRef("given_on"))
    that_day = Q(withdrawn_on=OuterRef("given_on")) & ~Q(member=OuterRef("member"))
    no = Consent.objects.filter(
        later | that_day, household=OuterRef("household"), purpose=purpose, withdrawn_on__lte=on
    )
    yes = Consent.objects.filter(given, ~Exists(no), household=OuterRef("pk"), purpose=purpose)
    return Household.objects.active_on(on).in_use().filter(Exists(yes))
