"""A proposal against today: what changes, why, and what stays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.pairing.queries import (
    helpers_load,
    next_words,
    offers_of,
    on_accepting,
    points_text,
    unserved_words,
    words_of,
)
from doorstep.people.models import Place
from doorstep.people.queries import helpers_at
from doorstep.register.models import Household
from doorstep.register.queries import with_head


class Change(Enum):
    """What an offer would do to the pairs of today."""

    STAYS = "stays"
    NEW = "new"
    OTHER = "other"


@dataclass(frozen=True)
class OfferLine:
    """A proposed pair beside today's."""

    offer: PairingOffer
    head_name: str
    change: Change
    today: str  # who goes there now
    reasons: str
    next_best: str
    price: str


@dataclass(frozen=True)
class UnservedLine:
    """Places that stay empty, and why; the coordinator stands in there."""

    household_id: str
    code: str
    head_name: str
    today: str  # who goes there now
    places: int
    why: str


@dataclass(frozen=True)
class PlanAgainstToday:
    """What accepting a plan would change."""

    plan: PairingPlan
    changing: list[OfferLine]
    staying: list[OfferLine]
    ending: list[Pairing]  # of households that nothing else changes for
    unserved: list[UnservedLine]

    @property
    def objective(self) -> str:
        return points_text(self.plan.objective)

    @property
    def above_best(self) -> str:
        """How much more it costs than the least possible, at most; "" for the least itself."""
        cents = self.plan.objective - self.plan.bound
        if self.plan.is_stopped:
            cents = -(-cents // 10) * 10  # what is said to be the most is never rounded down
        return points_text(max(10, cents)) if cents > 0 else ""


def plan_against_today(plan: PairingPlan, today: date) -> PlanAgainstToday:
    """The plan's offers beside the pairs of today, of households that are in use; nine queries,
    however many."""
    offers = list(offers_of(plan))
    live = Pairing.objects.live_on(today).filter(household__village=plan.place)
    pairs = list(live.select_related("household", "helper").order_by("order", "pk"))
    now: dict[UUID, list[Pairing]] = defaultdict(list)
    for pair in pairs:
        now[pair.household_id].append(pair)
    heads = dict(
        with_head(Household.objects.in_use().filter(village=plan.place)).values_list(
            "pk", "head_name"
        )
    )
    lines = [_line(offer, now[offer.household_id], heads) for offer in offers]
    then = on_accepting(plan, today)
    ending = {one.pk: one for one in then.ending}
    gone = {(one.household_id, one.helper_id) for one in ending.values()}
    begins = {offer.pk for offer, _household in then.chosen}  # what does not hold any more does not
    changing = [line for line in lines if line.change != Change.STAYS and line.offer.pk in begins]
    changed = {line.offer.household_id for line in changing}
    unserved = [row for row in plan.unserved if UUID(row["household"]) in heads]
    return PlanAgainstToday(
        plan=plan,
        changing=changing,
        staying=[
            line
            for line in lines
            if line.change == Change.STAYS
            and (line.offer.household_id, line.offer.helper_id) not in gone
        ],
        ending=[
            pair
            for pair in pairs
            if pair.pk in ending and pair.household_id in heads
            if pair.household_id not in changed
        ],
        unserved=[
            UnservedLine(
                row["household"],
                row["code"],
                heads[UUID(row["household"])] or "",
                " · ".join(pair.helper.name for pair in now[UUID(row["household"])]),
                row["places"],
                unserved_words(row),
            )
            for row in unserved
        ],
    )


def helper_choices(place: Place, on: date, offer: PairingOffer) -> list[tuple[str, str]]:
    """Helpers with room for households who were on the team when the plan was made, each with how
    many it gives them."""
    known = set(helpers_at(place, offer.plan.made_on).values_list("pk", flat=True))
    given: dict[UUID, int] = defaultdict(int)
    for helper in offer.plan.offers.values_list("helper", flat=True):
        given[helper] += 1
    return [
        (str(load.helper.pk), f"{load.helper.name} ({given[load.helper.pk]}/{load.most})")
        for load in helpers_load(place, on)
        if load.most and load.helper.pk in known
    ]


def _line(offer: PairingOffer, now: Iterable[Pairing], heads: dict[Any, str | None]) -> OfferLine:
    pairs = list(now)
    if any(pair.helper_id == offer.helper_id for pair in pairs):
        change = Change.STAYS
    else:
        change = Change.OTHER if pairs else Change.NEW
    return OfferLine(
        offer=offer,
        head_name=heads.get(offer.household_id) or "",
        change=change,
        today=" · ".join(pair.helper.name for pair in pairs),
        reasons=_(", ").join(words_of(offer, with_load=False)),
        next_best=next_words(offer),
        price=points_text(offer.price),
    )
