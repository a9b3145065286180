"""Pairs and plans one may see, and how full the helpers are."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Count, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.pairing.choices import PairingPlanState
from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.people.choices import Role
from doorstep.people.models import Account, AccountRole, Helper, Place, live_on
from doorstep.people.queries import has_role, helpers_at, villages_with_role
from doorstep.register.models import Household


@dataclass(frozen=True)
class HelperLoad:
    """How many households a helper has, and how many at most."""

    helper: Helper
    households: int
    most: int

    @property
    def free(self) -> int:
        return max(0, self.most - self.households)


def pairs_of(household: Household, on: date) -> QuerySet[Pairing]:
    """Who goes to a household on a day, the leading helper first, each with its offer."""
    live = Pairing.objects.live_on(on).filter(household=household)
    return live.select_related("helper", "offer__next_helper", "offer__plan").order_by(
        "order", "start_on", "pk"
    )


def helpers_load(place: Place, on: date) -> list[HelperLoad]:
    """The helpers of a village by name, with their active households on a day."""
    open_pair = Q(pairings__end_on=None) | Q(pairings__end_on__gt=on)
    on_register = Q(pairings__household__closed_on=None) | Q(pairings__household__closed_on__gt=on)
    counted = open_pair & on_register & Q(pairings__start_on__lte=on)
    helpers = helpers_at(place, on).annotate(
        load=Count("pairings__household", filter=counted, distinct=True)
    )
    return [
        HelperLoad(helper=helper, households=helper.load, most=helper.most_households)
        for helper in helpers.select_related("seat").order_by("name", "pk")
    ]


def stand_in_for(village: Place, by: Account, on: date) -> Account | None:
    """Who stands in where helpers are short: `by` as coordinator of the village, else who
    coordinates it longest. None: nobody does."""
    if has_role(by, Role.COORDINATOR, village, on):
        return by
    at = Q(place=village) | Q(place__children=village) | Q(place__children__children=village)
    held = AccountRole.objects.filter(live_on(on), at, role=Role.COORDINATOR)
    first = held.select_related("account").order_by("start_on", "pk").first()
    return first.account if first else None


def open_plan(place: Place) -> PairingPlan | None:
    """The proposal that waits to be accepted, if there is one."""
    return place.pairing_plans.filter(state=PairingPlanState.OPEN).first()


def state_of(plan: PairingPlan) -> str:
    """A short mark of what a plan proposes: another one as soon as one pair is another."""
    rows = plan.offers.order_by("household", "helper").values_list("household", "helper", "order")
    told = "\n".join(f"{household} {helper} {order}" for household, helper, order in rows)
    return sha256(told.encode()).hexdigest()[:16]


def offers_of(plan: PairingPlan) -> QuerySet[PairingOffer]:
    """The offers of a plan by household code, with household, helper and next best; without
    households that are out of use since."""
    offers = plan.offers.filter(household__in=Household.objects.in_use())
    offers = offers.select_related("plan", "household", "helper", "next_helper")
    return offers.order_by("household__code", "order", "pk")


def get_plan_for(account: Account, plan_id: object, on: date) -> PairingPlan:
    """A plan of a village the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on)
    plan = (
        PairingPlan.objects.filter(pk=plan_id, place__in=villages).select_related("place").first()
    )
    if plan is None:
        raise NotVisible
    return plan


def get_offer_for(account: Account, offer_id: object, on: date) -> PairingOffer:
    """An offer of a plan of a village the account coordinates, to a household that is in use; else
    NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on)
    used = Household.objects.in_use()
    offer = (
        PairingOffer.objects.filter(pk=offer_id, plan__place__in=villages, household__in=used)
        .select_related("plan__place", "household", "helper", "next_helper")
        .first()
    )
    if offer is None:
        raise NotVisible
    return offer
