"""Wishes for work: said, said again, ended."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.jobs.actions.guards import clean, guard_not_to_come, guard_number, tell
from doorstep.jobs.actions.offers import MOST_KM
from doorstep.jobs.choices import Craft
from doorstep.jobs.models import JobWish
from doorstep.jobs.rules import LEAST_AGE, WISH_DAYS, is_old_enough, lapses_on
from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind
from doorstep.needs.actions.guards import HouseholdNotRegisteredYet
from doorstep.needs.choices import PlacementKind
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member


class TooYoungToWork(Refused):
    message = _(
        "%(name)s is not surely %(age)s by the year and month of birth on the register; nobody "
        "younger is placed in work. Mend the register where it is wrong."
    )


class WisherNotThere(Refused):
    message = _("%(name)s is not a member of household %(code)s any more.")


class WishThereAlready(Refused):
    message = _("%(name)s said a wish on %(day)s that still holds. Ask again there, or end it.")


class WishEndsBeforeStart(Refused):
    message = _("The time for work ends on %(until)s, before it begins on %(first)s.")


class WishTimeOver(Refused):
    message = _("The time for work ended on %(until)s; end this wish and record the new one.")


class WishEndedAlready(Refused):
    message = _("This wish ended on %(day)s; record a new one.")


class WishLapsedAlready(Refused):
    message = _(
        "What was said on %(day)s held until %(lapsed)s, for a wish lapses after %(days)s days. "
        "Ask again, and write the day on which it is said anew."
    )


class WishAskedLater(Refused):
    message = _("The wish was said again on %(day)s already.")


@transaction.atomic
def say_wish(
    member: Member,
    *,
    said_on: date,
    from_on: date,
    by: Account,
    on: date,
    text: str = "",
    kinds: Iterable[PlacementKind | str] = (),
    crafts: Iterable[Craft | str] = (),
    most_km: int | None = None,
    until_on: date | None = None,
) -> JobWish:
    """Records the work that a member wishes for; it joins an open need of the kind “job” of the
    same person, or of the household, where there is one. A wish of theirs that lapsed ends.
    HouseholdClosedAlready, HouseholdNotRegisteredYet, WisherNotThere, TooYoungToWork,
    JobDayToCome, WishLapsedAlready, WishEndsBeforeStart, WishTimeOver, WishThereAlready,
    JobTextTooLong, JobNumberRefused."""
    household = member.household
    guard_open(household, on)  # locks the household: a double click records once
    guard_there(member, on)
    guard_not_to_come(said_on, on)
    if said_on < household.registered_on:
        raise HouseholdNotRegisteredYet(code=household.code, day=household.registered_on)
    _guard_holds(said_on, on)
    if until_on is not None and until_on < from_on:
        raise WishEndsBeforeStart(first=from_on, until=until_on)
    if until_on is not None and until_on < on:
        raise WishTimeOver(until=until_on)
    if most_km is not None:
        guard_number(_("How far, in km"), most_km, least=1, most=MOST_KM)
    _guard_alone(member, on)
    wish = JobWish(
        household=household,
        member=member,
        need=_need_of(household, member, on),
        said_on=said_on,
        text=clean(pgettext_lazy("job wish", "In their own words"), text, 300),
        kinds=[PlacementKind(one).value for one in dict.fromkeys(kinds)],
        crafts=[Craft(one).value for one in dict.fromkeys(crafts)],
        most_km=most_km,
        from_on=from_on,
        until_on=until_on,
        asked_on=said_on,
        lapses_on=lapses_on(said_on),
        by=by,
    )
    wish.save(force_insert=True)
    tell("say_wish", wish, household, by=by, on=on)
    return wish


@transaction.atomic
def renew_wish(wish: JobWish, *, asked_on: date, by: Account, on: date) -> None:
    """The wish was said again on a day and holds on from it, also where it had lapsed.
    WishEndedAlready, WishAskedLater, WishLapsedAlready, WishTimeOver, JobDayToCome,
    HouseholdClosedAlready, WisherNotThere."""
    lock_wish(wish, on)
    guard_there(wish.member, on)
    guard_not_to_come(asked_on, on)
    if asked_on <= wish.asked_on:
        raise WishAskedLater(day=wish.asked_on)
    _guard_holds(asked_on, on)
    if wish.until_on is not None and wish.until_on < on:
        raise WishTimeOver(until=wish.until_on)
    wish.asked_on, wish.lapses_on = asked_on, lapses_on(asked_on)
    wish.save(update_fields=["asked_on", "lapses_on"])
    tell("renew_wish", wish, wish.household, by=by, on=on)


@transaction.atomic
def end_wish(wish: JobWish, *, by: Account, on: date) -> None:
    """Nobody looks for work for them any more. WishEndedAlready, HouseholdClosedAlready."""
    lock_wish(wish, on)
    wish.ended_on = on
    wish.save(update_fields=["ended_on"])
    tell("end_wish", wish, wish.household, by=by, on=on)


def lock_wish(wish: JobWish, on: date) -> None:
    """Locks the household and brings the wish up to the database. HouseholdClosedAlready,
    WishEndedAlready."""
    guard_open(wish.household, on)
    wish.refresh_from_db(fields=["asked_on", "lapses_on", "ended_on", "until_on", "need"])
    if wish.ended_on is not None:
        raise WishEndedAlready(day=wish.ended_on)


def _guard_holds(said_on: date, on: date) -> None:
    """WishLapsedAlready: it would lapse before anybody read it."""
    lapsed = lapses_on(said_on)
    if lapsed <= on:
        raise WishLapsedAlready(day=said_on, lapsed=lapsed - timedelta(days=1), days=WISH_DAYS)


def guard_there(member: Member, on: date) -> None:
    """A member on that day who is old enough to work. WisherNotThere, TooYoungToWork."""
    if member.joined_on > on or (member.left_on is not None and member.left_on <= on):
        raise WisherNotThere(name=member.name, code=member.household.code)
    if not is_old_enough(member.birth_year, member.birth_month, on):
        raise TooYoungToWork(name=member.name, age=LEAST_AGE)


def _guard_alone(member: Member, on: date) -> None:
    """One wish a member; one that lapsed makes room, and one said in a household that was merged
    into this one."""
    for former in JobWish.objects.filter(member=member, ended_on=None):
        if on < former.lapses_on and former.household_id == member.household_id:
            raise WishThereAlready(name=member.name, day=former.asked_on)
        former.ended_on = min(former.lapses_on, on)
        former.save(update_fields=["ended_on"])


def _need_of(household: Household, member: Member, on: date) -> Need | None:
    """The open need of the kind “job” that the wish is about: the member's own before one of the
    whole household."""
    rows = Need.objects.unsealed().open_on(on).filter(household=household, kind=NeedKind.JOB)
    own = [need for need in rows if need.member_id == member.pk]
    shared = [need for need in rows if need.member_id is None]
    return next(iter([*own, *shared]), None)
