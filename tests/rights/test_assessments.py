"""The impact assessment: filled in by some, dated by another, then locked."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from doorstep.people.models import AuditEntry
from doorstep.rights.actions import begin_assessment, date_assessment, fill_assessment
from doorstep.rights.actions.assessments import (
    AssessmentLocked,
    AssessmentNeedsAnother,
    AssessmentNotYours,
    AssessmentTooLong,
    AssessmentUnanswered,
)
from doorstep.rights.choices import Question
from doorstep.rights.models import Assessment
from doorstep.rights.queries import assessed_on, has_assessment, may_date
from tests.factories import make_account

DAY = date(2026, 3, 11)
WHOLE = {question.value: f"回答：{question.value}" for question in Question}


@pytest.fixture
def filled(cast):
    made = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)
    fill_assessment(made, WHOLE, by=cast.coordinator, on=DAY)
    return made


def test_a_place_has_an_assessment_from_the_day_it_is_dated(cast, filled):
    before = has_assessment(cast.caoba, DAY)
    date_assessment(filled, by=cast.second, on=DAY)

    assert (before, has_assessment(cast.caoba, DAY)) == (False, True)
    assert not has_assessment(cast.caoba, DAY - timedelta(days=1))
    assert not has_assessment(cast.xiagou, DAY)
    assert (assessed_on(cast.caoba, DAY), assessed_on(cast.xiagou, DAY)) == (DAY, None)


def test_whoever_wrote_in_it_does_not_date_it(cast, filled):
    fill_assessment(filled, WHOLE | {"what": "更多"}, by=cast.second, on=DAY)

    for account in (cast.coordinator, cast.second):
        with pytest.raises(AssessmentNeedsAnother):
            date_assessment(filled, by=account, on=DAY)


def test_reading_a_form_again_makes_nobody_its_writer(cast, filled):
    fill_assessment(filled, WHOLE, by=cast.second, on=DAY)

    assert may_date(filled, cast.second)


@pytest.mark.parametrize("who", ["tashi_account", "town_account", "auditor", "other_coordinator"])
def test_who_does_not_belong_to_it_does_not_date_it(cast, filled, who):
    with pytest.raises(AssessmentNotYours):
        date_assessment(filled, by=getattr(cast, who), on=DAY)


def test_every_question_is_answered_before_it_is_dated(cast):
    made = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)
    fill_assessment(made, WHOLE | {"risks": "  "}, by=cast.coordinator, on=DAY)

    with pytest.raises(AssessmentUnanswered):
        date_assessment(made, by=cast.second, on=DAY)


def test_a_dated_version_never_changes(cast, filled):
    date_assessment(filled, by=cast.second, on=DAY)

    with pytest.raises(AssessmentLocked):
        fill_assessment(filled, WHOLE, by=cast.coordinator, on=DAY)
    with pytest.raises(AssessmentLocked):
        date_assessment(filled, by=cast.second, on=DAY)


def test_a_new_version_begins_with_the_last_answers(cast, filled):
    date_assessment(filled, by=cast.second, on=DAY)

    second = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)
    again = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)

    assert (second.number, second.answers, second.is_locked) == (2, WHOLE, False)
    assert again == second
    assert has_assessment(cast.caoba, DAY)


def test_one_version_is_in_the_making_at_a_time(cast, filled):
    with pytest.raises(IntegrityError):
        Assessment.objects.create(place=cast.caoba, number=9, begun_on=DAY)


def test_an_answer_that_is_too_long_is_refused_with_its_question(cast, filled):
    with pytest.raises(AssessmentTooLong, match="2001"):
        fill_assessment(filled, {"what": "长" * 2001}, by=cast.coordinator, on=DAY)


def test_the_trail_names_the_questions_and_no_answer(cast, filled):
    entry = AuditEntry.objects.get(act="fill_assessment")

    assert entry.detail == {"version": 1, "questions": [str(one) for one in Question]}


def test_another_coordinator_may_date_it(cast, filled):
    other = make_account("second", roles=[("coordinator", cast.caoba)])

    date_assessment(filled, by=other, on=DAY)

    assert filled.dated_by == other
