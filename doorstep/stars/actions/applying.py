"""Applying for a star, assessing oneself, hearing the neighbours, taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import Meeting
from doorstep.method.queries import working_days_after
from doorstep.people.actions import hold_trail
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Member
from doorstep.register.rules import is_of_age
from doorstep.stars.actions.guards import (
    StarStepElsewhere,
    StarTextMissing,
    clean,
    guard_day,
    guard_names,
    hold,
    tell,
)
from doorstep.stars.choices import UNDER_WAY, AskedHow, CommentKind, FoundBy, StarStep
from doorstep.stars.models import (
    StarApplication,
    StarComment,
    StarFinding,
    StarObjection,
    StarSet,
)
from doorstep.stars.queries import RENEW, held_star, is_open_set, same_applications

MOST_COMMENTS = 30


class StarSetNotOpen(Refused):
    message = _("Nobody could apply by “%(name)s” on %(day)s: it was not published, or ended.")


class StarSetElsewhere(Refused):
    message = _("“%(name)s” is for %(of)s, not for %(place)s.")


class MemberLeft(Refused):
    message = _("Somebody grown up who belongs to the household applies for it.")


class StarAppliedAlready(Refused):
    message = _("They applied by “%(name)s” on %(day)s already; that goes on first.")


class StarObjectionFirst(Refused):
    message = _("Their objection of %(day)s is answered first.")


class StarHeldStill(Refused):
    message = _("The star holds until %(until)s; it is applied for anew from %(first)s on.")


class StarAgainLater(Refused):
    message = _("They may apply again from %(first)s on.")


class FindingMissing(Refused):
    message = _("Say of “%(name)s” whether it is met.")


class MeetingNotHeld(Refused):
    message = _(
        "Neighbours are heard at a meeting of this village that was held once the household had "
        "assessed itself, on %(day)s or later."
    )


class TooManyComments(Refused):
    message = _("At most %(most)s things that were said fit.")


@dataclass(frozen=True)
class Found:
    """What is said of one criterion."""

    is_met: bool
    words: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody said at the meeting."""

    kind: CommentKind
    text: str


@transaction.atomic
def apply_for_star(
    star_set: StarSet,
    *,
    how: AskedHow | str,
    asked_on: date,
    by: Account,
    on: date,
    member: Member | None = None,
    village: Place | None = None,
) -> StarApplication:
    """Records what a grown member asked for the household, or a village for itself: one of both.
    HouseholdClosedAlready, MemberLeft, StarSetNotOpen, StarSetElsewhere, StarAppliedAlready,
    StarObjectionFirst, StarHeldStill, StarAgainLater, StarDayToCome, StarDayTooEarly."""
    household = member.household if member is not None else None
    place = household.village if household is not None else village
    if household is not None and member is not None:
        guard_open(household, on)
        member.refresh_from_db(fields=["left_on", "birth_year"])
        if member.left_on is not None or not is_of_age(member.birth_year, asked_on):
            raise MemberLeft
    if place is None or (member is not None) == (star_set.place.kind == PlaceKind.TOWN):
        raise StarSetElsewhere(name=star_set.name, of=star_set.place.name, place=place or "–")
    if star_set.place_id not in (place.pk, place.parent_id) or place.kind != PlaceKind.VILLAGE:
        raise StarSetElsewhere(name=star_set.name, of=star_set.place.name, place=place.name)
    hold_trail([place])
    came_on = household.registered_on if household is not None else star_set.from_on
    guard_day(asked_on, max(star_set.from_on, came_on), on)
    if not is_open_set(star_set, asked_on):
        raise StarSetNotOpen(name=star_set.name, day=asked_on)
    application = StarApplication(
        star_set=star_set,
        place=place,
        household=household,
        member=member,
        how=AskedHow(how),
        asked_on=asked_on,
        due_on=working_days_after(asked_on, star_set.answer_days),
        recorded_by=by,
    )
    _guard_once(application)
    application.save(force_insert=True)
    tell("apply_for_star", application, application, by=by, on=on)
    return application


@transaction.atomic
def assess_star(
    application: StarApplication,
    *,
    found: Mapping[UUID, Found],
    assessed_on: date,
    by: Account,
    on: date,
) -> None:
    """Keeps what they say of themselves, criterion by criterion; until neighbours are heard it can
    be said anew. StarStepElsewhere, StarDayToCome, StarDayTooEarly, FindingMissing,
    StarTextMissing, StarTextTooLong, StarTopicRefused, NamesOthers."""
    hold(application, StarStep.APPLIED, StarStep.ASSESSED, on=on)
    application.assessed_on = guard_day(assessed_on, application.asked_on, on)
    keep_findings(application, found, FoundBy.SELF)
    application.step = StarStep.ASSESSED
    application.save(update_fields=["step", "assessed_on"])
    tell("assess_star", application, application, by=by, on=on)


@transaction.atomic
def hear_neighbours(
    application: StarApplication, *, meeting: Meeting, said: Sequence[Said], by: Account, on: date
) -> None:
    """Keeps the meeting at which neighbours were heard, and what they said for it or beside it; who
    said it is not asked. Nobody has to speak. StarStepElsewhere, MeetingNotHeld, TooManyComments,
    StarTextTooLong, StarTopicRefused, NamesOthers."""
    hold(application, StarStep.ASSESSED, on=on)
    if application.of_village or application.assessed_on is None:
        raise StarStepElsewhere(step=StarStep(application.step))
    is_here = meeting.team.place_id == application.place_id
    is_held = meeting.state == MeetingState.HELD and application.assessed_on <= meeting.on <= on
    if not (is_here and is_held):
        raise MeetingNotHeld(day=application.assessed_on)
    if len(said) > MOST_COMMENTS:
        raise TooManyComments(most=MOST_COMMENTS)
    comments = []
    for order, one in enumerate(said, 1):
        text = clean(one.text, 200, what=gettext("what was said"))
        guard_names(text, application)
        comments.append(
            StarComment(application=application, order=order, kind=CommentKind(one.kind), text=text)
        )
    StarComment.objects.bulk_create(comments)
    application.step, application.meeting = StarStep.HEARD, meeting
    application.heard_on = meeting.on
    application.save(update_fields=["step", "meeting", "heard_on"])
    tell("hear_neighbours", application, application, by=by, on=on)


@transaction.atomic
def take_back_star_application(application: StarApplication, *, by: Account, on: date) -> None:
    """They take it back; nothing is held against them. StarStepElsewhere."""
    hold(application, *UNDER_WAY, on=on)
    application.step, application.taken_back_on = StarStep.TAKEN_BACK, on
    application.save(update_fields=["step", "taken_back_on"])
    tell("take_back_star_application", application, application, by=by, on=on)


def keep_findings(
    application: StarApplication, found: Mapping[UUID, Found], found_by: FoundBy
) -> list[bool]:
    """Writes what is said of every criterion, instead of what was said before; whether each is met.
    Words show what is met, and in a review also what is not. FindingMissing, StarTextMissing, and
    as `clean`."""
    rows = []
    for criterion in application.star_set.criteria.all():
        one = found.get(criterion.pk)
        if one is None:
            raise FindingMissing(name=criterion.name)
        words = clean(one.words, 300)
        guard_names(words, application)
        if not words and (one.is_met == (found_by == FoundBy.SELF)):
            raise StarTextMissing(what=criterion.name)
        rows.append(
            StarFinding(
                application=application,
                criterion=criterion,
                found_by=found_by,
                is_met=one.is_met,
                words=words,
            )
        )
    application.findings.filter(found_by=found_by).delete()
    StarFinding.objects.bulk_create(rows)
    return [one.is_met for one in rows]


def _guard_once(application: StarApplication) -> None:
    """StarAppliedAlready, StarObjectionFirst, StarHeldStill, StarAgainLater."""
    star_set, asked_on = application.star_set, application.asked_on
    mine = same_applications(application)
    waiting = mine.filter(step__in=UNDER_WAY).first()
    if waiting is not None:
        raise StarAppliedAlready(name=star_set.name, day=waiting.asked_on)
    objection = StarObjection.objects.filter(
        application__in=mine.values("pk"), answered_on=None
    ).first()
    if objection is not None:
        raise StarObjectionFirst(day=objection.made_on)
    star = held_star(application, asked_on)
    if star is not None and asked_on < star.until_on - RENEW:
        raise StarHeldStill(until=star.until_on, first=star.until_on - RENEW)
    refused = mine.filter(step=StarStep.NOT_MET).order_by("-decided_on").first()
    if refused is not None and refused.again_from and asked_on < refused.again_from:
        raise StarAgainLater(first=refused.again_from)
