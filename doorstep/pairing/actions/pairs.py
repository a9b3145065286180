"""One pair: begun with the access that goes with it, ended, or declined by one side."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.needs.actions import free_needs, let_owner_see
from doorstep.needs.models import Need
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing, PairingOffer
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Helper, live_on
from doorstep.register.actions import end_access, grant_access
from doorstep.register.actions.access import guard_not_declined
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access, Declined, Household

MOST_HELPERS = 3


class HouseholdNotActive(Refused):
    message = _("Household %(code)s is not on the register that day; nobody can be paired with it.")


class HelperNotActive(Refused):
    message = _("%(helper)s is not in the team that day. Choose another helper.")


class HelperOfAnotherVillage(Refused):
    message = _("%(helper)s belongs to another village's team. Choose a helper of this village.")


class TooManyHelpers(Refused):
    message = _("Household %(code)s has %(most)s helpers already; end one of these pairs first.")


@transaction.atomic
def pair_household(
    household: Household,
    helper: Helper,
    *,
    order: int = 1,
    via: PairingVia | str,
    by: Account,
    on: date,
    offer: PairingOffer | None = None,
) -> Pairing:
    """Pairs a household with a helper from a day on and lets the helper see it; order 1 leads.

    Who had that order, and those after, go one later. A pair that runs already is kept, at the new
    order and with the new reasons; who stood in and is now paired begins anew. HouseholdNotActive,
    HelperNotActive, HelperOfAnotherVillage, PairDeclined, TooManyHelpers.
    """
    live = {row.helper_id: row for row in Pairing.objects.live_on(on).filter(household=household)}
    held = live.get(helper.pk)
    _make_room(live.values(), order, helper)
    if held is not None and (held.via != PairingVia.STAND_IN or via == PairingVia.STAND_IN):
        return _keep(held, order=order, via=via, offer=offer, by=by, on=on)
    _guard(household, helper, on=on, via=via)
    if held is not None:
        end_pairing(held, by=by, on=on)
        del live[helper.pk]
    if len(live) >= MOST_HELPERS:
        raise TooManyHelpers(code=household.code, most=MOST_HELPERS)
    pairing = Pairing.objects.create(
        household=household,
        helper=helper,
        order=order,
        via=PairingVia(via),
        offer=offer,
        start_on=on,
    )
    _let_see(pairing, by=by, on=on)
    _audit("pair_household", pairing, by=by, on=on)
    return pairing


def guard_in_team(helper: Helper, on: date) -> None:
    """HelperNotActive for one who has left the team by then, or joins it later."""
    if helper.start_on > on or (helper.end_on is not None and helper.end_on <= on):
        raise HelperNotActive(helper=helper.name)


@transaction.atomic
@told_together()
def end_pairing(pairing: Pairing, *, by: Account, on: date) -> None:
    """Ends a pair and the access that came with it: neither holds on that day any more. One that
    ended earlier stays so. Who owns an open need of the household sees it until that is closed or
    handed over."""
    if pairing.end_on is not None and pairing.end_on <= on:
        return
    pairing.end_on = max(on, pairing.start_on)
    pairing.save(update_fields=["end_on"])
    for access in _granted(pairing).select_related("household"):
        end_access(access, by=by, on=on)
    owned = Need.objects.filter(household=pairing.household_id, owner=pairing.helper_id)
    for need in owned.open_on(on).select_related("household", "owner"):
        let_owner_see(need, by=by, on=on)
    _audit("end_pairing", pairing, by=by, on=on)


@transaction.atomic
@told_together()
def decline_pair(household: Household, helper: Helper, *, by: Account, on: date) -> Declined:
    """One side does not want this pair; no reason is asked. A pair that runs is ended, and the
    helper does not see the household any more: somebody else takes over what needs they own."""
    free_needs(helper, household=household, by=by, on=on)
    running = Pairing.objects.filter(household=household, helper=helper, end_on=None)
    for pairing in running.select_related("household"):
        end_pairing(pairing, by=by, on=on)
    seen = Access.objects.filter(Q(until_on=None) | Q(until_on__gt=on), household=household)
    for access in seen.filter(helper=helper).select_related("household"):
        end_access(access, by=by, on=on)
    held = Declined.objects.filter(live_on(on), household=household, helper=helper).first()
    if held is not None:
        return held
    declined = Declined.objects.create(household=household, helper=helper, start_on=on)
    place = household.village_id
    audit("decline_pair", declined, by=by, on=on, household_id=household.pk, place=place)
    return declined


def _make_room(live: Iterable[Pairing], order: int, helper: Helper) -> None:
    """Who goes there in that order already, and those after, go one later: one leads, not two."""
    others = [row for row in live if row.helper_id != helper.pk and row.order >= order]
    if order in {row.order for row in others}:
        for row in others:
            row.order += 1
            row.save(update_fields=["order"])


def _keep(
    held: Pairing,
    *,
    order: int,
    via: PairingVia | str,
    offer: PairingOffer | None,
    by: Account,
    on: date,
) -> Pairing:
    """A pair that runs goes on; one that a person names now counts as named."""
    was = held.order, held.via, held.offer_id
    held.order, held.offer = order, offer or held.offer
    if via == PairingVia.PERSON:
        held.via = PairingVia.PERSON
    if was != (held.order, held.via, held.offer_id):
        held.save(update_fields=["order", "via", "offer"])
        _audit("pair_household", held, by=by, on=on)
    _let_see(held, by=by, on=on)
    return held


def _let_see(pairing: Pairing, *, by: Account, on: date) -> None:
    """The access that goes with a pair, once; it was ended if the household had left meanwhile."""
    if not _granted(pairing).exists():
        via, helper = _access_via(pairing), pairing.helper
        grant_access(pairing.household, via=via, from_on=on, helper=helper, by=by)


def _granted(pairing: Pairing) -> QuerySet[Access]:
    """The access that came with the pair; what a need gave its owner is another."""
    return Access.objects.filter(
        household=pairing.household_id,
        helper=pairing.helper_id,
        via=_access_via(pairing),
        until_on=None,
    )


def _guard(household: Household, helper: Helper, *, on: date, via: PairingVia | str) -> None:
    if not household.is_active(on):
        raise HouseholdNotActive(code=household.code)
    guard_in_team(helper, on)
    # a coordinator of several villages stands in wherever the role holds
    if via != PairingVia.STAND_IN and helper.team.place_id != household.village_id:
        raise HelperOfAnotherVillage(helper=helper.name)
    guard_not_declined(household, helper, on)


def _access_via(pairing: Pairing) -> AccessVia:
    stands_in = pairing.via == PairingVia.STAND_IN
    return AccessVia.STAND_IN if stands_in else AccessVia.PAIRING


def _audit(act: str, pairing: Pairing, *, by: Account, on: date) -> None:
    audit(
        act,
        pairing,
        by=by,
        on=on,
        household_id=pairing.household_id,
        place=pairing.household.village_id,
        detail={"via": str(pairing.via), "order": pairing.order},
    )
