"""Offers of work, for the coordinator of the village that they were told to."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstep.jobs.choices import OfferState
from doorstep.jobs.models import Hire, JobOffer
from doorstep.jobs.rules import OfferFields, frees_its_place, offer_state
from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role

ORDER = (OfferState.OPEN, OfferState.FULL, OfferState.CLOSED)


@dataclass(frozen=True)
class OfferLine:
    """An offer as a line of a list: how it stands, and how many of its places are taken."""

    offer: JobOffer
    state: OfferState
    taken: int


def offer_fields(offer: JobOffer) -> OfferFields:
    """What the employer told, as the acts take it."""
    told = {one.name: getattr(offer, one.name) for one in fields(OfferFields)}
    return OfferFields(**told | {"crafts": tuple(offer.crafts)})


def offers_for(account: Account, on: date) -> QuerySet[JobOffer]:
    """The offers of the villages that the account coordinates."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    return JobOffer.objects.filter(place__in=villages).select_related("place", "by")


def get_offer_for(account: Account, offer_id: object, on: date) -> JobOffer:
    """One of `offers_for`; else NotVisible."""
    offer = offers_for(account, on).filter(pk=offer_id).first()
    if offer is None:
        raise NotVisible
    return offer


def taken_places(offers: Iterable[JobOffer], on: date) -> dict[UUID, int]:
    """How many places of each offer are taken on a day: one query. A placement that ended before
    the work itself does leaves its place to another."""
    ends = {offer.pk: offer.end_on for offer in offers}
    taken = dict.fromkeys(ends, 0)
    rows = Hire.objects.filter(offer__in=ends).values_list("offer", "placement__end_on")
    for offer_id, ended_on in rows:
        if not frees_its_place(ends[offer_id], ended_on, on):
            taken[offer_id] += 1
    return taken


def state_of(offer: JobOffer, taken: int, on: date) -> OfferState:
    """How an offer stands on a day with so many places taken."""
    return offer_state(offer.places, taken, offer.open_until, offer.closed_on, on)


def offer_lines(account: Account, place: Place, on: date) -> list[OfferLine]:
    """The offers of a village: the open ones by the day until which they are, then the rest."""
    offers = list(offers_for(account, on).filter(place=place))
    taken = taken_places(offers, on)
    lines = [OfferLine(one, state_of(one, taken[one.pk], on), taken[one.pk]) for one in offers]
    return sorted(
        lines,
        key=lambda line: (
            ORDER.index(line.state),
            line.offer.open_until if line.state == OfferState.OPEN else date.max,
            line.offer.employer,
        ),
    )
