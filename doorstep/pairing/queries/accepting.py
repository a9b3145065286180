"""What accepting a plan would begin, end and leave empty: for its page, and when it is done."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.people.models import live_on
from doorstep.people.queries import helpers_at
from doorstep.register.models import Declined, Household

type Offers = dict[tuple[UUID, UUID], PairingOffer]  # by household and helper


@dataclass(frozen=True)
class Accepting:
    """What becomes of a village's pairs; who came on the register after the plan keeps theirs."""

    chosen: list[tuple[PairingOffer, Household]]  # offers that still hold, while there is a place
    named: list[Pairing]  # since the plan was made, by a person: they go before it
    ending: list[Pairing]  # of helpers
    standing_in: list[Pairing]  # of who stands in today
    empty: list[Household]  # with a place that nobody fills

    @property
    def going(self) -> set[tuple[UUID, UUID]]:
        """(household, helper) of everybody who goes somewhere then, whoever stands in left out."""
        chosen = {(offer.household_id, offer.helper_id) for offer, _household in self.chosen}
        return chosen | {(pair.household_id, pair.helper_id) for pair in self.named}


def on_accepting(plan: PairingPlan, on: date) -> Accepting:
    """What accepting a plan on a day would do; five queries, however many."""
    active = Household.objects.filter(village=plan.place).active_on(on)
    planned = {row.pk: row for row in active.filter(registered_on__lte=plan.made_on)}
    others = set(active.filter(registered_on__gt=plan.made_on).values_list("pk", flat=True))
    pairings = Pairing.objects.live_on(on).filter(household__village=plan.place)
    running = list(pairings.select_related("household", "helper").order_by("order", "pk"))
    offers = _offers_that_still_hold(plan, on)
    named = [pair for pair in running if _is_named_since(pair, plan, offers)]
    places = Counter({pk: row.helpers_wanted for pk, row in planned.items()})
    places.subtract(pair.household_id for pair in named)
    chosen: Offers = {}
    for (household_id, helper_id), offer in offers.items():
        if places[household_id] > 0:
            places[household_id] -= 1
            chosen[household_id, helper_id] = offer
    ours = [pair for pair in running if pair not in named and pair.household_id not in others]
    return Accepting(
        chosen=[(offer, planned[household_id]) for (household_id, _pk), offer in chosen.items()],
        named=named,
        ending=[
            pair
            for pair in ours
            if pair.via != PairingVia.STAND_IN and (pair.household_id, pair.helper_id) not in chosen
        ],
        standing_in=[pair for pair in ours if pair.via == PairingVia.STAND_IN],
        empty=[row for pk, row in planned.items() if places[pk] > 0],
    )


def _offers_that_still_hold(plan: PairingPlan, on: date) -> Offers:
    """Without those that a side declined or a helper left since."""
    declined = set(
        Declined.objects.filter(live_on(on), household__village=plan.place).values_list(
            "household", "helper"
        )
    )
    here = set(helpers_at(plan.place, on).values_list("pk", flat=True))
    return {
        (offer.household_id, offer.helper_id): offer
        for offer in plan.offers.select_related("helper__team").order_by("order", "pk")
        if offer.helper_id in here and (offer.household_id, offer.helper_id) not in declined
    }


def _is_named_since(pairing: Pairing, plan: PairingPlan, offers: Offers) -> bool:
    """Named by a person when the plan lay there already: a plan keeps the pairs named before, also
    on the same day, but where it was changed by hand. Ids sort by making."""
    return (
        pairing.via == PairingVia.PERSON
        and pairing.pk > plan.pk
        and (pairing.household_id, pairing.helper_id) not in offers
    )
