"""Points go to who said so, by a rule that hangs, once a day, and never fewer than one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.activities.actions import plan_activity, record_activity
from doorstep.campaigns.actions import begin_campaign, record_deed
from doorstep.campaigns.rules import ListRule
from doorstep.people.models import AuditEntry
from doorstep.points import actions
from doorstep.points.actions.awards import (
    AwardedAlready,
    CauseMissing,
    CauseRefused,
    NobodyChosen,
    RuleUsedUp,
)
from doorstep.points.actions.guards import (
    DayToCome,
    PersonElsewhere,
    RuleSpeaksOf,
    TakesNoPart,
)
from doorstep.points.models import Award
from doorstep.points.queries import consent_of, people_at, reckoning_of
from doorstep.register.actions import close_household, end_member, withdraw_consent
from doorstep.register.actions.consents import (
    ChildTakesNoPart,
    GuardianNameMissing,
    PersonMissing,
    give_consent,
)
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.queries import standing_consents
from tests.factories import DAY, make_household, make_member
from tests.points.made import give, rule_of, take_part

LATER = DAY + timedelta(days=7)


def test_an_award_is_a_row_with_rule_day_cause_and_giver(cast, scheme, yangjin):
    [award] = give(scheme, yangjin, by=cast.coordinator)

    assert (award.rule.text, award.on, award.words, award.by) == (
        "清理河道", DAY, "清理水渠", cast.coordinator,
    )  # fmt: skip
    assert reckoning_of(yangjin, DAY).left == 2
    entry = AuditEntry.objects.filter(act="give_points").get()
    assert (entry.household_id, entry.subject_id) == (cast.a.pk, str(award.pk))


def test_nobody_gets_points_without_own_word(cast, scheme, yangjin):
    other = cast.a.members.get(name="旦增")

    with pytest.raises(TakesNoPart):
        give(scheme, other, by=cast.coordinator)
    with pytest.raises(TakesNoPart):  # all of them or none
        give(scheme, yangjin, other, by=cast.coordinator)

    assert Award.objects.count() == 0
    assert list(people_at(cast.caoba, DAY)) == [yangjin]


def test_the_word_of_the_household_is_nobodys_own(cast):
    with pytest.raises(PersonMissing):
        give_consent(
            cast.a, purpose="points", how="signed", given_on=DAY, by=cast.coordinator, on=DAY
        )


def test_children_take_no_part_and_from_14_a_guardian_agrees(cast, scheme):
    child, young = (
        cast.a.members.get(birth_year=2019),
        make_member(cast.a, "达娃", birth_year=2010, birth_month=1),
    )

    with pytest.raises(ChildTakesNoPart):
        take_part(child, by=cast.coordinator)
    with pytest.raises(GuardianNameMissing):
        take_part(young, by=cast.coordinator)
    word = take_part(young, by=cast.coordinator, guardian="央金")
    give(scheme, young, by=cast.coordinator)

    assert word.guardian == "央金"
    assert reckoning_of(young, DAY).left == 2


def test_nothing_is_given_for_a_day_before_the_own_word(cast, scheme):
    head = cast.a.members.get(relation="head")
    take_part(head, by=cast.coordinator, on=LATER)

    with pytest.raises(TakesNoPart):
        actions.give_points(
            rule_of(scheme), [head], given_for=DAY, words="清理", by=cast.coordinator, on=LATER
        )


def test_the_same_award_twice_on_a_day_is_refused(cast, scheme, yangjin):
    give(scheme, yangjin, by=cast.coordinator)

    with pytest.raises(AwardedAlready):
        give(scheme, yangjin, by=cast.coordinator)
    give(scheme, yangjin, by=cast.coordinator, text="参加培训")

    assert Award.objects.count() == 2


def test_a_rule_is_used_as_often_as_it_says(cast, scheme, yangjin):
    for days in (0, 1):
        give(scheme, yangjin, by=cast.coordinator, on=DAY + timedelta(days=days))

    with pytest.raises(RuleUsedUp, match="2 in this week"):
        give(scheme, yangjin, by=cast.coordinator, on=DAY + timedelta(days=2))
    give(scheme, yangjin, by=cast.coordinator, on=LATER)

    assert reckoning_of(yangjin, LATER).left == 6


def test_a_session_a_turn_or_words_are_the_cause(cast, scheme, yangjin, basang, told):
    rule = rule_of(scheme)
    session = record_activity(cast.caoba, kind="clean_up", title="清河", **told)
    planned = plan_activity(cast.caoba, kind="clean_up", title="再清", planned_on=DAY, **told)
    elsewhere = record_activity(
        cast.xiagou, kind="clean_up", title="清河", by=cast.other_coordinator, on=DAY
    )
    campaign = begin_campaign(
        cast.caoba, kind="clean_up", title="村庄清洁", unit_kind="village", rule=ListRule(),
        start_on=DAY, pace="weekly", **told,
    )  # fmt: skip
    turn = record_deed(campaign.units.get(), done_on=DAY, **told)

    def give_for(member, **cause):
        return actions.give_points(rule, [member], given_for=DAY, **told, **cause)

    with pytest.raises(CauseMissing):
        give_for(yangjin)
    for cause in (
        {"activity": planned},
        {"activity": elsewhere},
        {"activity": session, "deed": turn},
    ):
        with pytest.raises(CauseRefused):
            give_for(yangjin, **cause)
    [for_session] = give_for(yangjin, activity=session)
    [for_turn] = give_for(basang, deed=turn)

    assert (for_session.activity, for_turn.deed) == (session, turn)


def test_what_is_refused_by_the_way(cast, scheme, yangjin, told):
    head = cast.d.members.get(relation="head")

    with pytest.raises(NobodyChosen):
        give(scheme, by=cast.coordinator)
    with pytest.raises(PersonElsewhere):
        give(scheme, head, by=cast.coordinator)
    with pytest.raises(DayToCome):
        actions.give_points(rule_of(scheme), [yangjin], given_for=LATER, words="清理", **told)
    with pytest.raises(RuleSpeaksOf):
        actions.give_points(rule_of(scheme), [yangjin], given_for=DAY, words="没有上访", **told)


def test_who_left_gets_nothing_more(cast, scheme, basang):
    gone = cast.a.members.get(name="旦增")
    take_part(gone, by=cast.coordinator)
    end_member(gone, by=cast.coordinator, on=LATER)
    close_household(cast.b, because="moved", by=cast.coordinator, on=LATER)

    with pytest.raises(TakesNoPart):
        give(scheme, gone, by=cast.coordinator, on=LATER)
    with pytest.raises(HouseholdClosedAlready):
        give(scheme, basang, by=cast.coordinator, on=LATER)


def test_withdrawing_ends_it_at_once_and_coming_back_begins_with_nothing(cast, scheme, yangjin):
    give(scheme, yangjin, by=cast.coordinator)
    word = yangjin.household.consents.get(purpose="points")
    withdraw_consent(word, by=cast.coordinator, on=LATER)

    with pytest.raises(TakesNoPart):
        give(scheme, yangjin, by=cast.coordinator, on=LATER)
    assert reckoning_of(yangjin, LATER).left == 0
    assert not people_at(cast.caoba, LATER).exists()
    take_part(yangjin, by=cast.coordinator, on=LATER)

    assert reckoning_of(yangjin, LATER).left == 0


def test_an_award_lapses_in_its_time(cast, scheme, yangjin):
    give(scheme, yangjin, by=cast.coordinator)

    last = DAY.replace(year=2027) - timedelta(days=1)
    assert [reckoning_of(yangjin, day).left for day in (last, last + timedelta(days=1))] == [2, 0]


def test_words_under_two_guardians_end_in_one_act(cast, scheme):
    young = make_member(cast.a, "桑珠", birth_year=DAY.year - 17)
    take_part(young, by=cast.coordinator, guardian="央金")
    again = take_part(young, by=cast.coordinator, on=LATER, guardian="扎西")
    assert [one.said_by for one in standing_consents(cast.a)] == ["桑珠 · 扎西"]

    withdraw_consent(again, by=cast.coordinator, on=LATER)

    assert consent_of(young, LATER) is None
    assert standing_consents(cast.a) == []


def give_for(scheme, member, day, *, by):
    """Later, an award of an earlier day."""
    told = {"words": "清理", "by": by, "on": LATER}
    return actions.give_points(rule_of(scheme), [member], given_for=day, **told)


def test_nothing_is_given_for_a_day_before_the_household_came(cast, scheme):
    head = make_household(cast.caoba, "A-099", head="卓嘎", registered_on=LATER).members.get()
    take_part(head, by=cast.coordinator, on=LATER, given_on=DAY)

    with pytest.raises(TakesNoPart):
        give_for(scheme, head, DAY, by=cast.coordinator)
    assert len(give_for(scheme, head, LATER, by=cast.coordinator)) == 1


def test_who_comes_back_gets_nothing_for_the_days_before(cast, scheme, yangjin):
    give(scheme, yangjin, by=cast.coordinator)
    withdraw_consent(consent_of(yangjin, LATER), by=cast.coordinator, on=LATER)
    take_part(yangjin, by=cast.coordinator, on=LATER, given_on=DAY)

    with pytest.raises(TakesNoPart):
        give_for(scheme, yangjin, DAY, by=cast.coordinator)
    assert len(give_for(scheme, yangjin, LATER, by=cast.coordinator)) == 1


def test_who_turns_out_to_be_a_child_gets_nothing_more(cast, scheme):
    small = make_member(cast.a, "桑珠")
    take_part(small, by=cast.coordinator)
    small.birth_year = DAY.year - 9
    small.save(update_fields=["birth_year"])

    with pytest.raises(TakesNoPart):
        give(scheme, small, by=cast.coordinator)


def test_the_table_takes_one_cause(cast, scheme, yangjin, told):
    [award] = give(scheme, yangjin, by=cast.coordinator)
    session = record_activity(cast.caoba, kind="clean_up", title="清河", **told)
    campaign = begin_campaign(
        cast.caoba, kind="clean_up", title="村庄清洁", unit_kind="village", rule=ListRule(),
        start_on=DAY, pace="weekly", **told,
    )  # fmt: skip
    turn = record_deed(campaign.units.get(), done_on=DAY, **told)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(activity=session, deed=turn)
