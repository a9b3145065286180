"""Which wishes an offer fits and which offers a wish fits, each with its reasons in words. Nothing
of a category, of health or of relief is read here, and nobody is scored: the way there orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.jobs.choices import Craft, OfferState
from doorstep.jobs.models import JobOffer, JobTelling, JobWish
from doorstep.jobs.queries.offers import offer_lines
from doorstep.jobs.queries.wishes import live_wishes
from doorstep.jobs.rules import has_time, is_near, lacking, road_km
from doorstep.kit.days import day_text
from doorstep.method.queries import version_at
from doorstep.method.rules import season_on
from doorstep.needs.choices import PlacementKind
from doorstep.people.models import Account, Place
from doorstep.planner import Weights
from doorstep.register.queries import homes_in_season

FAR = 10**6  # km: where nobody knows the way it comes last


@dataclass(frozen=True)
class Point:
    """One reason in words; `fits` None where nobody knows."""

    text: str
    fits: bool | None


@dataclass(frozen=True)
class Line:
    """An offer beside a wish: the reasons, and the km by road where they are known."""

    offer: JobOffer
    wish: JobWish
    points: tuple[Point, ...]
    km: float | None

    @property
    def fits(self) -> bool:
        """Nothing speaks against it."""
        return all(point.fits is not False for point in self.points)

    @property
    def against(self) -> tuple[Point, ...]:
        """What does not fit."""
        return tuple(point for point in self.points if point.fits is False)

    @property
    def speaking_for(self) -> tuple[Point, ...]:
        """What fits, and what nobody knows."""
        return tuple(point for point in self.points if point.fits is not False)


def wishes_for_offer(account: Account, offer: JobOffer, on: date) -> list[Line]:
    """The wishes of the village that hold, those left out that were told of the offer; the nearest
    home first."""
    told = JobTelling.objects.filter(offer=offer).values("wish")
    wishes = live_wishes(account, offer.place, on).exclude(pk__in=told)
    return _in_order(_lines(offer.place, [(offer, wish) for wish in wishes], on))


def offers_for_wish(account: Account, wish: JobWish, on: date) -> list[Line]:
    """The open offers of the village that they were not told of; the nearest first."""
    place = wish.household.village
    told = set(JobTelling.objects.filter(wish=wish).values_list("offer", flat=True))
    offers = [
        line.offer
        for line in offer_lines(account, place, on)
        if line.state == OfferState.OPEN and line.offer.pk not in told
    ]
    return _in_order(_lines(place, [(offer, wish) for offer in offers], on))


def _in_order(lines: Iterable[Line]) -> list[Line]:
    return sorted(
        lines,
        key=lambda line: (
            not line.fits,
            FAR if line.km is None else line.km,
            line.wish.household.code,
            line.offer.employer,
        ),
    )


def _lines(place: Place, pairs: list[tuple[JobOffer, JobWish]], on: date) -> list[Line]:
    if not pairs:
        return []
    version = version_at(place, on)
    factor = float(version.weights.get("terrain_factor", Weights().terrain_factor))
    homes: dict[str, dict[UUID, Any]] = {}  # by season: somebody starts from where they live then
    lines = []
    for offer, wish in pairs:
        season = season_on(max(offer.start_on, on), version)
        if season not in homes:
            homes[season] = homes_in_season(place, season, on)
        km = _km(offer, homes[season].get(wish.household_id), factor)
        lines.append(Line(offer, wish, _points(offer, wish, km), km))
    return lines


def _km(offer: JobOffer, home: Any, factor: float) -> float | None:
    """From home to a point; where the work has none, the way from the village as it was told."""
    if offer.lat is None or offer.lon is None:
        return None if offer.km is None else float(offer.km)
    if home is None:
        return None
    lat, lon = home
    return road_km((float(lat), float(lon)), (float(offer.lat), float(offer.lon)), factor)


def _points(offer: JobOffer, wish: JobWish, km: float | None) -> tuple[Point, ...]:
    return (
        _of_kind(offer, wish),
        _of_crafts(offer, wish),
        _of_way(wish, km),
        _of_time(offer, wish),
    )


def _of_kind(offer: JobOffer, wish: JobWish) -> Point:
    return Point(str(PlacementKind(offer.kind).label), not wish.kinds or offer.kind in wish.kinds)


def _of_crafts(offer: JobOffer, wish: JobWish) -> Point:
    if not offer.crafts:
        return Point(_("no skill is asked for"), fits=True)
    missing = lacking(offer.crafts, wish.crafts)
    if missing:
        return Point(_("asks for: %(crafts)s") % {"crafts": craft_words(missing)}, fits=False)
    return Point(_("skill: %(crafts)s") % {"crafts": craft_words(offer.crafts)}, fits=True)


def _of_way(wish: JobWish, km: float | None) -> Point:
    near = is_near(km, wish.most_km)
    if km is None:
        return Point(_("the way is not known"), near if wish.most_km is None else None)
    count = max(1, round(km))
    words = ngettext("%(count)s km by road", "%(count)s km by road", count) % {"count": count}
    if near is False:
        words = _("%(way)s; at most %(most)s km wished") % {"way": words, "most": wish.most_km}
    return Point(words, near)


def _of_time(offer: JobOffer, wish: JobWish) -> Point:
    fits = has_time(offer.start_on, offer.end_on, wish.from_on, wish.until_on)
    words = span_words(offer.start_on, offer.end_on)
    if not fits:
        words = _("%(span)s; time: %(wished)s") % {
            "span": words,
            "wished": span_words(wish.from_on, wish.until_on),
        }
    return Point(words, fits)


def craft_words(crafts: Iterable[str]) -> str:
    """Crafts by name, one after the other."""
    return _(", ").join(str(Craft(one).label) for one in crafts)


def span_words(first: date, last: date | None) -> str:
    """A time in words; open at its end where there is none."""
    if last is None:
        return _("from %(first)s") % {"first": day_text(first)}
    return _("%(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}
