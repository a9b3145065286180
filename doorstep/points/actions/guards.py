"""What every act of points asks first: that the scheme runs, that the person said so for
themselves, and that no word speaks of what points must not."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.points import rules
from doorstep.points.models import Dispute, PointScheme, Swap
from doorstep.points.queries import consent_of, takes_part_since
from doorstep.register.actions.guards import guard_still_open
from doorstep.register.models import Consent, Household, Member
from doorstep.register.rules import is_child

MOST_POINTS = 100
MOST_TIMES = 60


class SchemeEnded(Refused):
    message = _("“%(name)s” ended on %(day)s.")


class PointsOnlyGive(Refused):
    message = _("Points are a whole number from 1 to %(most)s: they are given, never taken off.")


class TimesRefused(Refused):
    message = _("This is a whole number from %(least)s to %(most)s.")


class RuleSpeaksOf(Refused):
    message = _(
        "“%(word)s” has no place in points: not belief, politics or petitions, no complaints, no "
        "favours, no aid somebody is due, no ranking, nothing taken off. Write what is done "
        "together instead."
    )


class RuleSpeaksOfSealed(Refused):
    message = _("Points have nothing to do with health, disability, identity numbers or banks.")


class TakesNoPart(Refused):
    message = _("%(name)s does not take part, or not since %(day)s; only own word lets one in.")


class PersonElsewhere(Refused):
    message = _("%(name)s does not live in %(place)s.")


class DayToCome(Refused):
    message = _("%(day)s is still to come.")


def guard_running(scheme: PointScheme, on: date) -> None:
    """SchemeEnded for a day on which it gives nothing any more."""
    scheme.refresh_from_db(fields=["ended_on"])
    if scheme.ended_on is not None and scheme.ended_on <= on:
        raise SchemeEnded(name=scheme.name, day=scheme.ended_on)


def guard_words(text: str) -> str:
    """The text, where points may be about it. RuleSpeaksOf, RuleSpeaksOfSealed."""
    word = rules.refused_word(text)
    if word is not None:
        raise RuleSpeaksOf(word=word)
    if rules.is_sealed_matter(text):
        raise RuleSpeaksOfSealed
    return text


def guard_times(number: int, *, most: int, least: int = 1) -> int:
    """TimesRefused."""
    if not least <= number <= most:
        raise TimesRefused(least=least, most=most)
    return number


def guard_points(points: int) -> int:
    """PointsOnlyGive."""
    if not 1 <= points <= MOST_POINTS:
        raise PointsOnlyGive(most=MOST_POINTS)
    return points


def hold_households(members: Iterable[Member]) -> list[Household]:
    """Keeps others off the households of some people, in the one order."""
    wanted = {one.household_id for one in members}
    rows = Household.objects.select_for_update(no_key=True).filter(pk__in=wanted)
    return list(rows.order_by("pk"))


def lock_households(members: Iterable[Member], on: date) -> None:
    """As `hold_households`. HouseholdClosedAlready."""
    for row in hold_households(members):
        guard_still_open(row, row.code, on)


def guard_takes_part(scheme: PointScheme, member: Member, *, day: date, on: date) -> Consent:
    """The word by which somebody of the village takes part on the day of an act, given by an
    earlier `day` that it is about. PersonElsewhere, TakesNoPart."""
    if member.household.village_id != scheme.place_id:
        raise PersonElsewhere(name=member.name, place=scheme.place.name)
    consent = consent_of(member, on)
    is_young = is_child(member.birth_year, member.birth_month, on)  # as was found out since
    if consent is None or is_young or takes_part_since(member) > day:
        raise TakesNoPart(name=member.name, day=day)
    return consent


def guard_goes_along(row: Dispute | Swap, member: Member) -> None:
    """Brings the word a row rests on up to the database's, once the household is held. NotVisible
    where it went along to another row of the register meanwhile, or is nobody's any more."""
    row.refresh_from_db(fields=["consent"])
    if row.consent is None or row.consent.member_id != member.pk:
        raise NotVisible


def tell(
    act: str,
    row: object,
    place: Place,
    *,
    by: Account,
    on: date,
    household: Household | None = None,
    **detail: int | str | None,
) -> None:
    """One entry of the trail: counts and kinds, no name and no words."""
    about: dict[str, Any] = {"household_id": household.pk if household else None}
    audit(act, row, by=by, on=on, place=place, detail=detail, **about)
