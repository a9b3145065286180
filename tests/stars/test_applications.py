"""Applications: only one's own, step by step, by two persons, answered in words."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.kit.errors import NotVisible
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.stars import actions
from doorstep.stars.actions.applying import (
    FindingMissing,
    MeetingNotHeld,
    MemberLeft,
    StarAgainLater,
    StarAppliedAlready,
    StarHeldStill,
    StarSetElsewhere,
    StarSetNotOpen,
)
from doorstep.stars.actions.guards import (
    MayNotReviewStar,
    NamesOthers,
    RelativeReviewsNot,
    StarDayToCome,
    StarDayTooEarly,
    StarStepElsewhere,
    StarTextMissing,
    StarTopicRefused,
)
from doorstep.stars.actions.objecting import (
    StarObjectedAlready,
    StarObjectionAnswered,
    StarObjectionTooLate,
    ThirdPersonAnswers,
)
from doorstep.stars.actions.reviewing import SameReviewer
from doorstep.stars.choices import CommentKind, NextStep
from doorstep.stars.models import StarApplication
from doorstep.stars.queries import (
    get_star_application_for,
    star_applications_for,
    star_lines,
)
from tests.factories import DAY, make_household
from tests.stars.steps import (
    apply,
    assess,
    bring,
    confirm,
    found,
    give,
    head,
    hear,
    held_meeting,
    publish,
    review,
)

NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture
def applied(cast, star_set):
    return apply(star_set, cast.a, by=cast.coordinator)


@pytest.fixture
def not_met(cast, applied):
    return bring(
        applied, "not_met", by=cast.coordinator, second=cast.second, met=(True, False),
        reasons="院子还没有收拾",
    )  # fmt: skip


def test_nobody_applies_before_criteria_are_published(cast, method):
    later = publish(cast.caoba, by=cast.coordinator, from_on=DAY + timedelta(days=5))

    with pytest.raises(StarDayTooEarly):
        apply(later, cast.a, by=cast.coordinator)
    with pytest.raises(StarDayToCome):
        actions.apply_for_star(
            later, member=head(cast.a), how="paper", asked_on=DAY + timedelta(days=6),
            by=cast.coordinator, on=DAY,
        )  # fmt: skip


def test_only_a_grown_member_applies_and_only_at_home(cast, star_set, town_set):
    child = cast.a.members.get(name="孩子1")
    told = {"how": "person", "asked_on": DAY, "by": cast.coordinator, "on": DAY}

    with pytest.raises(MemberLeft):
        actions.apply_for_star(star_set, member=child, **told)
    with pytest.raises(StarSetElsewhere):
        actions.apply_for_star(star_set, member=head(cast.d), **told)
    with pytest.raises(StarSetElsewhere):
        actions.apply_for_star(town_set, member=head(cast.a), **told)
    with pytest.raises(StarSetElsewhere):
        actions.apply_for_star(star_set, village=cast.caoba, **told)
    with pytest.raises(StarSetElsewhere):
        actions.apply_for_star(star_set, **told)


def test_one_application_at_a_time_and_an_older_version_is_closed(cast, star_set, applied):
    with pytest.raises(StarAppliedAlready):
        apply(star_set, cast.a, by=cast.coordinator)
    publish(cast.caoba, by=cast.coordinator, criteria=[("庭院", "好")], from_on=NEXT_DAY)
    with pytest.raises(StarSetNotOpen):
        apply(star_set, cast.b, by=cast.coordinator, on=NEXT_DAY)

    assert applied.due_on == date(2026, 4, 14)  # 30 working days, the holiday of 6 April not one


def test_steps_go_in_their_order(cast, applied):
    with pytest.raises(StarStepElsewhere):
        hear(applied, by=cast.coordinator)
    with pytest.raises(StarStepElsewhere):
        review(applied, by=cast.coordinator)
    with pytest.raises(StarStepElsewhere):
        confirm(applied, by=cast.second)
    with pytest.raises(StarStepElsewhere):
        actions.give_star(applied, by=cast.coordinator, on=DAY)
    assess(applied, by=cast.coordinator)
    assess(applied, by=cast.coordinator)  # until neighbours are heard it is said anew

    assert applied.findings.filter(found_by="self").count() == 2


def test_every_criterion_is_assessed_and_shown_in_words(cast, applied):
    first = applied.star_set.criteria.first()
    told = {"assessed_on": DAY, "by": cast.coordinator, "on": DAY}

    with pytest.raises(FindingMissing):
        actions.assess_star(applied, found={first.pk: actions.Found(True, "是")}, **told)
    with pytest.raises(StarTextMissing):
        actions.assess_star(applied, found=found(applied, words=""), **told)
    with pytest.raises(StarTopicRefused):
        actions.assess_star(applied, found=found(applied, words="从不上访"), **told)

    assert not applied.findings.exists()


@pytest.mark.parametrize("text", ["巴桑家也说好", "A-002 也这样说"])
def test_no_others_are_named(cast, applied, text):
    assess(applied, by=cast.coordinator)
    said = [actions.Said(CommentKind.FOR, text)]

    with pytest.raises(NamesOthers) as refused:
        hear(applied, by=cast.coordinator, said=said)

    assert refused.value.params == {}  # the same words, whatever name was tried

    assert not applied.comments.exists()


def test_neighbours_speak_for_or_beside_it_and_their_own_name_may_stand(cast, applied):
    assess(applied, by=cast.coordinator)
    said = [
        actions.Said(CommentKind.FOR, "央金家常帮忙修水渠"), actions.Said("neutral", "住得远"),
    ]  # fmt: skip
    hear(applied, by=cast.coordinator, said=said)

    assert list(applied.comments.values_list("kind", "text")) == [
        ("for", "央金家常帮忙修水渠"), ("neutral", "住得远"),
    ]  # fmt: skip
    assert [one.value for one in CommentKind] == ["for", "neutral"]


def test_neighbours_are_heard_at_a_held_meeting_of_the_village_after_the_assessment(cast, applied):
    early = held_meeting(cast.caoba, by=cast.coordinator)
    assess(applied, by=cast.coordinator, on=NEXT_DAY)
    elsewhere = held_meeting(cast.xiagou, by=cast.other_coordinator, on=NEXT_DAY)

    for meeting in (early, elsewhere):
        with pytest.raises(MeetingNotHeld):
            actions.hear_neighbours(
                applied, meeting=meeting, said=[], by=cast.coordinator, on=NEXT_DAY
            )


def test_two_persons_review_and_neither_is_a_relative_or_from_elsewhere(cast, applied):
    bring(applied, "heard", by=cast.coordinator, second=cast.second)
    told = {"found": found(applied), "on": DAY}

    for stranger in (cast.tashi_account, cast.other_coordinator, cast.town_account, cast.auditor):
        with pytest.raises(MayNotReviewStar):
            actions.review_star(applied, is_relative=False, by=stranger, **told)
    with pytest.raises(RelativeReviewsNot):
        actions.review_star(applied, is_relative=True, by=cast.second, **told)
    review(applied, by=cast.coordinator)
    with pytest.raises(SameReviewer):
        confirm(applied, by=cast.coordinator)
    with pytest.raises(RelativeReviewsNot):
        actions.confirm_star(applied, reasons="", is_relative=True, by=cast.second, on=DAY)
    confirm(applied, by=cast.second)

    assert applied.step == "met"
    with pytest.raises(IntegrityError), transaction.atomic():
        StarApplication.objects.filter(pk=applied.pk).update(confirmed_by=cast.coordinator)


def test_the_second_person_sends_back_what_is_then_found_anew(cast, applied):
    bring(applied, "reviewed", by=cast.coordinator, second=cast.second)
    told = {"is_relative": False, "on": DAY}

    with pytest.raises(SameReviewer):
        actions.send_back_star(applied, why="再看", by=cast.coordinator, **told)
    actions.send_back_star(applied, why="请再去看一次院子", by=cast.second, **told)

    assert (applied.step, applied.reviewed_by) == ("heard", None)
    assert not applied.findings.filter(found_by="review").exists()
    review(applied, by=cast.second)
    confirm(applied, by=cast.coordinator)
    assert (applied.step, applied.sent_back) == ("met", "")


def test_not_met_needs_reasons_and_a_day_for_the_next_application(cast, star_set, applied):
    bring(applied, "reviewed", by=cast.coordinator, second=cast.second, met=(True, False))
    with pytest.raises(StarTextMissing):
        confirm(applied, by=cast.second)
    confirm(applied, by=cast.second, reasons="院子还没有收拾")
    first = DAY + timedelta(days=90)

    assert (applied.step, applied.again_from) == ("not_met", first)
    with pytest.raises(StarAgainLater):
        apply(star_set, cast.a, by=cast.coordinator, on=first - timedelta(days=1))
    assert apply(star_set, cast.a, by=cast.coordinator, on=first).step == "applied"


def test_an_objection_is_answered_by_a_third_person_and_upheld_the_star_follows(
    cast, not_met, third
):
    told = {"by": cast.coordinator, "on": NEXT_DAY}
    objection = actions.object_to_star(not_met, text="院子已经收拾", made_on=NEXT_DAY, **told)
    with pytest.raises(StarObjectedAlready):
        actions.object_to_star(not_met, text="再说一次", made_on=NEXT_DAY, **told)
    answer = {"is_upheld": True, "answer": "看过，已收拾", "on": NEXT_DAY}

    for reviewer in (cast.coordinator, cast.second):
        with pytest.raises(ThirdPersonAnswers):
            actions.answer_star_objection(objection, is_relative=False, by=reviewer, **answer)
    with pytest.raises(RelativeReviewsNot):
        actions.answer_star_objection(objection, is_relative=True, by=third, **answer)
    actions.answer_star_objection(objection, is_relative=False, by=third, **answer)
    not_met.refresh_from_db()

    assert (not_met.step, not_met.again_from) == ("met", None)
    assert actions.give_star(not_met, by=cast.coordinator, on=NEXT_DAY).start_on == NEXT_DAY
    with pytest.raises(StarObjectionAnswered):
        actions.answer_star_objection(objection, is_relative=False, by=third, **answer)


def test_an_objection_has_its_time(cast, not_met):
    for made_on, error in ((DAY - timedelta(days=1), StarDayTooEarly),
                           (DAY + timedelta(days=40), StarObjectionTooLate),
                           (DAY + timedelta(days=41), StarDayToCome)):  # fmt: skip
        with pytest.raises(error):
            actions.object_to_star(
                not_met, text="不同意", made_on=made_on, by=cast.coordinator,
                on=DAY + timedelta(days=40),
            )  # fmt: skip


def test_who_applied_takes_it_back_and_applies_anew_at_once(cast, star_set, applied):
    actions.take_back_star_application(applied, by=cast.coordinator, on=DAY)

    with pytest.raises(StarStepElsewhere):
        actions.take_back_star_application(applied, by=cast.coordinator, on=DAY)
    assert apply(star_set, cast.a, by=cast.coordinator).step == "applied"


def test_a_star_is_renewed_near_its_end_and_begins_where_the_one_before_ends(cast, star_set):
    star = give(
        apply(star_set, cast.a, by=cast.coordinator), by=cast.coordinator, second=cast.second
    )
    near = star.until_on - timedelta(days=90)

    with pytest.raises(StarHeldStill):
        apply(star_set, cast.a, by=cast.coordinator, on=near - timedelta(days=1))
    again = apply(star_set, cast.a, by=cast.coordinator, on=near)
    renewed = give(again, by=cast.coordinator, second=cast.second, on=near)

    assert (renewed.given_on, renewed.start_on) == (near, star.until_on)
    assert renewed.until_on == date(2028, 3, 2)


def test_a_household_that_left_applies_and_goes_on_no_more(cast, star_set, applied):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        assess(applied, by=cast.coordinator)
    with pytest.raises(HouseholdClosedAlready):
        apply(star_set, cast.a, by=cast.coordinator)
    assert star_lines(cast.coordinator, cast.caoba, DAY) == []


def test_who_reads_an_application(cast, applied):
    for reader in (cast.coordinator, cast.second):
        assert get_star_application_for(reader, applied.pk, DAY) == applied
    for other in (cast.tashi_account, cast.other_coordinator, cast.town_account, cast.auditor):
        with pytest.raises(NotVisible):
            get_star_application_for(other, applied.pk, DAY)
        assert not star_applications_for(other, DAY).exists()


def test_what_is_due_first_stands_on_top_whoever_it_is(cast, star_set, applied):
    other = make_household(cast.caoba, "A-000", head="普布")
    late = apply(star_set, other, by=cast.coordinator, on=NEXT_DAY)
    lines = star_lines(cast.coordinator, cast.caoba, NEXT_DAY)

    assert [one.application for one in lines] == [applied, late]
    assert {one.next_step for one in lines} == {NextStep.ASSESS}
    assert not lines[0].is_late(applied.due_on)
    assert lines[0].is_late(applied.due_on + timedelta(days=1))
