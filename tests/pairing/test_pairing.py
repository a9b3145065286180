from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import translation

from doorstep import planner
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.pairing import actions
from doorstep.pairing.actions.standing_in import stand_in_at
from doorstep.pairing.figures import FIGURES
from doorstep.pairing.models import Pairing, PairingPlan
from doorstep.pairing.queries import (
    ChangedSinceProposal,
    build_problem,
    get_offer_for,
    get_plan_for,
    helper_id_of,
    helper_key,
    next_words,
    offers_of,
    open_plan,
    pairs_of,
    price_of,
    unserved_words,
    words_of,
)
from doorstep.people.actions import change_helper, end_role, system_account
from doorstep.people.choices import Role
from doorstep.people.models import AuditEntry, Helper
from doorstep.people.queries import helper_of, scope_of
from doorstep.planner import recount
from doorstep.register import actions as register
from doorstep.register.models import Access
from doorstep.register.queries import households_for
from tests.factories import make_helper, make_household, pair
from tests.pairing.village import FAR, HERE, LATER, accept, pairs, propose


def offers(plan):
    return [(offer.household.code, offer.helper.name) for offer in offers_of(plan)]


def figure_rows(village, key):
    figure = next(row for row in FIGURES if row.key == key)
    return list(figure.rows(scope_of(village.caoba), Period(village.day, LATER)))


def test_a_problem_holds_the_village_as_it_stands(village):
    actions.decline_pair(village.b, village.pema, by=village.coordinator, on=village.day)
    pair(village.a, village.tashi)

    problem = build_problem(village.caoba, village.day)

    assert [row.key for row in problem.households] == ["A-001", "A-002", "A-003"]
    assert [helper_id_of(row.key) for row in problem.helpers] == [
        village.tashi.pk,
        village.pema.pk,
    ]
    a, b, c = problem.households
    assert a.locked == frozenset({helper_key(village.tashi)})  # a person named this pair
    assert a.current == (helper_key(village.tashi),)
    assert b.declined == frozenset({helper_key(village.pema)})
    assert [(row.kind, row.value) for row in c.preferences] == [("born_on_or_after", 1991)]
    assert c.homes == (FAR,)
    assert problem.weights.unserved == 500


def test_a_problem_takes_the_same_queries_for_one_household_and_for_three(
    village, django_assert_num_queries
):
    with django_assert_num_queries(8):
        build_problem(village.caoba, village.day)
    for household in (village.b, village.c):
        register.close_household(
            household, because="moved", by=village.coordinator, on=village.day
        )  # fmt: skip

    with django_assert_num_queries(8):
        build_problem(village.caoba, village.day)


def test_a_village_is_paired_from_end_to_end(village):
    plan = propose(village)
    accept(village, plan)

    assert plan.optimal
    assert plan.unserved == []
    assert pairs(village) == [
        ("A-001", "扎西", "proposal"),
        ("A-002", "扎西", "proposal"),
        ("A-003", "白玛", "proposal"),
    ]
    seen = households_for(village.tashi_account, village.day)
    assert [row.code for row in seen] == ["A-001", "A-002"]


def test_a_proposal_changes_nothing_until_it_is_accepted(village):
    plan = propose(village)

    assert pairs(village) == []
    assert open_plan(village.caoba) == plan


def test_a_later_proposal_replaces_an_open_one(village):
    first, second = propose(village), propose(village)

    first.refresh_from_db()
    assert (first.state, open_plan(village.caoba)) == ("dropped", second)
    with pytest.raises(actions.PlanNotOpen):
        accept(village, first)


def test_a_plan_is_accepted_once(village):
    plan = propose(village)
    accept(village, plan)

    with pytest.raises(actions.PlanNotOpen):
        accept(village, plan)

    assert Pairing.objects.count() == 3


def test_only_a_village_is_paired(village):
    with pytest.raises(actions.PairingNeedsAVillage):
        actions.propose_pairing(village.town, by=village.coordinator, on=village.day)


def test_equal_pairs_stay_as_they_are(village):
    accept(village, propose(village))
    before = list(Pairing.objects.order_by("pk").values_list("pk", "start_on", "end_on"))

    accept(village, propose(village, LATER), LATER)

    assert list(Pairing.objects.order_by("pk").values_list("pk", "start_on", "end_on")) == before
    assert {row.offer.plan.made_on for row in Pairing.objects.all()} == {LATER}


def test_where_helpers_are_short_the_coordinator_stands_in_by_name(village):
    for helper in (village.tashi, village.pema):
        change_helper(helper, by=village.coordinator, on=village.day, most_households=1)

    plan = propose(village)
    accept(village, plan)

    assert [(row["places"], row["why"]) for row in plan.unserved] == [(1, "full")]
    short = plan.unserved[0]["code"]
    assert pairs(village) == sorted(
        [(code, name, "proposal") for code, name in offers(plan)] + [(short, "卓玛", "stand_in")]
    )
    standing = Helper.objects.get(name="卓玛")
    assert (standing.account, standing.most_households) == (village.coordinator, 0)
    assert Access.objects.get(helper=standing).via == "stand_in"
    assert len(figure_rows(village, "pairs")) == 2
    assert [row.household.code for row in figure_rows(village, "stand_ins")] == [short]
    assert figure_rows(village, "households_without_helper") == []


def test_who_stood_in_steps_back_when_a_helper_has_room(village):
    for helper in (village.tashi, village.pema):
        change_helper(helper, by=village.coordinator, on=village.day, most_households=1)
    accept(village, propose(village))
    change_helper(village.tashi, by=village.coordinator, on=LATER, most_households=3)

    accept(village, propose(village, LATER), LATER)

    assert {via for _code, _name, via in pairs(village, LATER)} == {"proposal"}
    standing = Helper.objects.get(name="卓玛")
    assert Access.objects.get(helper=standing).until_on == LATER


def test_who_stands_in_goes_on_where_the_place_is_still_empty(village):
    for helper in (village.tashi, village.pema):
        change_helper(helper, by=village.coordinator, on=village.day, most_households=1)
    accept(village, propose(village))
    first = Pairing.objects.get(via="stand_in")

    accept(village, propose(village, LATER), LATER)

    assert Pairing.objects.get(via="stand_in") == first
    assert (first.start_on, first.end_on) == (village.day, None)


def helps(village, **told):
    """The coordinator as one of the team, who lives where a and b are."""
    helper = stand_in_at(village.caoba, by=village.coordinator, on=village.day)
    change_helper(
        helper, by=village.coordinator, on=village.day, home_lat=HERE[0], home_lon=HERE[1],
        birth_year=2000, languages=["bo"], **told,
    )  # fmt: skip
    return helper


def test_who_goes_there_and_was_named_since_goes_before_an_older_plan(village):
    accept(village, propose(village))
    on = {"by": village.coordinator, "on": LATER}
    change_helper(village.tashi, home_lat=FAR[0], home_lon=FAR[1], **on)
    change_helper(
        village.pema, home_lat=HERE[0], home_lon=HERE[1], most_households=9, **on
    )  # fmt: skip
    plan = propose(village, LATER)
    assert ("A-001", "白玛") in offers(plan)
    pair(village.a, village.tashi, on=LATER)

    accept(village, plan, LATER)

    assert pairs(village, LATER)[:2] == [("A-001", "扎西", "person"), ("A-002", "白玛", "proposal")]


def test_whom_a_person_named_that_day_and_then_changed_by_hand_does_not_come_back(village):
    pair(village.a, village.pema)
    plan = propose(village)
    offer = plan.offers.get(household=village.a)
    assert offer.helper == village.pema

    on = {"by": village.coordinator, "on": village.day}
    actions.change_offer(offer, helper=village.tashi, **on)
    accept(village, plan)

    assert pairs(village)[0] == ("A-001", "扎西", "person")


def test_a_coordinator_who_goes_there_already_does_not_stand_in_beside_that(village):
    register.change_household(village.a, helpers_wanted=3, by=village.coordinator, on=village.day)
    helps(village, most_households=3)
    actions.decline_pair(village.a, village.pema, by=village.coordinator, on=village.day)
    plan = propose(village)
    chosen = [(one.helper.name, one.order, "proposal")
              for one in plan.offers.filter(household=village.a).order_by("order")]  # fmt: skip

    accept(village, plan)

    goes = [(one.helper.name, one.order, one.via) for one in pairs_of(village.a, village.day)]
    assert "卓玛" in {name for name, _order, _via in chosen}
    assert (len(chosen), goes) == (2, chosen)
    entry = AuditEntry.objects.get(act="accept_pairing")
    assert entry.detail["stand_ins"] == 0


def test_a_coordinator_whose_place_the_proposal_ends_stands_in_from_then_on(village):
    helper = helps(village, most_households=3)
    for other in (village.tashi, village.pema):
        change_helper(other, by=village.coordinator, on=village.day, most_households=1)
    accept(village, propose(village))
    assert {via for _code, _name, via in pairs(village)} == {"proposal"}
    change_helper(helper, by=village.coordinator, on=LATER, most_households=0)

    accept(village, propose(village, LATER), LATER)

    assert [via for _code, name, via in pairs(village, LATER) if name == "卓玛"] == ["stand_in"]


def test_without_a_coordinator_a_place_stays_empty(village, cast):
    household = make_household(cast.xiagou, "X-003", head="曲珍")
    change_helper(cast.lhamo, by=cast.other_coordinator, on=cast.day, most_households=2)
    cast.other_coordinator.roles.all().delete()

    plan = actions.propose_pairing(cast.xiagou, by=cast.coordinator, on=cast.day)
    actions.accept_pairing(plan, by=cast.coordinator, on=cast.day)

    assert Pairing.objects.filter(household__village=cast.xiagou).count() == 2
    assert household.pairings.filter(via="stand_in").count() == 0


def test_a_household_that_wants_two_gets_two_different_helpers(village):
    register.change_household(village.a, helpers_wanted=2, by=village.coordinator, on=village.day)

    accept(village, propose(village))

    assert [(row.helper.name, row.order) for row in pairs_of(village.a, village.day)] == [
        ("扎西", 1),
        ("白玛", 2),
    ]


def test_declined_pairs_are_never_proposed(village):
    actions.decline_pair(village.c, village.pema, by=village.coordinator, on=village.day)

    assert ("A-003", "扎西") in offers(propose(village))


def test_a_pair_declined_after_the_proposal_is_not_made(village):
    plan = propose(village)
    actions.decline_pair(village.c, village.pema, by=village.coordinator, on=village.day)

    accept(village, plan)

    assert pairs(village)[2] == ("A-003", "卓玛", "stand_in")


def test_a_helper_who_left_is_not_paired(village):
    plan = propose(village)
    Helper.objects.filter(pk=village.pema.pk).update(end_on=village.day)

    accept(village, plan)

    assert pairs(village)[2] == ("A-003", "卓玛", "stand_in")


def test_a_changed_offer_is_priced_anew_and_the_former_helper_is_next_best(village):
    plan = propose(village)
    offer = offers_of(plan).get(household=village.c)
    was, objective = offer.price, plan.objective
    priced = price_of(offer, village.tashi)

    actions.change_offer(offer, helper=village.tashi, by=village.coordinator, on=village.day)

    offer.refresh_from_db()
    plan.refresh_from_db()
    assert (offer.helper, offer.price, offer.is_changed_by_hand) == (
        village.tashi,
        priced.price,
        True,
    )
    assert (offer.next_helper, offer.next_price) == (village.pema, was - priced.price)
    assert plan.objective - objective == priced.price - was
    assert not plan.optimal


def test_a_pair_somebody_named_stays_in_the_next_proposal(village):
    plan = propose(village)
    offer = offers_of(plan).get(household=village.c)
    actions.change_offer(offer, helper=village.tashi, by=village.coordinator, on=village.day)
    accept(village, plan)

    assert ("A-003", "扎西", "person") in pairs(village)
    assert ("A-003", "扎西") in offers(propose(village, LATER))


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("same", actions.HelperOfferedAlready),
        ("full", actions.HelperFull),
        ("declined", actions.PairDeclined),
        ("elsewhere", actions.HelperTakesNone),
    ],
)
def test_an_offer_is_not_changed_to_somebody_who_cannot(village, fault, refusal):
    if fault == "full":
        change_helper(village.tashi, by=village.coordinator, on=village.day, most_households=2)
    plan = propose(village)
    offer = offers_of(plan).get(household=village.c)
    if fault == "declined":
        actions.decline_pair(village.c, village.tashi, by=village.coordinator, on=village.day)
    helper = {"same": village.pema, "elsewhere": village.lhamo}.get(fault, village.tashi)

    with pytest.raises(refusal):
        actions.change_offer(offer, helper=helper, by=village.coordinator, on=village.day)

    offer.refresh_from_db()
    assert offer.helper == village.pema


def test_the_reasons_of_a_pair_are_words(village):
    accept(village, propose(village))
    offer = offers_of(propose(village, LATER)).get(household=village.a)

    with translation.override("en"):
        english = words_of(offer)
    with translation.override("zh-hans"):
        chinese = words_of(offer)

    assert english == [
        "is at most 35 years old",
        "speaks Tibetan",
        "lives near (1 km)",
        "paired for 1 month already",
    ]
    assert len(chinese) == 4


def test_the_next_best_names_what_it_costs_more(village):
    offer = offers_of(propose(village)).get(household=village.c)

    assert offer.next_helper == village.tashi
    with translation.override("en"):
        assert next_words(offer) == "Next best: 扎西, 25.1 km-points more; this one: 25 km nearer"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_proposal_changed_by_hand_costs_what_its_pairs_cost(village, is_known):
    if not is_known:  # the way then counts as the mean of the others' ways
        change_helper(
            village.pema, by=village.coordinator, on=village.day, home_lat=None, home_lon=None
        )
    make_helper(village.caoba, "卓玛", most_households=9, home_lat=FAR[0], home_lon=FAR[1])
    plan = propose(village)
    problem = build_problem(village.caoba, village.day)
    offer = plan.offers.get(household=village.b, helper=village.tashi)

    actions.change_offer(offer, helper=village.pema, by=village.coordinator, on=village.day)

    plan.refresh_from_db()
    held = [(one.household.code, helper_key(one.helper)) for one in offers_of(plan)]
    assert plan.objective == recount.price_of(problem, held)
    assert plan.bound < plan.objective


def test_a_pair_by_hand_is_not_called_best_because_a_household_left_since(village):
    plan = propose(village)
    offer = plan.offers.get(household=village.a)
    register.close_household(village.c, because="moved", by=village.coordinator, on=village.day)

    around = actions.propose_around(
        offer, helper=village.pema, by=village.coordinator, on=village.day
    )

    best = propose(village)
    assert (around.bound, around.optimal) == (best.bound, False)
    assert around.objective > best.objective


def test_what_a_side_declined_since_does_not_keep_others_from_being_changed(village):
    dolma = make_helper(village.caoba, "卓玛", most_households=9)
    on = {"by": village.coordinator, "on": village.day}
    register.change_household(village.a, helpers_wanted=2, **on)
    plan = propose(village)
    first, second = plan.offers.filter(household=village.a).order_by("order")
    actions.change_offer(first, helper=dolma, **on)
    actions.decline_pair(village.a, dolma, **on)
    third = make_helper(village.caoba, "央金", most_households=9)

    changed = actions.propose_around(second, helper=third, **on)

    who = {one.helper for one in changed.offers.filter(household=village.a)}
    assert third in who
    assert dolma not in who


@pytest.mark.parametrize("change", [actions.change_offer, actions.propose_around])
def test_in_the_place_of_a_helper_who_left_the_team_since_another_can_go(village, change):
    offer = propose(village).offers.get(household=village.a)
    on = {"by": village.coordinator, "on": village.day}
    actions.take_off_team(offer.helper, **on)

    change(offer, helper=village.pema, **on)

    assert offers(open_plan(village.caoba))[0] == ("A-001", "白玛")


@pytest.mark.parametrize("change", [actions.change_offer, actions.propose_around])
def test_an_offer_to_a_household_that_left_since_is_not_changed(village, change):
    plan = propose(village)
    offer = plan.offers.get(household=village.a)
    register.close_household(village.a, because="moved", by=village.coordinator, on=village.day)

    with pytest.raises(ChangedSinceProposal):
        change(offer, helper=village.pema, by=village.coordinator, on=village.day)

    assert open_plan(village.caoba) == plan


@pytest.mark.parametrize("change", [actions.change_offer, actions.propose_around])
def test_who_takes_the_place_of_a_named_helper_costs_no_less_than_the_least(village, change):
    pair(village.a, village.pema)  # named, and dearer
    pair(village.b, village.pema)
    offer = propose(village).offers.get(household=village.a)

    change(offer, helper=village.tashi, by=village.coordinator, on=village.day)

    plan = open_plan(village.caoba)
    assert plan.bound <= plan.objective
    assert plan.optimal == (plan.bound == plan.objective)
    rows = build_problem(village.caoba, village.day)
    free = [replace(row, locked=row.locked if row.key == "A-002" else frozenset())
            for row in rows.households]  # fmt: skip
    assert plan.bound <= planner.pair(replace(rows, households=tuple(free))).objective


def test_an_empty_place_says_why_in_words(village):
    with translation.override("en"):
        assert unserved_words({"why": "full"}) == "those who fit are full"


def test_whom_a_person_named_since_goes_before_an_older_plan(village):
    plan = propose(village)
    pair(village.a, village.pema, on=LATER)

    accept(village, plan, LATER)

    assert pairs(village, LATER)[:2] == [
        ("A-001", "白玛", "person"),
        ("A-002", "扎西", "proposal"),
    ]


def test_a_household_that_wants_fewer_since_gets_no_more_than_that(village):
    register.change_household(village.a, helpers_wanted=2, by=village.coordinator, on=village.day)
    plan = propose(village)
    register.change_household(village.a, helpers_wanted=1, by=village.coordinator, on=village.day)

    accept(village, plan)

    assert [row[1] for row in pairs(village) if row[0] == "A-001"] == ["扎西"]


def test_a_household_that_declined_the_coordinator_keeps_nobody_from_being_paired(village):
    for helper in (village.tashi, village.pema):
        change_helper(helper, by=village.coordinator, on=village.day, most_households=1)
    accept(village, propose(village))
    standing = Pairing.objects.get(via="stand_in")
    actions.decline_pair(standing.household, standing.helper, by=village.coordinator, on=LATER)

    accept(village, propose(village, LATER), LATER)

    assert [row[2] for row in pairs(village, LATER)] == ["proposal", "proposal"]


def test_the_program_does_not_accept_what_it_proposes(village):
    plan = propose(village)

    with pytest.raises(actions.ProgramMayNotAccept):
        actions.accept_pairing(plan, by=system_account(), on=village.day)

    assert pairs(village) == []


def test_plans_are_seen_by_the_coordinator_alone(village):
    plan = propose(village)
    offer = plan.offers.first()

    assert get_plan_for(village.coordinator, plan.pk, village.day) == plan
    assert get_offer_for(village.coordinator, offer.pk, village.day) == offer
    for account in (village.tashi_account, village.other_coordinator, village.town_account):
        with pytest.raises(NotVisible):
            get_plan_for(account, plan.pk, village.day)
        with pytest.raises(NotVisible):
            get_offer_for(account, offer.pk, village.day)
    with pytest.raises(NotVisible):
        get_plan_for(village.coordinator, uuid4(), village.day)


def test_households_without_a_helper_are_counted(village):
    pair(village.a, village.tashi)

    assert [row.code for row in figure_rows(village, "households_without_helper")] == [
        "A-002",
        "A-003",
    ]
    assert PairingPlan.objects.count() == 0


def test_a_coordinator_who_left_the_team_stands_in_as_the_same_helper_again(village):
    first = stand_in_at(village.caoba, by=village.coordinator, on=village.day)
    actions.take_off_team(first, by=village.coordinator, on=LATER)

    again = [stand_in_at(village.caoba, by=village.coordinator, on=LATER) for _ in range(2)]

    assert again == [first, first]
    assert helper_of(village.coordinator, LATER) == first


def test_a_coordinator_whose_helpers_role_ended_stands_in_as_the_same_helper(village):
    first = stand_in_at(village.caoba, by=village.coordinator, on=village.day)
    held = village.coordinator.roles.get(role=Role.HELPER)
    end_role(held, by=village.coordinator, on=LATER)

    assert stand_in_at(village.caoba, by=village.coordinator, on=LATER) == first
    assert helper_of(village.coordinator, LATER) == first


def test_a_coordinator_who_left_another_team_becomes_one_helper_of_this_one(village):
    former = make_helper(village.xiagou, "卓玛", account=village.coordinator)
    actions.take_off_team(former, by=village.coordinator, on=LATER)

    first = stand_in_at(village.caoba, by=village.coordinator, on=LATER)
    again = stand_in_at(village.caoba, by=village.coordinator, on=LATER)

    assert (first, first.team) == (again, village.caoba_team)
    assert first != former
