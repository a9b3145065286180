"""Pure decisions about jobs: ways, ages, lapsing, and what of an offer fits a wish."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt

from doorstep.jobs.choices import OfferState, WishState

LEAST_AGE = 16  # Labour Law, article 15
WISH_DAYS = 180  # so long a wish holds after it was last said
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class OfferFields:
    """What an employer told of work: wages in fen, the point in degrees, the way in km by road."""

    employer: str
    title: str
    kind: str
    where: str
    start_on: date
    places: int
    open_until: date
    end_on: date | None = None
    contact_name: str = ""
    contact_at: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    km: int | None = None
    wage: int | None = None
    wage_most: int | None = None
    wage_per: str = ""
    crafts: tuple[str, ...] = ()
    note: str = ""


def mark_of(told: OfferFields) -> str:
    """What tells an offer from the same one with other words."""
    return sha256(repr(told).encode()).hexdigest()[:16]


def is_old_enough(birth_year: int | None, birth_month: int | None, on: date) -> bool:
    """Surely sixteen on a day: with the month (or, where none is known, the year) of the birthday
    behind them. Somebody whose year of birth is not known is not."""
    if birth_year is None:
        return False
    if birth_month is None:
        return on.year - birth_year > LEAST_AGE
    return (on.year - birth_year) * 12 + on.month - birth_month > LEAST_AGE * 12


def lapses_on(asked_on: date) -> date:
    """The first day on which a wish holds no more."""
    return asked_on + timedelta(days=WISH_DAYS)


def wish_state(lapses: date, ended_on: date | None, on: date) -> WishState:
    """How a wish stands on a day."""
    if ended_on is not None and ended_on <= on:
        return WishState.ENDED
    return WishState.LIVE if on < lapses else WishState.LAPSED


def offer_state(
    places: int, taken: int, open_until: date, closed_on: date | None, on: date
) -> OfferState:
    """How an offer stands on a day; one that is filled stays so after its time."""
    if closed_on is not None and closed_on <= on:
        return OfferState.CLOSED
    if taken >= places:
        return OfferState.FULL
    return OfferState.OPEN if on <= open_until else OfferState.CLOSED


def road_km(home: tuple[float, float], work: tuple[float, float], terrain_factor: float) -> float:
    """Km as the crow flies between two (lat, lon) in degrees, times a factor for the terrain."""
    north, south = radians(home[0]), radians(work[0])
    east = radians(home[1]) - radians(work[1])
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return terrain_factor * 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def lacking(asked: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """The crafts that a job asks for and a wish does not name, in the job's order."""
    return tuple(craft for craft in asked if craft not in known)


def is_near(km: float | None, most_km: int | None) -> bool | None:
    """Whether the way is within what was wished; None where nobody knows how far it is."""
    if most_km is None:
        return True
    return None if km is None else km <= most_km


def has_time(
    job_from: date, job_until: date | None, wish_from: date, wish_until: date | None
) -> bool:
    """Whether a job lies in the time that somebody has; one without an end, by its first day."""
    if job_from < wish_from:
        return False
    return wish_until is None or (job_until or job_from) <= wish_until


def frees_its_place(job_until: date | None, end_on: date | None, on: date) -> bool:
    """Whether a placement left its place to another: over, and earlier than the job itself."""
    if end_on is None or end_on >= on:
        return False
    return job_until is None or end_on < job_until
