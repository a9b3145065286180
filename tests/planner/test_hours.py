"""Pairing by hours: every answer is checked independently; shortage and bad input are named."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.cases import make_village
from doorstep.planner import Helper, Household, PairingProblem, PlannerError
from doorstep.planner.hours import HoursProblem, VisitTime, pair_hours
from doorstep.planner.hours.check import check_pairing_hours
from tests.planner.villages import villages

HERE = (31.0, 91.0)


@st.composite
def hours_problems(draw):
    village = draw(villages(most_households=8, most_helpers=5))
    locked = {key for row in village.households for key in row.locked}
    team = tuple(
        replace(row, weekly_hours=60) if row.key in locked else row for row in village.helpers
    )
    times = {
        row.key: VisitTime(draw(st.sampled_from([0, 1, 4])), draw(st.integers(0, 60)),
                           draw(st.integers(0, 40)))
        for row in village.households
    }  # fmt: skip
    skills = st.sampled_from([frozenset(), frozenset({"care"}), frozenset({"trade"})])
    roles = {
        row.key: tuple(
            draw(skills) if place >= len(row.locked) else frozenset()
            for place in range(row.helpers_wanted)
        )
        for row in village.households
        if row.helpers_wanted > 1 and draw(st.booleans())
    }
    must = frozenset(row.key for row in village.households if draw(st.booleans()))
    return HoursProblem(replace(village, helpers=team), times, 40.0, 2.0, must, roles)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(hours_problems())
def test_the_checker_finds_nothing(problem):
    assert check_pairing_hours(problem, pair_hours(problem)) == []


def one(helpers, **changed):
    village = PairingProblem((Household("h", (HERE,)),), tuple(helpers))
    return HoursProblem(**{"village": village, "times": {"h": VisitTime(4)}} | changed)


G = Helper("g", HERE, most_households=3, weekly_hours=8)


@pytest.mark.parametrize(
    ("helpers", "reason"),
    [
        ([], "no_helpers"),
        ([replace(G, weekly_hours=None)], "hours_unknown"),
        ([replace(G, weekly_hours=0)], "hours_unknown"),
        ([replace(G, most_households=0)], "full"),
        ([replace(G, home=(60.0, 91.0))], "full"),
    ],
)
def test_a_shortage_is_named(helpers, reason):
    problem = one(helpers)

    result = pair_hours(problem)

    assert [(row.household, row.places, row.reason) for row in result.unserved] == [
        ("h", 1, reason)
    ]
    assert check_pairing_hours(problem, result) == []


CARE, LAW = frozenset({"care"}), frozenset({"law"})


@pytest.mark.parametrize(
    ("helpers", "roles", "reason", "skills"),
    [
        # who comes already is not somebody with room
        ([replace(G, skills=CARE)], (CARE, LAW), "all_come", ("law",)),
        # nor is one who has only the skill that is there
        ([replace(G, skills=CARE), replace(G, key="k", skills=CARE)], (CARE, LAW), "rules",
         ("law",)),
        ([replace(G, skills=CARE), replace(G, key="k", skills=LAW, weekly_hours=0.1)],
         (CARE, LAW), "full", ("law",)),
        ([G, replace(G, key="k", weekly_hours=None)], None, "hours_unknown", ()),
    ],
)  # fmt: skip
def test_a_second_place_that_stays_empty_says_why(helpers, roles, reason, skills):
    village = PairingProblem((Household("h", (HERE,), helpers_wanted=2),), tuple(helpers))
    problem = HoursProblem(village, {"h": VisitTime(4)}, roles={"h": roles} if roles else {})

    result = pair_hours(problem)

    [short] = result.unserved
    assert (short.places, short.reason, short.skills) == (1, reason, skills)
    assert check_pairing_hours(problem, result) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"times": {}}, "household h: visits and minutes are missing"),
        ({"times": {"h": VisitTime(-1)}}, "household h: visits is -1, not 0 to 40320, whole"),
        ({"km_an_hour": 0}, "hours: km_an_hour is 0, not 0.01 to 1000"),
        ({"roles": {"h": ()}}, "household h: 0 roles, 1 wanted"),
        (
            {"times": {"h": VisitTime(4, -40)}},
            "household h: visit_minutes is -40, not 0 to 40320, whole",
        ),
        (
            {"times": {"h": VisitTime(float("nan"))}},
            "household h: visits is nan, not 0 to 40320, whole",
        ),
        ({"km_an_hour": float("inf")}, "hours: km_an_hour is inf, not 0.01 to 1000"),
        ({"km_an_hour": 1e-300}, "hours: km_an_hour is 1e-300, not 0.01 to 1000"),
    ],
)
def test_a_bad_problem_is_refused_by_name(changed, sentence):
    with pytest.raises(PlannerError) as refused:
        pair_hours(one([G], **changed))

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (-1, "helper g: weekly_hours is -1, not 0 to 1000000"),
        (169, "helper g: weekly_hours are more than a week has"),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(hours, sentence):
    with pytest.raises(PlannerError) as refused:
        pair_hours(one([replace(G, weekly_hours=hours)]))

    assert str(refused.value) == sentence


def test_where_all_refuse_the_rules_are_the_reason():
    problem = one([G])
    household = replace(problem.village.households[0], declined=frozenset("g"))
    village = replace(problem.village, households=(household,))

    result = pair_hours(replace(problem, village=village))

    assert [row.reason for row in result.unserved] == ["rules"]


def test_a_household_of_ten_thousand_visits_finds_all_full():
    result = pair_hours(one([G], times={"h": VisitTime(10_000)}))

    assert [row.reason for row in result.unserved] == ["full"]


def test_a_household_without_a_home_is_paired_and_its_way_unknown():
    problem = one([G])
    village = replace(problem.village, households=(Household("h"),))

    (pair,) = pair_hours(replace(problem, village=village)).pairs

    assert (pair.helper, pair.km, pair.minutes) == ("g", None, 160)


def test_the_hours_of_a_helper_hold():
    households = tuple(Household(f"h{index}", (HERE,)) for index in range(4))
    problem = HoursProblem(
        PairingProblem(households, (replace(G, weekly_hours=2, most_households=9),)),
        {row.key: VisitTime(4) for row in households},
    )

    result = pair_hours(problem)

    assert [(load.households, load.minutes) for load in result.loads] == [(3, 480)]
    assert sum(row.places for row in result.unserved) == 1
    assert result.gap == 0.0


def test_a_locked_pair_stays_and_takes_its_minutes():
    households = (Household("far", ((31.4, 91.0),), locked=frozenset("g")), Household("h", (HERE,)))
    near = replace(G, key="near", home=(31.4, 91.0))
    problem = HoursProblem(
        PairingProblem(households, (G, near)), {"far": VisitTime(4), "h": VisitTime(4)}
    )

    result = pair_hours(problem)

    assert [(pair.household, pair.helper, pair.is_locked) for pair in result.pairs] == [
        ("far", "g", True), ("h", "g", False),
    ]  # fmt: skip
    assert result.loads[0].minutes == sum(pair.minutes for pair in result.pairs)
    assert check_pairing_hours(problem, result) == []


def test_locked_pairs_beyond_the_hours_are_named():
    problem = one([replace(G, weekly_hours=0.5)])
    household = replace(problem.village.households[0], locked=frozenset("g"))
    village = replace(problem.village, households=(household,))

    with pytest.raises(PlannerError) as refused:
        pair_hours(replace(problem, village=village))

    assert (
        str(refused.value) == "helper g: locked pairs take 160 minutes in four weeks, there are 120"
    )


def test_a_pair_says_who_else_could_come_and_at_what_price():
    other = replace(G, key="other", home=(31.1, 91.0))
    problem = one([G, other])

    (pair,) = pair_hours(problem).pairs

    assert (pair.helper, pair.next_best.helper) == ("g", "other")
    assert pair.next_best.adds == 1446  # 11.119 km by road 1.3


def test_nothing_reaches_standard_output(capfd):
    pair_hours(one([G]))

    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("change", [{"objective": 1}, {"bound": 10**9}, {"pairs": ()}])
def test_the_checker_sees(change):
    problem = one([G])

    assert check_pairing_hours(problem, replace(pair_hours(problem), **change)) != []


def test_a_tight_village_is_searched_alike_twice_and_near_its_bound():
    problem = make_village(60, 8, 1).hours_problem()

    result = pair_hours(problem)

    assert check_pairing_hours(problem, result) == []
    assert result.gap < 0.03
    assert pair_hours(problem) == result


def test_hours_for_one_household_each_hold_through_every_exchange():
    households = tuple(Household(f"h{index}") for index in range(3))
    team = tuple(replace(G, key=f"g{index}", weekly_hours=1) for index in range(2))
    problem = HoursProblem(
        PairingProblem(households, team), {row.key: VisitTime(4) for row in households}
    )

    result = pair_hours(problem)

    assert check_pairing_hours(problem, result) == []
    assert [load.households for load in result.loads] == [1, 1]


def test_nobody_gets_more_households_than_agreed_where_hours_would_allow_more():
    problem = make_village(40, 8, 3).hours_problem()
    helpers = tuple(
        replace(helper, most_households=5, weekly_hours=40) for helper in problem.village.helpers
    )
    problem = replace(problem, village=replace(problem.village, helpers=helpers))

    result = pair_hours(problem)

    assert check_pairing_hours(problem, result) == []


def test_no_bound_passes_the_plan_where_a_helpers_minutes_are_too_many_to_count_singly():
    households = tuple(Household(f"h{index:03}") for index in range(600))
    helper = Helper("g", most_households=600, weekly_hours=60)
    problem = HoursProblem(
        PairingProblem(households, (helper,)), {row.key: VisitTime(1, 23) for row in households}
    )

    result = pair_hours(problem)

    assert check_pairing_hours(problem, result) == []


LAW, CARE = frozenset({"law"}), frozenset({"care"})


@pytest.mark.parametrize("other", [LAW, CARE])
def test_a_named_helper_with_both_skills_leaves_the_place_that_another_can_take(other):
    household = Household("h", (HERE,), helpers_wanted=2, locked=frozenset({"g"}))
    team = (replace(G, skills=LAW | CARE), replace(G, key="o", skills=other))
    problem = HoursProblem(
        PairingProblem((household,), team), {"h": VisitTime(1, 40)}, roles={"h": (LAW, CARE)}
    )

    result = pair_hours(problem)

    assert {one.helper for one in result.pairs} == {"g", "o"}
    assert check_pairing_hours(problem, result) == []


def test_of_two_places_left_the_named_helper_leaves_those_that_most_can_take():
    household = Household("h", (HERE,), helpers_wanted=3, locked=frozenset({"g"}))
    team = (
        replace(G, skills=LAW | CARE), replace(G, key="o", skills=LAW), replace(G, key="p"),
    )  # fmt: skip
    roles = {"h": (LAW, CARE, frozenset[str]())}
    problem = HoursProblem(PairingProblem((household,), team), {"h": VisitTime(1, 40)}, roles=roles)

    result = pair_hours(problem)

    assert {one.helper for one in result.pairs} == {"g", "o", "p"}
    assert check_pairing_hours(problem, result) == []
