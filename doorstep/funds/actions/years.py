"""Closing a year of the books, and opening it again by two persons."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.guards import ReasonMissing, clean, hold, tell
from doorstep.funds.models import ClosedYear
from doorstep.funds.queries import keeps_money
from doorstep.kit.errors import Refused
from doorstep.people.models import Account, Place


class YearNotOver(Refused):
    message = _("The year %(year)s is not over; its books are closed from 1 January on.")


class YearClosedAlready(Refused):
    message = _("The year %(year)s was closed on %(day)s already.")


class YearOpenAgain(Refused):
    message = _("The year %(year)s was opened again on %(day)s already.")


class ReopeningAsked(Refused):
    message = _("%(name)s asked for it already; another person opens the year.")


class ReopeningNotAsked(Refused):
    message = _("Nobody has asked to open this year again; one asks with a reason, another opens.")


class AskerKeepsItNoMore(Refused):
    message = _(
        "%(name)s, who asked for it, does not keep this money any more, and the request counts no "
        "more. Whoever keeps it now asks anew, and another opens the year."
    )


class ReopenedBySameHand(Refused):
    message = _("You asked for it yourself; another person who keeps this money opens the year.")


@transaction.atomic
def close_year(place: Place, year: int, *, by: Account, on: date) -> ClosedYear:
    """Closes a year of a place's books: nothing is posted with a day in it any more. YearNotOver,
    YearClosedAlready."""
    hold(place)
    if year >= on.year:
        raise YearNotOver(year=year)
    before = ClosedYear.objects.filter(place=place, year=year, reopened_on=None).first()
    if before is not None:
        raise YearClosedAlready(year=year, day=before.closed_on)
    closed = ClosedYear(place=place, year=year, closed_on=on, closed_by=by)
    closed.save(force_insert=True)
    tell("close_year", closed, place, by=by, on=on, year=year)
    return closed


@transaction.atomic
def ask_for_year(closed: ClosedYear, *, because: str, by: Account, on: date) -> None:
    """Asks that a closed year is opened again, with the reason; what somebody asked who keeps the
    money no more makes room. YearOpenAgain, ReopeningAsked, ReasonMissing, TextTooLong."""
    _hold(closed)
    if closed.asked_by is not None and keeps_money(closed.asked_by, closed.place, on):
        raise ReopeningAsked(name=closed.asked_by.name)
    closed.because, closed.asked_by = clean(because, 200), by
    if not closed.because:
        raise ReasonMissing
    closed.save(update_fields=["because", "asked_by"])
    tell("ask_for_year", closed, closed.place, by=by, on=on, year=closed.year)


@transaction.atomic
def take_back_asking(closed: ClosedYear, *, by: Account, on: date) -> None:
    """The year stays closed: who asked thought better of it, or somebody else who keeps the money
    says no. Why it was asked for goes with it. YearOpenAgain, ReopeningNotAsked."""
    _hold(closed)
    if closed.asked_by is None:
        raise ReopeningNotAsked
    closed.because, closed.asked_by = "", None
    closed.save(update_fields=["because", "asked_by"])
    tell("take_back_asking", closed, closed.place, by=by, on=on, year=closed.year)


@transaction.atomic
def reopen_year(closed: ClosedYear, *, by: Account, on: date) -> None:
    """Opens a closed year again, by another than asked for it, while who asked keeps the money.
    YearOpenAgain, ReopeningNotAsked, AskerKeepsItNoMore, ReopenedBySameHand."""
    _hold(closed)
    if closed.asked_by is None:
        raise ReopeningNotAsked
    if not keeps_money(closed.asked_by, closed.place, on):
        raise AskerKeepsItNoMore(name=closed.asked_by.name)
    if closed.asked_by_id == by.pk:
        raise ReopenedBySameHand
    closed.reopened_on, closed.reopened_by = on, by
    closed.save(update_fields=["reopened_on", "reopened_by"])
    tell("reopen_year", closed, closed.place, by=by, on=on, year=closed.year)


def _hold(closed: ClosedYear) -> None:
    hold(closed.place)
    closed.refresh_from_db(fields=["because", "asked_by", "reopened_on"])
    if closed.reopened_on is not None:
        raise YearOpenAgain(year=closed.year, day=closed.reopened_on)
