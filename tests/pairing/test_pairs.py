"""One pair: begun with the access that goes with it, ended, or declined by one side."""

from datetime import date

import pytest

from doorstep.needs import actions as needs
from doorstep.needs.actions import close_need
from doorstep.pairing import actions
from doorstep.pairing.models import Pairing
from doorstep.pairing.queries import helpers_load
from doorstep.people.actions import HelperGoneAlready, add_helper
from doorstep.people.queries import helper_of
from doorstep.register import actions as register
from doorstep.register.models import Access
from doorstep.register.queries import households_for
from tests.factories import make_helper, make_need, pair
from tests.pairing.village import LATER, accept, pairs, propose


def test_a_pair_is_begun_with_access_and_ended_with_it(village):
    pairing = pair(village.a, village.tashi)
    actions.end_pairing(pairing, by=village.coordinator, on=LATER)

    assert list(households_for(village.tashi_account, village.day)) == [village.a]
    assert list(households_for(village.tashi_account, LATER)) == []


def test_who_owns_an_open_need_still_sees_the_household_when_the_pair_ends(village):
    pairing = pair(village.a, village.tashi)
    need = make_need(village.a, owner=village.tashi, on=village.day)
    after = date(2026, 4, 7)

    actions.end_pairing(pairing, by=village.coordinator, on=LATER)
    seen = list(households_for(village.tashi_account, LATER))
    close_need(need, outcome="done", by=village.coordinator, on=after)

    assert seen == [village.a]
    assert list(households_for(village.tashi_account, after)) == []


def test_who_was_declined_does_not_see_the_household_for_a_need_either(village):
    pair(village.a, village.tashi)
    make_need(village.a, owner=village.tashi, on=village.day)

    actions.decline_pair(village.a, village.tashi, by=village.coordinator, on=LATER)

    assert list(households_for(village.tashi_account, LATER)) == []


def test_a_pair_named_again_after_its_household_came_back_sees_it(village):
    pair(village.a, village.tashi)
    register.close_household(village.a, because="moved", by=village.coordinator, on=LATER)
    register.reopen_household(village.a, by=village.coordinator, on=LATER)

    pair(village.a, village.tashi, on=LATER)

    assert list(households_for(village.tashi_account, LATER)) == [village.a]
    assert Pairing.objects.count() == 1


def test_who_stood_in_and_is_named_is_a_helper_like_others(village):
    actions.pair_household(
        village.a, village.tashi, via="stand_in", by=village.coordinator, on=village.day
    )

    pair(village.a, village.tashi, on=LATER)

    assert pairs(village, LATER) == [("A-001", "扎西", "person")]
    assert list(households_for(village.tashi_account, LATER)) == [village.a]


def test_who_is_named_to_lead_leads(village):
    pair(village.a, village.tashi)
    pair(village.a, village.pema, order=2)

    late = make_helper(village.caoba, "晚来")
    pair(village.a, late, on=LATER)
    pair(village.a, village.pema, order=1, on=LATER)

    assert [row[1] for row in pairs(village, LATER)] == ["白玛", "晚来", "扎西"]


def test_a_pair_of_a_plan_that_a_person_names_counts_as_named(village):
    accept(village, propose(village))

    pair(village.a, village.tashi)

    assert pairs(village)[0] == ("A-001", "扎西", "person")


def test_the_same_pair_twice_is_one(village):
    assert pair(village.a, village.tashi) == pair(village.a, village.tashi)
    assert Access.objects.count() == 1


def test_a_household_has_three_helpers_at_most(village):
    for name in ("一", "二", "三"):
        pair(village.a, make_helper(village.caoba, name))

    with pytest.raises(actions.TooManyHelpers):
        pair(village.a, village.tashi)


def test_nobody_is_paired_across_villages_or_against_a_wish(village):
    with pytest.raises(actions.HelperOfAnotherVillage):
        pair(village.a, village.lhamo)
    actions.decline_pair(village.a, village.tashi, by=village.coordinator, on=village.day)
    with pytest.raises(actions.PairDeclined):
        pair(village.a, village.tashi)


def test_a_household_that_left_is_not_paired(village):
    register.close_household(village.a, because="moved", by=village.coordinator, on=village.day)

    with pytest.raises(actions.HouseholdNotActive):
        pair(village.a, village.tashi)


def test_a_helper_of_later_is_not_paired_before(village):
    late = add_helper(
        village.caoba_team, name="晚来", by=village.coordinator, on=LATER, most_households=3
    )

    with pytest.raises(actions.HelperNotActive):
        pair(village.a, late)


def test_declining_ends_a_pair_that_runs(village):
    pair(village.a, village.tashi)

    actions.decline_pair(village.a, village.tashi, by=village.coordinator, on=LATER)
    actions.decline_pair(village.a, village.tashi, by=village.coordinator, on=LATER)

    assert pairs(village, LATER) == []


def test_a_helpers_load_counts_households_on_the_register(village):
    accept(village, propose(village))
    register.close_household(village.b, because="moved", by=village.coordinator, on=LATER)

    loads = helpers_load(village.caoba, LATER)

    assert [(row.helper.name, row.households, row.free) for row in loads] == [
        ("扎西", 1, 5),
        ("白玛", 1, 5),
    ]


def test_a_household_that_leaves_the_register_is_paired_with_nobody(village):
    pairing = pair(village.a, village.tashi)

    actions.take_off_register(village.a, because="moved", by=village.coordinator, on=LATER)

    pairing.refresh_from_db()
    village.a.refresh_from_db()
    assert (pairing.end_on, village.a.closed_on) == (LATER, LATER)
    assert list(households_for(village.tashi_account, LATER)) == []


def test_declining_frees_the_needs_and_neither_reopening_nor_handing_over_gives_them_back(village):
    by, day = village.coordinator, village.day
    pair(village.a, village.tashi)
    open_one = make_need(village.a, owner=village.tashi)
    closed = make_need(village.a, text="修炉子", owner=village.tashi)
    needs.close_need(closed, outcome="done", by=by, on=day)

    actions.decline_pair(village.a, village.tashi, by=by, on=day)
    needs.reopen_need(closed, by=by, on=day, text="又坏了")
    with pytest.raises(actions.PairDeclined):
        needs.hand_over(closed, to=village.tashi, by=by, on=day)
    with pytest.raises(actions.PairDeclined):
        make_need(village.a, text="别的事", owner=village.tashi)

    open_one.refresh_from_db()
    assert (open_one.owner, closed.owner) == (None, None)
    assert open_one.steps.filter(kind="note").count() == 1
    assert village.a not in households_for(village.tashi_account, day)


def test_a_need_dated_before_the_declining_does_not_give_sight_back(village):
    actions.decline_pair(village.a, village.tashi, by=village.coordinator, on=LATER)

    with pytest.raises(actions.PairDeclined):
        make_need(village.a, owner=village.tashi, on=village.day)

    assert list(households_for(village.tashi_account, LATER)) == []


def test_who_leaves_the_team_sees_nothing_and_owns_nothing(village):
    by, day = village.coordinator, village.day
    pair(village.a, village.tashi)
    need = make_need(village.a, owner=village.tashi)

    actions.take_off_team(village.tashi, by=by, on=day)

    need.refresh_from_db()
    assert need.owner is None
    assert not Pairing.objects.live_on(day).filter(helper=village.tashi).exists()
    assert not households_for(village.tashi_account, day).exists()
    assert helper_of(village.tashi_account, day) is None
    with pytest.raises(HelperGoneAlready):
        actions.take_off_team(village.tashi, by=by, on=day)
