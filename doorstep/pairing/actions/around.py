"""One pair of a proposal as a person wants it, though that helper is full: the others make room."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction

from doorstep import planner
from doorstep.pairing.actions.plans import (
    FoundPairing,
    HelperFull,
    HelperOfferedAlready,
    HelperTakesNone,
    PairDeclined,
    PlanNotOpen,
    hold_open,
    keep_pairing,
)
from doorstep.pairing.choices import PairingPlanState
from doorstep.pairing.models import PairingOffer, PairingPlan
from doorstep.pairing.queries import (
    ChangedSinceProposal,
    build_problem,
    helper_key,
    told_faults,
    with_named,
)
from doorstep.people.models import Account, Helper, Place


def find_around(offer: PairingOffer, *, helper: Helper, on: date) -> FoundPairing:
    """The cheapest pairing in which a helper goes to the offer's household instead, and what was
    changed by hand stays; writes nothing. PlanNotOpen, HelperOfferedAlready, HelperTakesNone,
    ChangedSinceProposal, PairDeclined, HelperFull where that helper has only pairs that a person
    named."""
    plan, code, key = offer.plan, offer.household.code, helper_key(helper)
    if plan.state != PairingPlanState.OPEN:
        raise PlanNotOpen
    if plan.offers.filter(household=offer.household_id, helper=helper).exists():
        raise HelperOfferedAlready(helper=helper.name, code=code)
    problem = build_problem(plan.place, on)
    giver = next((row for row in problem.helpers if row.key == key), None)
    if giver is None or giver.most_households == 0:
        raise HelperTakesNone(helper=helper.name)
    by_hand: dict[str, set[str]] = defaultdict(set)
    changed = plan.offers.filter(is_changed_by_hand=True).exclude(pk=offer.pk)
    for one in changed.select_related("household", "helper"):
        by_hand[one.household.code].add(helper_key(one.helper))
    by_hand[code].add(key)
    team = {row.key: row for row in problem.helpers}
    gone = helper_key(offer.helper)
    households = tuple(
        _pinned(row, by_hand[row.key], team, *((key, gone) if row.key == code else ()))
        for row in problem.households
    )
    own = next((row for row in households if row.key == code), None)
    if own is None:
        raise ChangedSinceProposal(code=code, helper=helper.name)
    if key in own.declined:
        raise PairDeclined(code=code, helper=helper.name)
    count = Counter(one for row in households for one in row.locked)[key]
    if count > giver.most_households:
        raise HelperFull(helper=helper.name, count=count - 1, most=giver.most_households)
    with told_faults():
        result = planner.pair(replace(problem, households=households))
        # the village may be another than when it was proposed
        least = min(planner.pair(problem).bound, result.bound)
    pins = frozenset((row.key, one) for row in households for one in by_hand.get(row.key, ()))
    return FoundPairing(plan.place, problem, result, pins, least)


def propose_around(offer: PairingOffer, *, helper: Helper, by: Account, on: date) -> PairingPlan:
    """Keeps what `find_around` finds in place of the offer's proposal. PlanNotOpen, also where that
    was accepted or replaced meanwhile."""
    found = find_around(offer, helper=helper, on=on)
    with transaction.atomic():
        Place.objects.select_for_update(no_key=True).get(pk=offer.plan.place_id)
        hold_open(offer.plan)
        return keep_pairing(found, by=by, on=on)


def _pinned(
    row: planner.Household, own: set[str], team: Mapping[str, planner.Helper], asked: str = "",
    gone: str = "",
) -> planner.Household:  # fmt: skip
    """A household with the pairs that a person wants, as far as it wants and none declined; the one
    asked for now first. Who is replaced there, if still in the team, does not stay in the place of
    its other helper."""
    here = sorted((key for key in own if key in team), key=lambda key: (key != asked, key))
    wanted = [key for key in here if key not in row.declined or key == asked]
    named = sorted(row.locked - own - {gone})
    pinned = with_named(row, frozenset([*wanted, *named][: row.helpers_wanted]), team)
    return pinned if gone not in team else replace(pinned, declined=row.declined | {gone})
