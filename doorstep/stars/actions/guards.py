"""What every write about stars asks first."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit, hold_trail
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member
from doorstep.stars import rules
from doorstep.stars.choices import StarStep
from doorstep.stars.models import StarApplication


class StarTextMissing(Refused):
    message = _("Something is not written yet: %(what)s.")


class StarTextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class StarTopicRefused(Refused):
    message = _(
        "“%(word)s” is nothing that a star asks about or that is written down with one: no faith, "
        "no petition or complaint, no illness, no help that a household gets, no quarrel, no rank."
    )


class NamesOthers(Refused):
    # says of no name that it stands in the register: names could be tried
    message = _(
        "A name or a code of somebody else may stand there. Write it without names and codes."
    )


class StarStepElsewhere(Refused):
    message = _("This application is “%(step)s”; that is done at another step.")


class StarDayToCome(Refused):
    message = _("%(day)s is still to come; it is recorded on that day, or later.")


class StarDayTooEarly(Refused):
    message = _("%(day)s is too early: what comes before was done on %(before)s.")


class MayNotReviewStar(Refused):
    message = _(
        "Reviews are made by who coordinates or decides in the village, of villages by the town."
    )


class RelativeReviewsNot(Refused):
    message = _("Whoever belongs to them or is their relative does not review; let somebody else.")


def clean(text: str, most: int, *, what: str = "") -> str:
    """The text on one line, without what no star asks about; `what` names one that may not be
    empty. StarTextMissing, StarTextTooLong, StarTopicRefused."""
    text = " ".join(printable(text).split())
    if what and not text:
        raise StarTextMissing(what=what)
    if len(text) > most:
        raise StarTextTooLong(count=len(text), most=most)
    word = rules.refused_word(text)
    if word is not None:
        raise StarTopicRefused(word=word)
    return text


def guard_names(text: str, application: StarApplication) -> None:
    """NamesOthers: the text names somebody of another household of the village, or its code, where
    that stands by itself: 12 is none in 2012."""
    own = application.household_id
    here = Member.objects.filter(household__village=application.place_id, left_on=None)
    mine = set(here.filter(household=own).values_list("name", flat=True)) if own else set()
    others = here.exclude(household=own) if own else here
    codes = Household.objects.filter(village=application.place_id).exclude(pk=own)
    for name in others.values_list("name", flat=True):
        if len(name) > 1 and name in text and name not in mine:
            raise NamesOthers
    for code in codes.values_list("code", flat=True):
        if len(code) > 1 and rules.names_code(text, code):
            raise NamesOthers


def guard_day(day: date, before: date, on: date) -> date:
    """A day from `before` to today. StarDayToCome, StarDayTooEarly."""
    if day > on:
        raise StarDayToCome(day=day)
    if day < before:
        raise StarDayTooEarly(day=day, before=before)
    return day


def hold(application: StarApplication, *steps: StarStep, on: date) -> None:
    """Keeps others off an application until the transaction ends, and brings it up to date: its
    household first, then the trail. HouseholdClosedAlready, StarStepElsewhere."""
    if application.household is not None:
        guard_open(application.household, on)
    hold_trail([application.place])
    kept = application.household, application.star_set, application.place
    application.refresh_from_db()
    application.household, application.star_set, application.place = kept
    if steps and application.step not in steps:
        raise StarStepElsewhere(step=StarStep(application.step))


def tell(act: str, row: object, application: StarApplication, *, by: Account, on: date) -> None:
    """One entry of the trail about an application."""
    household, place = application.household_id, application.place_id
    audit(act, row, by=by, on=on, household_id=household, place=place)
