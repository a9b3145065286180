"""What accepting a plan would begin, end and leave empty: for its page, and when it is done."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
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
    here = set(helpers_at(plan.place, on).values_list("pk", flat=True))
    offers = _offers_that_still_hold(plan, here, on)
    kept = [pair for pair in running if pair.helper_id in here]
    named = _named_since(kept, plan, offers, planned)
    places = Counter({pk: row.helpers_wanted for pk, row in planned.items()})
    places.subtract(pair.household_id for pair in named)
    chosen: Offers = {}
    for (household_id, helper_id), offer in offers.items():
        if places[household_id] > 0:
            places[household_id] -= 1
            chosen[household_id, helper_id] = offer
    apart = {pair.pk for pair in named}
    ours = [one for one in running if one.pk not in apart and one.household_id not in others]
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


def _offers_that_still_hold(plan: PairingPlan, here: Set[UUID], on: date) -> Offers:
    """Without those that a side declined or a helper left since."""
    declined = set(
        Declined.objects.filter(live_on(on), household__village=plan.place).values_list(
            "household", "helper"
        )
    )
    return {
        (offer.household_id, offer.helper_id): offer
        for offer in plan.offers.select_related("helper__team").order_by("order", "pk")
        if offer.helper_id in here and (offer.household_id, offer.helper_id) not in declined
    }


def _named_since(
    running: Sequence[Pairing], plan: PairingPlan, offers: Offers, planned: Mapping[UUID, Household]
) -> list[Pairing]:
    """Pairs that a person named when the plan lay there already: also of somebody who went there
    before. A plan keeps all that were named before and have a place, but where it was changed by
    hand; ids sort by making."""
    named = [pair for pair in running if pair.via == PairingVia.PERSON]
    of_household = Counter(pair.household_id for pair in named)
    of_helper = Counter(pair.helper_id for pair in named)
    by_hand = {one.household_id for one in offers.values() if one.is_changed_by_hand}

    def has_place(pair: Pairing) -> bool:
        household = planned.get(pair.household_id)
        wanted = household.helpers_wanted if household else 0
        most = pair.helper.most_households
        return of_household[pair.household_id] <= wanted and of_helper[pair.helper_id] <= most

    return [
        pair
        for pair in named
        if (pair.household_id, pair.helper_id) not in offers
        if pair.pk > plan.pk or (pair.household_id not in by_hand and has_place(pair))
    ]
