"""The impact assessment: begun and filled in by some, dated by another, then locked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_duty, has_role
from doorstep.rights.choices import Question
from doorstep.rights.models import Assessment

MOST_LETTERS = 2000


class AssessmentLocked(Refused):
    message = _("This version was dated on %(day)s and is locked; begin a new one.")


class AssessmentTooLong(Refused):
    message = _("“%(question)s”: the answer has %(count)s characters; at most %(most)s fit.")


class AssessmentUnanswered(Refused):
    message = _("“%(question)s” is not answered yet. Answer every question before it is dated.")


class AssessmentNeedsAnother(Refused):
    message = _("Whoever wrote in it does not date it; ask a second person to read and date it.")


class AssessmentNotYours(Refused):
    message = _("A coordinator of %(place)s, or whoever decides categories there, dates it.")


@transaction.atomic
def begin_assessment(place: Place, *, by: Account, on: date) -> Assessment:
    """The version in the making; where there is none, a new one beginning with the last answers."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    last = Assessment.objects.filter(place=place).order_by("-number").first()
    if last is not None and not last.is_locked:
        return last
    number = last.number + 1 if last else 1
    answers = last.answers if last else {}
    made = Assessment.objects.create(place=place, number=number, answers=answers, begun_on=on)
    _audit("begin_assessment", made, by=by, on=on)
    return made


@transaction.atomic
def fill_assessment(
    assessment: Assessment, answers: Mapping[str, str], *, by: Account, on: date
) -> None:
    """Writes down the answers; an empty one is kept as not answered yet.
    AssessmentLocked, AssessmentTooLong."""
    _lock(assessment)
    given = {question: printable(answers.get(question, "")).strip() for question in Question}
    for question, text in given.items():
        if len(text) > MOST_LETTERS:
            label = Question(question).label
            raise AssessmentTooLong(question=label, count=len(text), most=MOST_LETTERS)
    held = assessment.answers
    changed = [str(one) for one, text in given.items() if held.get(one, "") != text]
    if not changed:
        return
    assessment.answers = {str(question): text for question, text in given.items()}
    assessment.filled_on = on
    assessment.save(update_fields=["answers", "filled_on"])
    assessment.writers.add(by)
    _audit("fill_assessment", assessment, by=by, on=on, detail={"questions": changed})


@transaction.atomic
def date_assessment(assessment: Assessment, *, by: Account, on: date) -> None:
    """A second person has read it: it is dated and locked. AssessmentLocked,
    AssessmentUnanswered, AssessmentNeedsAnother, AssessmentNotYours."""
    _lock(assessment)
    place = assessment.place
    if by.is_system or assessment.writers.filter(pk=by.pk).exists():
        raise AssessmentNeedsAnother
    if not (
        has_role(by, Role.COORDINATOR, place, on)
        or has_duty(by, Duty.DECIDES_CATEGORIES, place, on)
    ):
        raise AssessmentNotYours(place=place.name)
    for question in Question:
        if not assessment.answers.get(question):
            raise AssessmentUnanswered(question=question.label)
    assessment.dated_on, assessment.dated_by = on, by
    assessment.save(update_fields=["dated_on", "dated_by"])
    _audit("date_assessment", assessment, by=by, on=on)


def _lock(assessment: Assessment) -> None:
    """The row as it stands now, for this transaction alone. AssessmentLocked."""
    assessment.refresh_from_db(from_queryset=Assessment.objects.select_for_update(no_key=True))
    if assessment.dated_on is not None:
        raise AssessmentLocked(day=assessment.dated_on)


def _audit(act: str, assessment: Assessment, *, by: Account, on: date, detail: Any = None) -> None:
    detail = {"version": assessment.number} | (detail or {})
    audit(act, assessment, by=by, on=on, place=assessment.place_id, detail=detail)
