"""A plan of pairs: proposed by the planner, changed and accepted by a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep import planner
from doorstep.kit.errors import Refused
from doorstep.pairing.actions.pairs import end_pairing, pair_household
from doorstep.pairing.actions.standing_in import stand_in_at
from doorstep.pairing.choices import PairingPlanState, PairingVia
from doorstep.pairing.models import PairingOffer, PairingPlan
from doorstep.pairing.queries import (
    adds_in_plan,
    build_problem,
    helper_id_of,
    least_now,
    load_in_plan,
    on_accepting,
    price_of,
    state_of,
    told_faults,
    unserved_rows,
    wording_of,
)
from doorstep.people.actions import audit, told_together
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.people.queries import helpers_at
from doorstep.planner.hours import WEEKS, HoursProblem, HoursResult, pair_hours
from doorstep.register.actions.access import PairDeclined
from doorstep.register.models import Declined, Household


class PairingNeedsAVillage(Refused):
    message = _("%(place)s is no village. Pair its villages one by one: %(villages)s.")


class PlanNotOpen(Refused):
    message = _("This proposal was accepted or replaced already. Open the latest one.")


class ProposalChanged(Refused):
    message = _(
        "Somebody changed this proposal while you read it. Look at it once more; nothing was "
        "accepted."
    )


class ProgramMayNotAccept(Refused):
    message = _("The program may propose pairs; accepting them is for a person. Name who accepts.")


class HelperOfferedAlready(Refused):
    message = _("%(helper)s is proposed for household %(code)s already.")


class HelperTakesNone(Refused):
    message = _("%(helper)s takes no households in this village. Choose another helper.")


class HelperFull(Refused):
    message = _(
        "%(helper)s has %(count)s of at most %(most)s households in this proposal. Give one of "
        "them to somebody else first, or agree on more with the helper."
    )


class NamedPairsBeyondHours(Refused):
    message = _(
        "%(helper)s has %(hours)s hours a week, and the pairs that a person named for this helper "
        "take %(needed)s. End one of them, or write down more hours."
    )


def guard_village(place: Place) -> None:
    """PairingNeedsAVillage where it is none."""
    if place.kind != PlaceKind.VILLAGE:
        villages = ", ".join(place.children.values_list("code", flat=True))
        raise PairingNeedsAVillage(place=place.name, villages=villages or "–")


@dataclass(frozen=True)
class FoundPairing:
    """A village as the planner was told it, and the pairs it found. `by_hand` are pairs (household,
    helper) that a person chose; `least` is then what no pairing without them costs less than."""

    place: Place
    problem: planner.PairingProblem
    result: planner.PairingResult | HoursResult
    by_hand: frozenset[tuple[str, str]] = frozenset()
    least: int | None = None
    is_stopped: bool = False  # before no pair was left that pays


def propose_pairing(
    place: Place,
    *,
    by: Account,
    on: date,
    by_hours: HoursProblem | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> PairingPlan:
    """Lets the planner pair a village and keeps what it found; see `find_pairing` and
    `keep_pairing`."""
    found = find_pairing(place, on, by_hours=by_hours, is_stopped=is_stopped)
    return keep_pairing(found, by=by, on=on)


def find_pairing(
    place: Place,
    on: date,
    *,
    by_hours: HoursProblem | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> FoundPairing:
    """Lets the planner pair a village; writes nothing, and takes seconds: to be asked before a
    transaction begins; after a stop it is the best so far, by households. By hours: `by_hours` is
    the village as `visits.queries.hours_problem` states it. PairingNeedsAVillage,
    NamedPairsBeyondHours, CannotBePlanned."""
    guard_village(place)
    problem = by_hours.village if by_hours else build_problem(place, on)
    with told_faults():
        result = _by_hours(by_hours) if by_hours else planner.pair(problem, is_stopped=is_stopped)
    return FoundPairing(place, problem, result, is_stopped=is_stopped() and not result.optimal)


@transaction.atomic
def keep_pairing(found: FoundPairing, *, by: Account, on: date) -> PairingPlan:
    """Keeps what the planner found, with the price and terms of every pair; an open proposal before
    it is dropped. Nothing else changes."""
    place, problem, result = found.place, found.problem, found.result
    households = Household.objects.filter(village=place).active_on(on)
    ids: dict[str, UUID] = dict(households.values_list("code", "pk"))
    # a double click leaves one open
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    for former in place.pairing_plans.filter(state=PairingPlanState.OPEN).select_for_update(
        no_key=True
    ):
        former.state = PairingPlanState.DROPPED
        former.save(update_fields=["state"])
    bound = result.bound if found.least is None else found.least
    plan = PairingPlan.objects.create(
        place=place,
        made_on=on,
        by=by,
        objective=result.objective,
        bound=bound,
        optimal=result.optimal and result.objective == bound,
        is_stopped=found.is_stopped,
        unserved=unserved_rows(result.unserved, ids),
    )
    wording = wording_of(place, on, problem)
    PairingOffer.objects.bulk_create(
        [
            PairingOffer(
                plan=plan,
                household_id=ids[pair.household],
                helper_id=helper_id_of(pair.helper),
                order=pair.order,
                price=pair.price,
                terms=wording.terms(pair),
                next_helper_id=pair.next_best and helper_id_of(pair.next_best.helper),
                next_price=pair.next_best and pair.next_best.adds,
                next_terms=wording.next_terms(pair),
                is_changed_by_hand=(pair.household, pair.helper) in found.by_hand,
            )
            for pair in result.pairs
            if pair.household in ids  # planning takes seconds; one may be off the register
        ],
        batch_size=500,
    )
    detail = {"pairs": len(result.pairs), "unserved": len(result.unserved)}
    audit("propose_pairing", plan, by=by, on=on, place=place, detail=detail)
    return plan


def _by_hours(problem: HoursProblem) -> HoursResult:
    try:
        return pair_hours(problem)
    except planner.LockedBeyondHours as error:
        helper = Helper.objects.get(pk=helper_id_of(error.helper))
        needed = f"{error.minutes / 60 / WEEKS:.1f}"
        hours = helper.weekly_hours or 0
        raise NamedPairsBeyondHours(helper=helper.name, hours=hours, needed=needed) from error


@transaction.atomic
def change_offer(offer: PairingOffer, *, helper: Helper, by: Account, on: date) -> None:
    """Puts another helper into an offer of an open plan, at that helper's price; the former one
    becomes its next best. PlanNotOpen, HelperOfferedAlready, HelperTakesNone, HelperFull,
    PairDeclined, ChangedSinceProposal."""
    plan = hold_open(offer.plan)
    # another browser may have changed it since
    offer = plan.offers.select_related("plan", "household", "helper").get(pk=offer.pk)
    code = offer.household.code
    if plan.offers.filter(household=offer.household_id, helper=helper).exists():
        raise HelperOfferedAlready(helper=helper.name, code=code)
    _guard_helper(offer, helper, plan.made_on)
    priced = price_of(offer, helper)
    former, adds = offer.helper, adds_in_plan(offer, priced)
    offer.next_terms = [term for term in offer.terms if term["kind"] != "fairness"]
    offer.helper, offer.price, offer.terms = helper, priced.price, priced.terms
    offer.next_helper, offer.next_price = former, -adds
    offer.is_changed_by_hand = True
    offer.save(
        update_fields=[
            "helper",
            "price",
            "terms",
            "next_helper",
            "next_price",
            "next_terms",
            "is_changed_by_hand",
        ]
    )
    plan.objective += adds
    if plan.objective < plan.bound:  # whom a person had named went, and was dearer
        plan.bound = min(least_now(plan), plan.objective)
    plan.optimal = plan.objective == plan.bound
    plan.save(update_fields=["objective", "bound", "optimal"])
    household = offer.household_id
    audit("change_offer", offer, by=by, on=on, household_id=household, place=plan.place_id)


@transaction.atomic
@told_together()
def accept_pairing(plan: PairingPlan, *, by: Account, on: date, seen: str | None = None) -> None:
    """Makes an open plan's pairs run from a day on: equal ones stay as they are, others end or
    begin, each with its access. What a person named since the plan was made goes before it. Where
    places stay empty the coordinator stands in, by name; a village without a coordinator, or a
    household that declined this one, leaves them empty. `seen` is the `state_of` what was read.
    ProgramMayNotAccept, PlanNotOpen, ProposalChanged."""
    if by.is_system:
        raise ProgramMayNotAccept
    plan = hold_open(plan)
    if seen not in (None, state_of(plan)):
        raise ProposalChanged
    found = on_accepting(plan, on)
    empty = found.empty
    stand_in = stand_in_at(plan.place, by=by, on=on) if empty else None
    if stand_in is not None:  # who goes there anyhow stands in for nobody
        empty = [row for row in empty if (row.pk, stand_in.pk) not in found.going]
    standing = {(row.pk, stand_in.pk) for row in empty} if stand_in else set()
    gone = [one for one in found.standing_in if (one.household_id, one.helper_id) not in standing]
    for pairing in [*found.ending, *gone]:
        end_pairing(pairing, by=by, on=on)
    for offer, household in found.chosen:
        _begin(offer, household, by=by, on=on)
    stand_ins = _stand_in(stand_in, empty, by=by, on=on)
    plan.state = PairingPlanState.ACCEPTED
    plan.accepted_on = on
    plan.save(update_fields=["state", "accepted_on"])
    detail = {"pairs": len(found.chosen), "stand_ins": stand_ins}
    audit("accept_pairing", plan, by=by, on=on, place=plan.place_id, detail=detail)


def hold_open(plan: PairingPlan) -> PairingPlan:
    """The plan as the database has it, locked; PlanNotOpen."""
    plan = (
        PairingPlan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=plan.pk)
    )
    if plan.state != PairingPlanState.OPEN:
        raise PlanNotOpen
    return plan


def _begin(offer: PairingOffer, household: Household, *, by: Account, on: date) -> None:
    pair_household(
        household,
        offer.helper,
        order=offer.order,
        via=PairingVia.PERSON if offer.is_changed_by_hand else PairingVia.PROPOSAL,
        by=by,
        on=on,
        offer=offer,
    )


def _stand_in(helper: Helper | None, households: list[Household], *, by: Account, on: date) -> int:
    """Pairs the coordinator with each household that did not decline it; how many."""
    if helper is None:
        return 0
    declined = Declined.objects.filter(live_on(on), helper=helper)
    refusing = set(declined.values_list("household", flat=True))
    open_to_it = [household for household in households if household.pk not in refusing]
    for household in open_to_it:
        others = household.pairings.live_on(on).exclude(helper=helper).count()
        pair_household(household, helper, order=others + 1, via=PairingVia.STAND_IN, by=by, on=on)
    return len(open_to_it)


def _guard_helper(offer: PairingOffer, helper: Helper, on: date) -> None:
    if helper.most_households == 0 or not helpers_at(offer.plan.place, on).filter(pk=helper.pk):
        raise HelperTakesNone(helper=helper.name)
    count = load_in_plan(offer, helper)
    if count >= helper.most_households:
        raise HelperFull(helper=helper.name, count=count, most=helper.most_households)
    held = Declined.objects.filter(live_on(on), household=offer.household_id, helper=helper)
    if held.exists():
        raise PairDeclined(code=offer.household.code, helper=helper.name)
