"""What every write about money asks first, and the rows it leaves behind."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import HeadingKind
from doorstep.funds.models import ClosedYear, Heading, Income, Payment, Posting, Programme
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.people.actions import audit, hold_trail
from doorstep.people.models import Account, Place
from doorstep.people.queries import at_or_above, villages_below
from doorstep.register.models import Household


class WordsMissing(Refused):
    message = _("Write what it is called, and who it comes from or goes to.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class DayToCome(Refused):
    message = _("%(day)s is still to come; money is entered on the day it moved, or later.")


class CauseCannotBePaid(Refused):
    message = _("This cannot be paid for; choose another cause.")


class PostingReversedAlready(Refused):
    message = _("Posting %(number)s was reversed on %(day)s already.")


class DayBeforePosting(Refused):
    message = _("It was posted on %(day)s; it cannot be reversed on an earlier day.")


class YearClosed(Refused):
    message = _(
        "The books of %(place)s for %(year)s are closed. Enter it with a day of an open year; what "
        "was wrong is reversed there."
    )


class ReasonMissing(Refused):
    message = _("Write why it is reversed: the posting stays, and so does the reason.")


class ProgrammeOfAnotherPlace(Refused):
    message = _("“%(name)s” pays at %(of)s and below, not at %(place)s.")


class VillageElsewhere(Refused):
    message = _("%(village)s does not lie in %(place)s.")


def guard_reaches(programme: Programme, place: Place) -> None:
    """ProgrammeOfAnotherPlace for one that pays neither there nor anywhere above."""
    if not at_or_above(place).filter(pk=programme.place_id).exists():
        raise ProgrammeOfAnotherPlace(
            name=programme.name, of=programme.place.name, place=place.name
        )


def guard_inside(village: Place, place: Place) -> None:
    """VillageElsewhere."""
    if village.pk not in villages_below(place):
        raise VillageElsewhere(village=village.name, place=place.name)


def clean(text: str, most: int, *, is_required: bool = False) -> str:
    """The text without blanks round it. WordsMissing, TextTooLong."""
    text = text.strip()
    if is_required and not text:
        raise WordsMissing
    if len(text) > most:
        raise TextTooLong(count=len(text), most=most)
    return text


def lock_households(households: Iterable[Household | None]) -> None:
    """Locks the households of an act of several payments, before the first takes the trail."""
    keys = [one.pk for one in households if one is not None]
    list(Household.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def hold(*places: Place) -> None:
    """Keeps other writes about the money of some places off until the transaction ends: what is
    left of a programme is a sum over rows, and two who paid at once would both find it enough. It
    is the chains of the trail that are held, the last lock in the one order."""
    hold_trail(places)


def post(
    origin: Payment | Income,
    amount: int,
    *,
    place: Place,
    taken_from: HeadingKind,
    put_to: HeadingKind,
    moved_on: date,
    text: str,
    by: Account,
    on: date,
) -> Posting:
    """Writes one posting of the place, which is held; amounts as `guard_fen`. DayToCome,
    YearClosed."""
    if moved_on > on:
        raise DayToCome(day=moved_on)
    return _write(
        Posting(
            place=place,
            on=moved_on,
            taken_from=_heading(place, taken_from),
            put_to=_heading(place, put_to),
            amount=guard_fen(amount),
            text=clean(text, 200),
            payment=origin if isinstance(origin, Payment) else None,
            income=origin if isinstance(origin, Income) else None,
            by=by,
        )
    )


def reverse(posting: Posting, *, because: str, by: Account, on: date) -> Posting:
    """Writes the posting that takes another back, on the day of `on`; its place is held.
    PostingReversedAlready, DayBeforePosting, ReasonMissing, YearClosed."""
    because = clean(because, 200)
    if not because:
        raise ReasonMissing
    earlier = Posting.objects.filter(reverses=posting).first()
    if posting.reverses_id is not None:  # it takes back, and is not taken back itself
        earlier = posting
    if earlier is not None:
        raise PostingReversedAlready(number=posting.number, day=earlier.on)
    if on < posting.on:
        raise DayBeforePosting(day=posting.on)
    return _write(
        Posting(
            place_id=posting.place_id,
            on=on,
            taken_from_id=posting.taken_from_id,
            put_to_id=posting.put_to_id,
            amount=-posting.amount,
            text=because,
            payment_id=posting.payment_id,
            income_id=posting.income_id,
            reverses=posting,
            by=by,
        )
    )


def tell(
    act: str, row: Any, place: Place, *, by: Account, on: date, **detail: int | str | None
) -> None:
    """One entry of the trail about a row of a place; no amount and no name."""
    household = getattr(row, "household_id", None)
    audit(act, row, by=by, on=on, household_id=household, place=place, detail=detail)


def _heading(place: Place, kind: HeadingKind) -> Heading:
    return Heading.objects.get_or_create(place=place, kind=kind)[0]


def is_closed(place: Place, year: int) -> bool:
    """Whether a year is closed in the books of a place."""
    closed = ClosedYear.objects.filter(place=place, year=year)
    return closed.filter(reopened_on=None).exists()


def guard_year(place: Place, year: int) -> None:
    """YearClosed, while the place is held."""
    if is_closed(place, year):
        raise YearClosed(place=place.name, year=year)


def _write(posting: Posting) -> Posting:
    guard_year(posting.place, posting.on.year)
    found = Posting.objects.filter(place=posting.place_id).aggregate(last=Max("number"))
    posting.number = (found["last"] or 0) + 1
    posting.save(force_insert=True)
    return posting
