"""Objections to the answer that not all criteria are met."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.queries import working_days_after
from doorstep.people.models import Account
from doorstep.stars.actions.guards import clean, guard_day, guard_names, hold, tell
from doorstep.stars.actions.reviewing import guard_reviewer
from doorstep.stars.choices import UNDER_WAY, StarStep
from doorstep.stars.models import StarApplication, StarObjection
from doorstep.stars.queries import (
    DAYS_TO_ANSWER,
    may_answer_star,
    object_until,
    same_applications,
)


class StarObjectionTooLate(Refused):
    message = _("An objection could be made until %(last)s.")


class StarObjectedAlready(Refused):
    message = _("An objection was made on %(day)s already.")


class StarAppliedSince(Refused):
    message = _("They applied anew on %(day)s; that goes on instead.")


class StarObjectionAnswered(Refused):
    message = _("The objection was answered on %(day)s.")


class ThirdPersonAnswers(Refused):
    message = _("A third person answers: somebody who may review and made neither part of it.")


@transaction.atomic
def object_to_star(
    application: StarApplication, *, text: str, made_on: date, by: Account, on: date
) -> StarObjection:
    """Records an objection to “not all criteria met”, within its time, from who has not applied
    anew since. StarStepElsewhere, StarObjectedAlready, StarAppliedSince, StarDayToCome,
    StarDayTooEarly, StarObjectionTooLate, StarTextMissing, StarTextTooLong, StarTopicRefused,
    NamesOthers."""
    hold(application, StarStep.NOT_MET, on=on)
    earlier = StarObjection.objects.filter(application=application).first()
    if earlier is not None:
        raise StarObjectedAlready(day=earlier.made_on)
    decided_on = application.decided_on or made_on
    anew = (
        same_applications(application)
        .exclude(pk=application.pk)
        .filter(asked_on__gte=decided_on, step__in=(*UNDER_WAY, StarStep.GIVEN))
        .first()
    )
    if anew is not None:
        raise StarAppliedSince(day=anew.asked_on)
    last = object_until(application)
    guard_day(made_on, decided_on, on)
    if last is not None and made_on > last:
        raise StarObjectionTooLate(last=last)
    text = clean(text, 500, what=gettext("what they say"))
    guard_names(text, application)
    objection = StarObjection(
        application=application,
        text=text,
        made_on=made_on,
        due_on=working_days_after(made_on, DAYS_TO_ANSWER),
        recorded_by=by,
    )
    objection.save(force_insert=True)
    tell("object_to_star", objection, application, by=by, on=on)
    return objection


@transaction.atomic
def answer_star_objection(
    objection: StarObjection,
    *,
    is_upheld: bool,
    answer: str,
    is_relative: bool,
    by: Account,
    on: date,
) -> None:
    """A third person answers in writing; upheld, the criteria count as met and the star follows.
    HouseholdClosedAlready, StarStepElsewhere, StarObjectionAnswered, MayNotReviewStar,
    RelativeReviewsNot, ThirdPersonAnswers, StarTextMissing, StarTextTooLong, StarTopicRefused,
    NamesOthers."""
    application = objection.application
    hold(application, on=on)
    objection.refresh_from_db(fields=["answered_on", "is_upheld"])
    if objection.answered_on is not None:
        raise StarObjectionAnswered(day=objection.answered_on)
    guard_reviewer(application, is_relative=is_relative, by=by, on=on)
    if not may_answer_star(by, application, on):
        raise ThirdPersonAnswers
    objection.answer = clean(answer, 500, what=gettext("the answer"))
    guard_names(objection.answer, application)
    objection.is_upheld, objection.answered_on, objection.answered_by = is_upheld, on, by
    objection.save(update_fields=["is_upheld", "answer", "answered_on", "answered_by"])
    if is_upheld:
        application.step, application.again_from = StarStep.MET, None
        application.save(update_fields=["step", "again_from"])
    tell("answer_star_objection", objection, application, by=by, on=on)
