"""Offers of work: entering, changing and closing one."""

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.jobs.actions.guards import clean, guard_number, tell
from doorstep.jobs.choices import Craft, WagePer
from doorstep.jobs.excluding import excluding_words
from doorstep.jobs.models import JobOffer
from doorstep.jobs.queries import offer_fields, taken_places
from doorstep.jobs.rules import OfferFields, mark_of
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.needs.choices import PlacementKind
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account, Place
from doorstep.register.rules import three_decimals

MOST_PLACES, MOST_KM = 999, 9_999
MOST_OPEN_DAYS = 366  # whom to reach there is not kept for longer unasked
TEXTS = {
    "employer": (pgettext_lazy("job", "Employer"), 100, True),
    "title": (pgettext_lazy("job", "Work"), 100, True),
    "where": (pgettext_lazy("job", "Place of work"), 100, True),
    "contact_name": (pgettext_lazy("job", "Whom to reach"), 60, False),
    "contact_at": (pgettext_lazy("job", "Telephone"), 100, False),
    "note": (pgettext_lazy("job", "Note"), 300, False),
}


class OfferThereAlready(Refused):
    message = _("%(employer)s offers “%(title)s” from %(day)s already; change that offer.")


class OfferClosedAlready(Refused):
    message = _("This offer was closed on %(day)s.")


class OfferEndsBeforeStart(Refused):
    message = _("The work starts on %(start)s; it cannot end earlier.")


class OfferOpenTooShort(Refused):
    message = _("The offer would be open until %(until)s, which is before %(day)s.")


class OfferOpenTooLong(Refused):
    message = _(
        "The offer would be open until %(until)s; at most a year ahead, until %(most)s. Where it "
        "goes on after that, change the day then."
    )


class OfferShutsOut(Refused):
    message = _(
        "“%(field)s” says “%(words)s”: work is offered to everybody who can do it, whatever their "
        "sex, ethnicity or health. Take these words out, and say what the work asks for instead."
    )


class OfferChangedMeanwhile(Refused):
    message = _(
        "This offer was changed since you opened the page, and nothing of yours was saved. Open it "
        "again, look at what it says now, and change what is still to be changed."
    )


class WageWithoutPer(Refused):
    message = _("Say what the wage is paid for: an hour, a day, a month or a piece.")


class WageRangeTurned(Refused):
    message = _("The wage reaches from the smaller amount to the larger one.")


class WorkPointHalf(Refused):
    message = _("Write both latitude and longitude of the place of work, or neither.")


class WorkPointOffEarth(Refused):
    message = _("Latitude lies between -90 and 90, longitude between -180 and 180.")


class FewerPlacesThanTaken(Refused):
    message = _("%(taken)s places are taken already; there cannot be fewer than these.")


@transaction.atomic
def enter_job_offer(place: Place, told: OfferFields, *, by: Account, on: date) -> JobOffer:
    """Enters an offer to people of a village. JobTextMissing, JobTextTooLong, JobNumberRefused,
    OfferShutsOut, OfferEndsBeforeStart, OfferOpenTooShort, OfferOpenTooLong, AmountNotPositive,
    WageWithoutPer, WageRangeTurned, WorkPointHalf, WorkPointOffEarth, OfferThereAlready."""
    hold_trail([place])
    offer = JobOffer(place=place, told_on=on, by=by)
    _write(offer, told, on)
    offer.save(force_insert=True)
    tell("enter_job_offer", offer, place, by=by, on=on)
    return offer


@transaction.atomic
def change_job_offer(
    offer: JobOffer, told: OfferFields, *, seen: str, by: Account, on: date
) -> None:
    """Mends an offer that is not closed and still says what was `seen` when it was opened for
    that (`mark_of`). OfferClosedAlready, OfferChangedMeanwhile, FewerPlacesThanTaken, and as
    `enter_job_offer`."""
    _hold(offer)
    kept = offer_fields(offer)
    taken = taken_places([offer], on)[offer.pk]
    if told.places < taken:
        raise FewerPlacesThanTaken(taken=taken)
    _write(offer, told, on)
    # compared as it is kept, with three decimals of a point: the same twice does no harm
    if mark_of(kept) != seen and offer_fields(offer) != kept:
        raise OfferChangedMeanwhile
    offer.save()
    tell("change_job_offer", offer, offer.place, by=by, on=on)


@transaction.atomic
def close_job_offer(offer: JobOffer, *, by: Account, on: date) -> None:
    """Nobody is told of it any more; whom to reach there is deleted. OfferClosedAlready."""
    _hold(offer)
    offer.closed_on, offer.contact_name, offer.contact_at = on, "", ""
    offer.save(update_fields=["closed_on", "contact_name", "contact_at"])
    tell("close_job_offer", offer, offer.place, by=by, on=on)


def _hold(offer: JobOffer) -> None:
    """Keeps other writes about the village's offers off; OfferClosedAlready."""
    hold_trail([offer.place])
    offer.refresh_from_db()
    if offer.closed_on is not None:
        raise OfferClosedAlready(day=offer.closed_on)


def _write(offer: JobOffer, told: OfferFields, on: date) -> None:
    for name, value in asdict(told).items():
        setattr(offer, name, value)
    for name, (label, most, is_required) in TEXTS.items():
        setattr(offer, name, clean(label, getattr(told, name), most, is_required=is_required))
        if words := excluding_words(getattr(offer, name)):
            raise OfferShutsOut(field=label, words=words)
    offer.kind = PlacementKind(told.kind)
    offer.crafts = [Craft(one).value for one in told.crafts]
    guard_number(_("Places"), told.places, least=1, most=MOST_PLACES)
    if told.km is not None:
        guard_number(_("Km from the village"), told.km, least=0, most=MOST_KM)
    if told.end_on is not None and told.end_on < told.start_on:
        raise OfferEndsBeforeStart(start=told.start_on)
    if told.open_until < on:
        raise OfferOpenTooShort(until=told.open_until, day=on)
    last = on + timedelta(days=MOST_OPEN_DAYS)
    if told.open_until > last:
        raise OfferOpenTooLong(until=told.open_until, most=last)
    _write_wage(offer, told)
    offer.lat, offer.lon = _point(told.lat, told.lon)
    same = JobOffer.objects.filter(
        place=offer.place, employer=offer.employer, title=offer.title, start_on=offer.start_on
    )
    if same.exclude(pk=offer.pk).exists():
        raise OfferThereAlready(employer=offer.employer, title=offer.title, day=offer.start_on)


def _write_wage(offer: JobOffer, told: OfferFields) -> None:
    if told.wage is None:
        if told.wage_most is not None:
            raise WageRangeTurned
        offer.wage_per = ""
        return
    guard_fen(told.wage)
    if not told.wage_per:
        raise WageWithoutPer
    offer.wage_per = WagePer(told.wage_per)
    if told.wage_most is not None and guard_fen(told.wage_most) <= told.wage:
        raise WageRangeTurned


def _point(lat: Decimal | None, lon: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if lat is None and lon is None:
        return None, None
    if lat is None or lon is None:
        raise WorkPointHalf
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise WorkPointOffEarth
    return three_decimals(lat), three_decimals(lon)
