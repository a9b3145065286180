"""The time on the notice board, giving a star and its plaque."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import consenting
from doorstep.stars import rules
from doorstep.stars.actions.guards import MayNotReviewStar, guard_day, hold, tell
from doorstep.stars.choices import StarStep
from doorstep.stars.models import Star, StarApplication
from doorstep.stars.queries import held_star, may_review, records_for

MORE_NOTICE = timedelta(days=30)


class NotToBeShown(Refused):
    message = _("%(code)s has not agreed to be shown; the star is given without the notice board.")


class NoticeTooShort(Refused):
    message = _("A star hangs on the notice board for %(days)s days: until %(first)s or later.")


class NoticeUntilTooLate(Refused):
    message = _("A star hangs on the notice board until %(last)s at the latest.")


class NoticeMissing(Refused):
    message = _("%(code)s agrees to be shown: put it on the notice board first.")


class NoticeHangsStill(Refused):
    message = _("The notice hangs until %(until)s; the star is given on that day or later.")


class StarEndedAlready(Refused):
    message = _("This star ended on %(day)s.")


class PlaqueHandedOver(Refused):
    message = _("The plaque was handed over on %(day)s.")


@transaction.atomic
def note_star_notice(
    application: StarApplication, *, until_on: date, by: Account, on: date
) -> None:
    """Notes that a household whose criteria are met hangs on the notice board from today on, which
    only who agrees to be shown does, for at most 30 days more than its set asks: the star waits
    that long. StarStepElsewhere, NotToBeShown, NoticeTooShort, NoticeUntilTooLate."""
    hold(application, StarStep.MET, on=on)
    if application.household is None or not is_to_be_shown(application, on):
        raise NotToBeShown(code=application)
    days = application.star_set.notice_days
    if until_on < on + timedelta(days=days):
        raise NoticeTooShort(days=days, first=on + timedelta(days=days))
    last = on + timedelta(days=days) + MORE_NOTICE
    if until_on > last:
        raise NoticeUntilTooLate(last=last)
    application.step = StarStep.POSTED
    application.posted_on, application.posted_until = on, until_on
    application.save(update_fields=["step", "posted_on", "posted_until"])
    tell("note_star_notice", application, application, by=by, on=on)


@transaction.atomic
def give_star(application: StarApplication, *, by: Account, on: date) -> Star:
    """Gives the star once its notice came down; to a household that is not to be shown, and to a
    village, at once. A renewed one begins where the one before ends. StarStepElsewhere,
    MayNotReviewStar, NoticeMissing, NoticeHangsStill."""
    hold(application, StarStep.MET, StarStep.POSTED, on=on)
    town_gives = application.of_village and may_review(by, application, on)
    if not (town_gives or (not application.of_village and _works_there(application, by, on))):
        raise MayNotReviewStar
    is_shown = not application.of_village and is_to_be_shown(application, on)
    if is_shown and application.step == StarStep.MET:
        raise NoticeMissing(code=application)
    if is_shown and application.posted_until and on < application.posted_until:
        raise NoticeHangsStill(until=application.posted_until)
    before = held_star(application, on)
    start_on = before.until_on if before is not None else on
    star = Star(
        application=application,
        given_on=on,
        given_by=by,
        start_on=start_on,
        until_on=rules.months_later(start_on, application.star_set.valid_months),
    )
    star.save(force_insert=True)
    application.step = StarStep.GIVEN
    application.save(update_fields=["step"])
    tell("give_star", star, application, by=by, on=on)
    return star


@transaction.atomic
def hand_over_plaque(star: Star, *, handed_on: date, by: Account, on: date) -> None:
    """The plaque is handed over to who wants to be shown. StarEndedAlready, PlaqueHandedOver,
    NotToBeShown, StarDayToCome, StarDayTooEarly."""
    application = star.application
    hold_star(star, on=on)
    if star.plaque_on is not None:
        raise PlaqueHandedOver(day=star.plaque_on)
    if not application.of_village and not is_to_be_shown(application, on):
        raise NotToBeShown(code=application)
    star.plaque_on = guard_day(handed_on, star.given_on, on)
    star.save(update_fields=["plaque_on"])
    tell("hand_over_plaque", star, application, by=by, on=on)


def hold_star(star: Star, *, on: date) -> None:
    """Keeps others off a star until the transaction ends, and brings it up to date.
    HouseholdClosedAlready, StarEndedAlready."""
    hold(star.application, on=on)
    star.refresh_from_db(fields=["ended_on", "plaque_on", "until_on"])
    end = star.ended_on or star.until_on
    if star.ended_on is not None or end <= on:
        raise StarEndedAlready(day=end)


def is_to_be_shown(application: StarApplication, on: date) -> bool:
    """Whether the household agrees on that day that its star is shown."""
    shown = consenting(ConsentPurpose.STAR, on)
    return shown.filter(pk=application.household_id).exists()


def _works_there(application: StarApplication, by: Account, on: date) -> bool:
    return records_for(by, application.place, on) or may_review(by, application, on)
