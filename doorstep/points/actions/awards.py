"""Giving points, each award a row: only to who said so, only by a rule that hangs, and only once
a day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.choices import ActivityState
from doorstep.activities.models import Activity
from doorstep.campaigns.models import Deed
from doorstep.kit.errors import Refused
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.points.actions.guards import (
    DayToCome,
    guard_running,
    guard_takes_part,
    guard_words,
    lock_households,
    tell,
)
from doorstep.points.models import Award, PointRule
from doorstep.points.queries import card_on, is_given_on, times_given
from doorstep.register.models import Member
from doorstep.stations.actions.text import clean

WORDS = pgettext_lazy("points", "What it was for")


class NobodyChosen(Refused):
    message = _("Choose who gets the points.")


class RuleNotInForce(Refused):
    message = _(
        "“%(text)s” did not hang on %(day)s: rules hold from the day on which they hang, until the "
        "next ones do. Choose a rule of that day."
    )


class AwardedAlready(Refused):
    message = _("%(name)s has “%(text)s” of %(day)s already. Nothing was given.")


class RuleUsedUp(Refused):
    message = _(
        "%(name)s has had “%(text)s” as often as the rules allow it: %(most)s in this %(per)s. "
        "Nothing was given."
    )


class CauseRefused(Refused):
    message = _("What it is given for was not held in this village on %(day)s.")


class CauseMissing(Refused):
    message = _("Choose what it was for, or write it in words.")


@transaction.atomic
@told_together()
def give_points(
    rule: PointRule,
    members: Iterable[Member],
    *,
    given_for: date,
    by: Account,
    on: date,
    activity: Activity | None = None,
    deed: Deed | None = None,
    words: str = "",
) -> list[Award]:
    """An award for each of some people, all of them or none: for a session, a turn of the village,
    or what is written in words, on the day it was. NobodyChosen, DayToCome, SchemeEnded,
    RuleNotInForce, CauseMissing, CauseRefused, RuleSpeaksOf, RuleSpeaksOfSealed, PersonElsewhere,
    TakesNoPart, HouseholdClosedAlready, AwardedAlready, RuleUsedUp, TextTooLong."""
    people = sorted({one.pk: one for one in members}.values(), key=lambda one: one.pk)
    if not people:
        raise NobodyChosen
    words = clean(words, WORDS, most=100, needed=False)
    guard_words(words)
    if given_for > on:
        raise DayToCome(day=given_for)
    lock_households(people, on)
    guard_running(rule.card.scheme, on)
    _guard_in_force(rule, given_for)
    _guard_cause(rule, given_for, activity, deed, words)
    return [
        _give(rule, member, given_for, by, on, activity=activity, deed=deed, words=words)
        for member in people
    ]


def _give(
    rule: PointRule,
    member: Member,
    day: date,
    by: Account,
    on: date,
    *,
    activity: Activity | None,
    deed: Deed | None,
    words: str,
) -> Award:
    scheme = rule.card.scheme
    consent = guard_takes_part(scheme, member, day=day, on=on)
    guard_not_given(rule, member, day)
    award = Award.objects.create(
        rule=rule, consent=consent, on=day, activity=activity, deed=deed, words=words, by=by
    )
    household = member.household
    tell("give_points", award, scheme.place, by=by, on=on, household=household, points=rule.points)
    return award


def guard_not_given(rule: PointRule, member: Member, day: date) -> None:
    """AwardedAlready, RuleUsedUp."""
    if is_given_on(rule, member, day):
        raise AwardedAlready(name=member.name, text=rule.text, day=day)
    if times_given(rule, member, day) >= rule.most:
        per = rule.get_per_display()
        raise RuleUsedUp(name=member.name, text=rule.text, most=rule.most, per=per)


def _guard_in_force(rule: PointRule, day: date) -> None:
    if card_on(rule.card.scheme, day) != rule.card:
        raise RuleNotInForce(text=rule.text, day=day)


def _guard_cause(
    rule: PointRule, day: date, activity: Activity | None, deed: Deed | None, words: str
) -> None:
    place = rule.card.scheme.place_id
    if activity is None and deed is None:
        if not words:
            raise CauseMissing
        return
    if activity is not None:
        is_held = activity.state == ActivityState.HELD
        is_this = is_held and activity.place_id == place and activity.on == day
    else:
        assert deed is not None  # noqa: S101 - of the two one is there
        is_this = deed.unit.place_id == place and deed.on == day and not deed.taken_back
    if not is_this or (activity is not None and deed is not None):
        raise CauseRefused(day=day)
