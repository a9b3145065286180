"""Old plans: what they offered goes; that there was a plan, and how good it was, stays."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.pairing.queries import old_offers, plans_with_old_lists
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account


@transaction.atomic
def forget_old_plans(before: date, *, by: Account, on: date) -> int:
    """Deletes what plans made before a day offered, but for what a lasting pairing rests on, and
    whom they could not serve; how many offers and lists."""
    counts: Counter[UUID | None] = Counter()
    offers = old_offers(before).order_by()
    counts.update(offers.values_list("plan__place", flat=True))
    offers.delete()
    plans = plans_with_old_lists(before).order_by()
    counts.update(plans.values_list("place", flat=True))
    plans.update(unserved=[])
    return audit_counts("forget_old_plans", counts, by=by, on=on)
