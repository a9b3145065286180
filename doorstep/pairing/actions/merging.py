"""Pairs of a household that is merged into another."""

from datetime import date

from django.db import transaction

from doorstep.pairing.actions.pairs import MOST_HELPERS, decline_pair, pair_household
from doorstep.pairing.models import Pairing
from doorstep.people.models import Account
from doorstep.register.models import Declined, Household
from doorstep.register.queries import is_declined


@transaction.atomic
def take_over_pairs(gone: Household, into: Household, *, by: Account, on: date) -> None:
    """Who went to the household that goes, goes to the kept one after its own helpers, up to three;
    whom either of the two does not want goes there no more."""
    wishes = Declined.objects.filter(household=gone).exclude(end_on__lte=on)
    for wish in wishes.select_related("helper"):
        if not is_declined(into, wish.helper, on):
            decline_pair(into, wish.helper, by=by, on=on)
    running = Pairing.objects.live_on(on).filter(household=gone)
    for pairing in running.select_related("helper__team").order_by("order", "start_on", "pk"):
        here = Pairing.objects.live_on(on).filter(household=into)
        orders = dict(here.values_list("helper", "order"))
        if pairing.helper_id in orders or len(orders) >= MOST_HELPERS:
            continue
        if not is_declined(into, pairing.helper, on):
            order = max(orders.values(), default=0) + 1
            pair_household(into, pairing.helper, order=order, via=pairing.via, by=by, on=on)
