"""Rows named on the command line, which its user reaches without a row scope."""

from collections.abc import Iterable, Sized
from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.cli.output import say
from doorstep.kit.clock import today
from doorstep.kit.errors import Refused
from doorstep.kit.periods import FIRST_DAY, LAST_DAY, Period
from doorstep.kit.text import few
from doorstep.people.actions import system_account
from doorstep.people.choices import Role
from doorstep.people.models import SYSTEM_LOGIN, Account, Place, Team
from doorstep.people.queries import has_role


class NoSuchPlace(Refused):
    message = _("There is no place with the code “%(code)s”. Known places: %(known)s.")


class NoSuchTeam(Refused):
    message = _("There is no team with the code “%(code)s”. Known teams: %(known)s.")


class NoSuchAccount(Refused):
    message = _("There is no account “%(login)s”. Make it with: doorstep create-user %(login)s")


class NotCoordinating(Refused):
    message = _(
        "“%(login)s” does not coordinate %(place)s; name who does after --by. Nothing was changed."
    )


class PeriodTooLate(Refused):
    message = _("The period can end on %(last)s at the latest, not on %(to)s.")


class PeriodTooEarly(Refused):
    message = _("The period can begin on %(first)s at the earliest, not on %(from)s.")


class PeriodUpsideDown(Refused):
    message = _("The period ends on %(to)s, before it begins on %(from)s.")


def find_place(code: str) -> Place:
    """A place by its code; NoSuchPlace."""
    place = Place.objects.filter(code=code).first()
    if place is None:
        raise NoSuchPlace(code=code, known=_known(Place.objects.values_list("code", flat=True)))
    return place


def find_team(code: str) -> Team:
    """A team by its code; NoSuchTeam."""
    team = Team.objects.filter(code=code).select_related("place").first()
    if team is None:
        raise NoSuchTeam(code=code, known=_known(Team.objects.values_list("code", flat=True)))
    return team


def find_account(login: str) -> Account:
    """The account of `--by`; `system` is made where it is missing. NoSuchAccount."""
    if login == SYSTEM_LOGIN:
        return system_account()
    account = Account.objects.filter(login=login).first()
    if account is None:
        raise NoSuchAccount(login=login)
    return account


def guard_coordinates(by: Account, place: Place, on: date) -> None:
    """Whether an account may accept what runs at a place. NotCoordinating; what the program may not
    do, the acts say."""
    if not by.is_system and not has_role(by, Role.COORDINATOR, place, on):
        raise NotCoordinating(login=by.login, place=place.name)


def say_if_empty(place: Place, households: Sized) -> None:
    """Says that a village has no household, so that nothing but zeros come out."""
    if not households:
        words = _("%(place)s has no household on its register: nothing is to be done there.")
        say(words % {"place": place.name})


def find_period(place: Place, from_on: date | None, to_on: date | None) -> Period:
    """The named period; without dates from the method's adoption there to today."""
    from doorstep.figures.queries import default_period

    if from_on is not None and from_on < FIRST_DAY:
        raise PeriodTooEarly(**{"first": FIRST_DAY, "from": from_on})
    if to_on is not None and to_on > LAST_DAY:
        raise PeriodTooLate(last=LAST_DAY, to=to_on)
    default = default_period(place, to_on or today())
    start, end = from_on or default.from_on, to_on or default.to_on
    if end < start:
        raise PeriodUpsideDown(**{"from": start, "to": end})
    return Period(start, end)


def _known(codes: Iterable[str]) -> str:
    return few(codes) or "–"
