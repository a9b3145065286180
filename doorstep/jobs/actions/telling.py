"""Telling somebody of an offer, what they said, and the placement that comes of it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.jobs.actions.guards import guard_not_to_come, tell
from doorstep.jobs.actions.wishes import guard_there, lock_wish
from doorstep.jobs.choices import JobAnswer, OfferState, WishState
from doorstep.jobs.models import Hire, JobOffer, JobTelling, JobWish
from doorstep.jobs.queries import state_of, taken_places
from doorstep.jobs.rules import wish_state
from doorstep.kit.errors import Refused
from doorstep.needs.actions import place_member
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need, Placement
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account


class OfferFull(Refused):
    message = _("All %(places)s places of this offer are taken.")


class OfferNotOpen(Refused):
    message = _("This offer is not open any more.")


class OfferOfAnotherVillage(Refused):
    message = _("This offer was told to another village.")


class WishLapsed(Refused):
    message = _("This wish lapsed on %(day)s; ask again first.")


class ToldAlready(Refused):
    message = _("They were told of this offer on %(day)s already.")


class ToldBeforeOffer(Refused):
    message = _("The offer came in on %(day)s; nobody can have been told of it before.")


class AnswerBeforeTelling(Refused):
    message = _("They were told on %(day)s; the answer cannot be earlier.")


class AnswerMissing(Refused):
    message = _("Choose what they said.")


class PlacedBeforeOffer(Refused):
    message = _("The work begins on %(day)s by the offer; nobody starts there before.")


class PlacedBeyondOffer(Refused):
    message = _("By the offer the work is over on %(day)s.")


@transaction.atomic
def tell_job_offer(
    offer: JobOffer, wish: JobWish, *, told_on: date, by: Account, on: date
) -> JobTelling:
    """Records that who has the wish was told of the offer. OfferOfAnotherVillage, JobDayToCome,
    ToldBeforeOffer, ToldAlready, OfferNotOpen, OfferFull, WishEndedAlready, WishLapsed."""
    _hold(offer, wish, on)
    guard_not_to_come(told_on, on)
    if told_on < offer.told_on:
        raise ToldBeforeOffer(day=offer.told_on)
    former = JobTelling.objects.filter(offer=offer, wish=wish).first()
    if former is not None:
        raise ToldAlready(day=former.told_on)
    _guard_has_place(offer, on)
    telling = JobTelling(offer=offer, wish=wish, told_on=told_on, by=by)
    telling.save(force_insert=True)
    tell("tell_job_offer", telling, wish.household, by=by, on=on)
    return telling


@transaction.atomic
def record_answer(
    telling: JobTelling, *, answer: JobAnswer | str, answered_on: date, by: Account, on: date
) -> None:
    """What they said; a later word takes the place of an earlier one until they are placed.
    AnswerMissing, AnswerBeforeTelling, JobDayToCome, WishEndedAlready."""
    lock_wish(telling.wish, on)
    if not answer:
        raise AnswerMissing
    guard_not_to_come(answered_on, on)
    telling.refresh_from_db(fields=["answered_on"])
    if answered_on < max(telling.told_on, telling.answered_on or telling.told_on):
        raise AnswerBeforeTelling(day=telling.answered_on or telling.told_on)
    telling.answer, telling.answered_on = JobAnswer(answer), answered_on
    telling.save(update_fields=["answer", "answered_on"])
    tell("record_answer", telling, telling.wish.household, by=by, on=on)


@transaction.atomic
def place_told(
    telling: JobTelling, *, start_on: date, end_on: date | None, by: Account, on: date
) -> Placement:
    """Places who was told of an offer: a placement with its offer, its wish and the wish's need
    while that is open; the wish ends. OfferNotOpen, OfferFull, PlacedBeforeOffer,
    PlacedBeyondOffer, WishEndedAlready, WishLapsed, and as `place_member`."""
    offer, wish = telling.offer, telling.wish
    _hold(offer, wish, on)
    _guard_has_place(offer, on)
    if start_on < offer.start_on:
        raise PlacedBeforeOffer(day=offer.start_on)
    if offer.end_on is not None and max(start_on, end_on or start_on) > offer.end_on:
        raise PlacedBeyondOffer(day=offer.end_on)
    placement = place_member(
        wish.member,
        employer=offer.employer,
        kind=offer.kind,
        start_on=start_on,
        end_on=end_on or offer.end_on,
        need=wish.need if wish.need and wish.need.state == NeedState.OPEN else None,
        by=by,
        on=on,
    )
    hire = Hire(placement=placement, offer=offer, wish=wish)
    hire.save(force_insert=True)
    telling.answer, telling.answered_on = JobAnswer.GOES, max(on, telling.told_on)
    telling.save(update_fields=["answer", "answered_on"])
    wish.ended_on = on
    wish.save(update_fields=["ended_on"])
    tell("place_told", hire, wish.household, by=by, on=on)
    return placement


def _hold(offer: JobOffer, wish: JobWish, on: date) -> None:
    """Locks the wish's household and its need, then keeps other writes about the village's offers
    off: so no two take the last place."""
    lock_wish(wish, on)
    guard_there(wish.member, on)
    if wish.need_id is not None:
        list(Need.objects.select_for_update(no_key=True).filter(pk=wish.need_id))
    if offer.place_id != wish.household.village_id:
        raise OfferOfAnotherVillage
    hold_trail([offer.place])
    offer.refresh_from_db(fields=["closed_on", "places"])
    if wish_state(wish.lapses_on, wish.ended_on, on) != WishState.LIVE:
        raise WishLapsed(day=wish.lapses_on)


def _guard_has_place(offer: JobOffer, on: date) -> None:
    state = state_of(offer, taken_places([offer], on)[offer.pk], on)
    if state == OfferState.FULL:
        raise OfferFull(places=offer.places)
    if state == OfferState.CLOSED:
        raise OfferNotOpen
