"""A method that asks for a helper of each skill: a rule for the planner, never against a person."""

import pytest
from django.utils import translation

from doorstep.method.choices import PreferenceKind
from doorstep.method.models import Preference, Version
from doorstep.pairing.actions import find_pairing, keep_pairing, propose_around
from doorstep.pairing.queries import build_problem, price_of, unserved_words
from doorstep.people.actions import add_helper, change_helper
from doorstep.people.models import Skill
from doorstep.register.actions import change_household
from doorstep.visits.queries import hours_problem
from tests.factories import pair
from tests.pairing.village import propose

CARE, STUDY = frozenset({"care"}), frozenset({"study"})


def learn(village, helper, *skills, **more):
    given = Skill.objects.filter(pk__in=skills)
    on = {"by": village.coordinator, "on": village.day}
    change_helper(helper, skills=given, most_households=9, weekly_hours=20, **on, **more)


@pytest.fixture
def both(village):
    """Household A-001 wants two helpers; the method asks for one good at care and one at study.
    Tashi is good at both, Pema at care, Dolma at neither."""
    on = {"by": village.coordinator, "on": village.day}
    change_household(village.a, helpers_wanted=2, **on)
    for skill in ("care", "study"):
        Skill.objects.update_or_create(pk=skill, defaults={"names": {"en": f"good {skill}"}})
    for version in Version.objects.all():
        for order, skill in enumerate(("care", "study"), 50):
            Preference.objects.create(
                version=version, kind=PreferenceKind.ONE_HAS_SKILL, value=skill, points=0,
                order=order,
            )  # fmt: skip
    village.dolma = add_helper(village.tashi.team, name="卓玛", **on)
    learn(village, village.tashi, "care", "study")
    learn(village, village.pema, "care")
    learn(village, village.dolma)
    return village


def who_goes(plan, household):
    return {offer.helper.name for offer in plan.offers.filter(household=household)}


def test_one_each_is_proposed_though_another_lives_nearer(both):
    problem = build_problem(both.caoba, both.day)

    assert problem.households[0].roles == (CARE, STUDY)
    assert problem.households[1].roles == (CARE,)  # it has one helper: the first row counts
    assert who_goes(propose(both), both.a) == {both.tashi.name, both.pema.name}


def test_a_skill_asked_for_of_all_and_of_the_category_is_one_place(both):
    for version in Version.objects.all():
        Preference.objects.create(
            version=version, category="green", kind=PreferenceKind.ONE_HAS_SKILL, value="care",
            points=0, order=40,
        )  # fmt: skip

    assert build_problem(both.caoba, both.day).households[0].roles == (CARE, STUDY)


def test_the_empty_place_says_which_skill_it_asks_for(both):
    learn(both, both.tashi, "care")

    plan = propose(both)

    [row] = [row for row in plan.unserved if row["code"] == both.a.code]
    assert (row["places"], row["why"], len(row["skills"])) == (1, "rules", 1)
    name = Skill.objects.get(pk="study").names["en"]
    with translation.override("en"):
        assert unserved_words(row) == f"nobody else who fits is good at: {name}"


def test_who_has_the_skill_and_no_room_is_told_apart(both):
    on = {"by": both.coordinator, "on": both.day}
    learn(both, both.tashi, "study")
    change_helper(both.tashi, most_households=1, **on)
    change_household(both.b, helpers_wanted=2, **on)
    pair(both.b, both.tashi)

    plan = propose(both)

    [row] = [row for row in plan.unserved if row["code"] == both.a.code]
    name = Skill.objects.get(pk="study").names["en"]
    with translation.override("en"):
        told = unserved_words(row)
    assert told == f"those who fit are full; one is asked for who is good at: {name}"


def test_where_all_go_there_already_no_side_is_said_to_have_declined(both):
    Preference.objects.filter(kind=PreferenceKind.ONE_HAS_SKILL).delete()
    change_household(both.a, helpers_wanted=3, by=both.coordinator, on=both.day)
    change_helper(both.dolma, most_households=0, by=both.coordinator, on=both.day)

    [row] = [row for row in propose(both).unserved if row["code"] == both.a.code]

    with translation.override("en"):
        assert unserved_words(row) == "everybody who takes households goes there already"


def test_whom_a_person_named_stays_and_the_other_skill_is_asked_for_still(both):
    pair(both.a, both.dolma)

    row = build_problem(both.caoba, both.day).households[0]

    assert len(row.locked) == 1
    assert row.roles == (CARE, frozenset())
    assert both.dolma.name in who_goes(propose(both), both.a)


def test_by_hours_the_same_is_asked_for(both):
    problem = hours_problem(both.caoba, both.day)

    assert problem.roles[both.a.code] == (CARE, STUDY)
    found = find_pairing(both.caoba, both.day, by_hours=problem)
    who = {pair.helper.rsplit(" ", 1)[0] for pair in found.result.pairs
           if pair.household == both.a.code}  # fmt: skip
    assert who == {both.tashi.name, both.pema.name}


def test_by_hours_the_empty_place_says_which_skill_it_asks_for(both):
    learn(both, both.tashi, "care")

    found = find_pairing(both.caoba, both.day, by_hours=hours_problem(both.caoba, both.day))
    plan = keep_pairing(found, by=both.coordinator, on=both.day)

    [row] = [row for row in plan.unserved if row["code"] == both.a.code]
    name = Skill.objects.get(pk="study").names["en"]
    with translation.override("en"):
        assert unserved_words(row) == f"nobody else who fits is good at: {name}"


def test_by_hours_who_has_the_skill_and_no_room_is_told_apart(both):
    on = {"by": both.coordinator, "on": both.day}
    learn(both, both.tashi, "study")
    change_helper(both.tashi, most_households=1, **on)
    change_household(both.b, helpers_wanted=2, **on)
    pair(both.b, both.tashi)

    found = find_pairing(both.caoba, both.day, by_hours=hours_problem(both.caoba, both.day))

    [row] = [row for row in found.result.unserved if row.household == both.a.code]
    assert (row.places, row.reason, row.skills) == (1, "full", ("study",))


def test_who_lacks_the_skill_has_a_price_and_may_be_put_in_by_hand(both):
    plan = propose(both)
    offer = plan.offers.get(household=both.a, helper=both.pema)

    assert price_of(offer, both.dolma).price >= 0
    changed = propose_around(offer, helper=both.dolma, by=both.coordinator, on=both.day)

    assert who_goes(changed, both.a) == {both.tashi.name, both.dolma.name}


def test_who_is_replaced_by_hand_leaves_and_the_other_helper_stays(both):
    plan = propose(both)
    offer = plan.offers.get(household=both.a, helper=both.tashi)

    changed = propose_around(offer, helper=both.dolma, by=both.coordinator, on=both.day)

    assert who_goes(changed, both.a) == {both.pema.name, both.dolma.name}
