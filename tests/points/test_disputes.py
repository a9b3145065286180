"""A dispute is answered in writing by a second person; a row that is taken back stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.kit.errors import NotVisible
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.people.choices import Role
from doorstep.points import actions
from doorstep.points.actions.awards import AwardedAlready
from doorstep.points.actions.disputes import (
    AddedByWhichRule,
    AnswerKindRefused,
    AwardOfAnother,
    AwardSwappedAlready,
    AwardTakenBackAlready,
    DisputeAnsweredAlready,
    DisputedTooLate,
    DisputeOpenAlready,
    GaveItOneself,
    NoAwardToTakeBack,
    RelativeAnswersNot,
    RuleOfAnotherDay,
)
from doorstep.points.actions.guards import DayToCome, TakesNoPart
from doorstep.points.models import Award, Dispute
from doorstep.points.queries import (
    disputes_for,
    get_dispute_for,
    may_answer_dispute,
    open_disputes_at,
    reckoning_of,
    scheme_to_dispute_at,
)
from tests.factories import DAY, make_account
from tests.points.made import give, make_scheme, new_rules, rule_of, shelf, swap

LATER = DAY + timedelta(days=3)


@pytest.fixture
def award(cast, scheme, yangjin):
    return give(scheme, yangjin, by=cast.coordinator)[0]


@pytest.fixture
def third(cast):
    return make_account("third", roles=[(Role.COORDINATOR, cast.caoba)])


def dispute(cast, scheme, member, award=None, *, text="那天我没去", by=None, made_on=DAY):
    return actions.dispute_points(
        scheme, member, award=award, text=text, made_on=made_on, by=by or cast.coordinator, on=LATER
    )


def answer(row, by, *, outcome="stands", is_relative=False, text="核对过签到表", **more):
    actions.answer_dispute(
        row, outcome=outcome, answer=text, is_relative=is_relative, by=by, on=LATER, **more
    )
    row.refresh_from_db()


def test_it_is_due_in_the_working_days_of_the_card(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)

    assert row.due_on == DAY + timedelta(days=14)  # ten working days
    assert list(open_disputes_at(cast.second, cast.caoba, LATER)) == [row]


def test_a_second_person_lets_it_stand(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)
    answer(row, cast.second)

    assert (row.outcome, row.answer, row.answered_by) == ("stands", "核对过签到表", cast.second)
    assert reckoning_of(yangjin, LATER).left == 2
    assert not open_disputes_at(cast.second, cast.caoba, LATER).exists()


def test_an_award_that_is_taken_back_stays_and_counts_no_more(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)
    answer(row, cast.second, outcome="taken_back")
    award.refresh_from_db()

    assert (award.taken_back_on, reckoning_of(yangjin, LATER).left) == (LATER, 0)
    with pytest.raises(AwardTakenBackAlready):
        dispute(cast, scheme, yangjin, award)


def test_a_missing_award_is_added(cast, scheme, yangjin):
    row = dispute(cast, scheme, yangjin, text="漏记了培训")
    answer(row, cast.second, outcome="added", rule=rule_of(scheme, "参加培训"), earned_on=DAY)

    assert (row.added.rule.text, row.added.on, row.added.by) == ("参加培训", DAY, cast.second)
    assert reckoning_of(yangjin, LATER).left == 3


def test_who_gave_or_recorded_does_not_answer(cast, scheme, yangjin, award, third):
    row = dispute(cast, scheme, yangjin, award, by=third)
    outsiders = (cast.coordinator, third, cast.town_account, cast.other_coordinator,
                 cast.tashi_account)  # fmt: skip

    for account in outsiders:
        assert not may_answer_dispute(account, row, LATER)
        with pytest.raises(GaveItOneself):
            answer(row, account)
    with pytest.raises(RelativeAnswersNot):
        answer(row, cast.second, is_relative=True)
    answer(row, cast.second)
    with pytest.raises(DisputeAnsweredAlready):
        answer(row, cast.second)


def test_points_that_were_swapped_are_not_taken_back(cast, scheme, yangjin, award):
    swap(yangjin, shelf(scheme, by=cast.coordinator), by=cast.coordinator)
    row = dispute(cast, scheme, yangjin, award)

    with pytest.raises(AwardSwappedAlready):
        answer(row, cast.second, outcome="taken_back")
    answer(row, cast.second)

    assert reckoning_of(yangjin, LATER).left == 0


def test_an_award_is_added_only_by_a_rule_of_that_day(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, text="漏记了")
    rule = rule_of(scheme)
    later = new_rules(scheme, by=cast.coordinator, on=LATER).rules.get()

    with pytest.raises(AddedByWhichRule):
        answer(row, cast.second, outcome="added")
    with pytest.raises(RuleOfAnotherDay):
        answer(row, cast.second, outcome="added", rule=later, earned_on=DAY)
    with pytest.raises(DayToCome):
        answer(row, cast.second, outcome="added", rule=later, earned_on=LATER + timedelta(days=1))
    with pytest.raises(AwardedAlready):
        answer(row, cast.second, outcome="added", rule=rule, earned_on=DAY)
    with pytest.raises(RuleOfAnotherDay):
        answer(row, cast.second, outcome="added", rule=rule, earned_on=DAY - timedelta(days=1))


def test_what_is_refused_by_the_way(cast, scheme, yangjin, basang, award):
    with pytest.raises(AwardOfAnother):
        dispute(cast, scheme, basang, award)
    with pytest.raises(DayToCome):
        dispute(cast, scheme, yangjin, award, made_on=LATER + timedelta(days=1))
    with pytest.raises(TakesNoPart):
        dispute(cast, scheme, cast.a.members.get(name="旦增"))
    row = dispute(cast, scheme, yangjin, award)
    with pytest.raises(DisputeOpenAlready):
        dispute(cast, scheme, yangjin, award)
    missing = dispute(cast, scheme, yangjin)
    with pytest.raises(DisputeOpenAlready):
        dispute(cast, scheme, yangjin)
    with pytest.raises(NoAwardToTakeBack):
        answer(missing, cast.second, outcome="taken_back")
    for outcome in ("ended", "more"):
        with pytest.raises(AnswerKindRefused):
            answer(row, cast.second, outcome=outcome)


def test_what_somebody_says_may_be_a_complaint(cast, scheme, yangjin):
    row = dispute(cast, scheme, yangjin, text="我投诉过，就没给我记分")

    assert row.text == "我投诉过，就没给我记分"


def test_who_moved_away_is_answered_all_the_same(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)
    type(cast.a).objects.filter(pk=cast.a.pk).update(closed_on=LATER, closed_because="moved")

    assert list(open_disputes_at(cast.second, cast.caoba, LATER)) == [row]
    with pytest.raises(TakesNoPart):
        answer(row, cast.second, outcome="added", rule=rule_of(scheme), earned_on=LATER)
    answer(row, cast.second)
    assert row.outcome == "stands"


def test_after_the_end_nothing_is_added_for_a_later_day(cast, scheme, yangjin):
    row, rule = dispute(cast, scheme, yangjin), rule_of(scheme)
    actions.end_point_scheme(scheme, by=cast.coordinator, on=LATER)

    with pytest.raises(RuleOfAnotherDay):
        answer(row, cast.second, outcome="added", rule=rule, earned_on=LATER)
    answer(row, cast.second, outcome="added", rule=rule, earned_on=DAY)
    assert row.added.on == DAY


def test_a_dispute_opens_in_its_village_alone(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)

    assert get_dispute_for(cast.second, row.pk, LATER) == row
    for account in (cast.tashi_account, cast.town_account, cast.other_coordinator, cast.auditor):
        assert not disputes_for(account, LATER).exists()
        with pytest.raises(NotVisible):
            get_dispute_for(account, row.pk, LATER)


def test_the_table_wants_a_second_person(cast, scheme, yangjin, award):
    row = dispute(cast, scheme, yangjin, award)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=row.pk).update(
            outcome="stands", answered_on=LATER, answered_by=cast.coordinator
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=row.pk).update(
            outcome="added", answered_on=LATER, answered_by=cast.second
        )
    assert Award.objects.count() == 1


def test_after_the_end_it_is_recorded_for_the_working_days_of_the_card(
    cast, scheme, yangjin, award
):
    actions.end_point_scheme(scheme, by=cast.coordinator, on=LATER)
    last = add_working_days(LATER, 10, special_days())
    told = {"made_on": LATER, "by": cast.coordinator}

    row = actions.dispute_points(scheme, yangjin, award=award, text="少记", on=last, **told)
    with pytest.raises(DisputedTooLate):
        actions.dispute_points(scheme, yangjin, text="漏记", on=last + timedelta(days=1), **told)

    assert (row.due_on, row.scheme) == (last, scheme)
    there = [scheme_to_dispute_at(cast.caoba, day) for day in (last, last + timedelta(days=1))]
    assert there == [scheme, None]


def test_a_draft_of_the_next_scheme_takes_no_day_of_the_last_one(cast, scheme, yangjin, award):
    told = {"by": cast.coordinator, "on": LATER}
    actions.end_point_scheme(scheme, **told)
    following = actions.begin_point_scheme(
        cast.caoba, name="新积分", lapse_months=6, answer_days=10, **told
    )
    last = add_working_days(LATER, 10, special_days())

    there = [scheme_to_dispute_at(cast.caoba, day) for day in (last, last + timedelta(days=1))]

    assert there == [scheme, following]


def test_an_award_is_disputed_with_its_own_scheme_also_once_the_next_one_hangs(
    cast, scheme, yangjin, award
):
    told = {"by": cast.coordinator, "on": LATER}
    actions.end_point_scheme(scheme, **told)
    following = make_scheme(cast.caoba, by=cast.coordinator, on=LATER, name="新积分")

    row = dispute(cast, following, yangjin, award)
    missing = dispute(cast, following, yangjin, made_on=LATER)
    answer(row, cast.second, outcome="added", rule=rule_of(scheme, "参加培训"), earned_on=DAY)

    assert (row.scheme, missing.scheme) == (scheme, following)
    assert row.added.rule.card.scheme == scheme
