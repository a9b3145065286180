"""Pairing by cases: each rule and each price once, the shortage, what the checker catches."""

from dataclasses import replace

import pytest

from doorstep.planner import (
    Helper,
    Household,
    NextBest,
    PairingProblem,
    Preference,
    Removed,
    Term,
    Weights,
    pair,
)
from doorstep.planner.check import check_pairing

HERE = (31.0, 91.0)
KM_10 = (31.08993, 91.0)  # 10 km north as the crow flies
KM_20 = (31.17986, 91.0)
KM_300 = (33.6979, 91.0)  # a road of 390 km is still cheaper than a place left empty


def village(households, helpers, **weights):
    return PairingProblem(tuple(households), tuple(helpers), Weights(**weights))


def names(result):
    return [(one.household, one.helper) for one in result.pairs]


NEAR = Helper("near", home=KM_10, most_households=5)
FAR = Helper("far", home=KM_20, most_households=5)


@pytest.mark.parametrize(
    ("household", "near", "far", "chosen"),
    [
        ({}, {}, {}, "near"),
        ({"required_skills": {"care"}}, {}, {"skills": {"care"}}, "far"),
        ({"declined": {"near"}}, {}, {}, "far"),
        ({"locked": {"far"}}, {}, {}, "far"),
        ({"current": ("far",)}, {}, {}, "far"),
        ({"languages": {"bo"}}, {"languages": {"zh"}}, {"languages": {"zh", "bo"}}, "far"),
        ({"languages": {"bo"}}, {}, {}, "near"),
        ({"languages": {"bo"}, "must_share_language": True}, {"languages": {"zh"}},
         {"languages": {"bo"}, "home": KM_300}, "far"),
        ({"languages": {"bo"}}, {"languages": {"zh"}}, {"languages": {"bo"}, "home": KM_300},
         "near"),
        ({"must_share_language": True}, {"languages": {"zh"}}, {}, "near"),
        ({}, {"most_households": 0}, {}, "far"),
    ],
)  # fmt: skip
def test_the_nearest_comes_unless_a_rule_or_price_speaks_against_it(household, near, far, chosen):
    sets = {key: frozenset(value) if isinstance(value, set) else value
            for key, value in household.items()}  # fmt: skip
    attributes = [
        {key: frozenset(value) if isinstance(value, set) else value for key, value in row.items()}
        for row in (near, far)
    ]
    problem = village(
        [Household("h", (HERE,), **sets)],
        [replace(NEAR, **attributes[0]), replace(FAR, **attributes[1])],
    )

    result = pair(problem)

    assert names(result) == [("h", chosen)]
    assert check_pairing(problem, result) == []


@pytest.mark.parametrize(
    ("wish", "met"),
    [
        (Preference("p", "has_skill", "care"), Helper("far", skills=frozenset({"care"}))),
        (Preference("p", "born_on_or_after", 1991), Helper("far", birth_year=1991)),
        (Preference("p", "hours_at_least", 6), Helper("far", weekly_hours=6)),
    ],
)
def test_a_preference_is_worth_its_points(wish, met):
    far = replace(met, home=KM_20, most_households=5)
    missed = Term("preference", 6000, "p", is_met=False)
    kept = Term("preference", 0, "p", is_met=True)

    strong = pair(village([Household("h", (HERE,), preferences=(wish,))], [NEAR, far]))
    weak = pair(
        village([Household("h", (HERE,), preferences=(replace(wish, points=5),))], [NEAR, far])
    )

    assert names(strong) == [("h", "far")]
    assert kept in strong.pairs[0].terms
    assert names(weak) == [("h", "near")]
    assert replace(missed, price=500) in weak.pairs[0].terms


def test_a_price_is_the_sum_of_its_lines():
    household = Household("h", (HERE,), languages=frozenset({"bo"}))
    problem = replace(village([household], [NEAR, FAR]), extra={("h", "near"): 2.5})

    (one,) = pair(problem).pairs

    assert one.km == 13.0
    assert one.terms == (
        Term("distance", 1300),
        Term("language", 4000, is_met=False),
        Term("change", 1500, is_met=False),
        Term("fairness", 0),
        Term("extra", 250),
    )
    assert one.price == 1300 + 4000 + 1500 + 250
    assert (one.next_best.helper, one.next_best.adds) == ("far", 1300 - 250)
    assert one.next_best.km == 26.0
    assert one.next_best.terms == (
        Term("distance", 2600),
        Term("language", 4000, is_met=False),
        Term("change", 1500, is_met=False),
    )


def test_work_is_spread_where_the_way_is_the_same():
    team = [Helper(key, HERE, most_households=5) for key in ("a", "b")]

    result = pair(village([Household(f"h{index}", (HERE,)) for index in range(6)], team))

    assert [load.households for load in result.loads] == [3, 3]
    assert [load.fairness for load in result.loads] == [0, 0]


def test_the_load_costs_more_in_each_band():
    team = [Helper("a", HERE, most_households=5)]

    result = pair(village([Household(f"h{index}", (HERE,)) for index in range(5)], team))

    assert result.loads[0].fairness == 400 + 1000
    assert {
        term.price for one in result.pairs for term in one.terms if term.kind == "fairness"
    } == {
        1000  # what letting any one of them go would save
    }
    assert result.objective == 5 * 1500 + 400 + 1000


def test_three_helpers_of_one_household_differ_and_stand_in_order():
    team = [Helper(key, HERE, most_households=5) for key in ("a", "b", "d")]
    household = Household("h", (HERE,), helpers_wanted=3, current=("d", "b"))

    result = pair(village([household], [*team, Helper("c", KM_10, most_households=5)]))

    assert [(one.helper, one.order, one.is_current) for one in result.pairs] == [
        ("d", 1, True), ("b", 2, True), ("a", 3, False),
    ]  # fmt: skip


def test_two_homes_count_by_their_mean_distance():
    problem = village([Household("h", (KM_10, KM_20))], [Helper("g", HERE, most_households=1)])

    (one,) = pair(problem).pairs

    assert one.km == 19.5


def test_a_home_that_is_not_known_neither_draws_nor_repels():
    team = [NEAR, FAR, Helper("unknown", most_households=5)]

    households = [Household(key, (HERE,), current=(key,)) for key in ("far", "near", "unknown")]
    result = pair(village(households, team))

    assert [(one.helper, one.km, one.terms[0].price) for one in result.pairs] == [
        ("far", 26.0, 2600), ("near", 13.0, 1300), ("unknown", None, 1950),
    ]  # fmt: skip


def test_when_no_home_is_known_the_other_rules_decide():
    household = Household("h", languages=frozenset({"bo"}))
    team = [Helper("a", most_households=1),
            Helper("b", languages=frozenset({"bo"}), most_households=1)]  # fmt: skip

    result = pair(village([household], team))

    assert names(result) == [("h", "b")]


def test_a_chain_of_moves_is_found_when_it_is_the_cheapest():
    team = [Helper("a", HERE, most_households=1), Helper("b", KM_10, most_households=1)]
    flexible = Household("flexible", (HERE,))
    bound_to_a = Household("bound", (HERE,), declined=frozenset({"b"}))

    result = pair(village([flexible, bound_to_a], team))

    assert names(result) == [("bound", "a"), ("flexible", "b")]
    next_best = result.pairs[1].next_best
    assert (next_best.helper, next_best.adds) == ("a", 50000 - 1300 - 1500 - 1000)
    assert result.pairs[0].next_best is None


def test_helpers_beyond_the_thirty_nearest_join_where_it_pays():
    team = [Helper(f"g{index:02}", (31 + index / 1000, 91.0), most_households=1)
            for index in range(40)]  # fmt: skip
    households = [Household(f"h{index:02}", (HERE,)) for index in range(40)]
    problem = village(households, team)

    result = pair(problem)

    assert result.unserved == ()
    assert result.optimal
    assert check_pairing(problem, result) == []


def test_196_places_for_200_leave_four_named_empty():
    households = [
        Household(f"h{index:03}", ((31 + index / 1000, 91.0),), 2 if index < 3 else 1)
        for index in range(197)
    ]
    team = [Helper(f"g{index:02}", (31 + index / 150, 91.0), most_households=7)
            for index in range(28)]  # fmt: skip

    result = pair(village(households, team))

    assert len(result.pairs) == 196
    assert sum(row.places for row in result.unserved) == 4
    assert {row.reason for row in result.unserved} == {"full"}
    assert all(load.one_more_saves > 0 for load in result.loads)


@pytest.mark.parametrize(
    ("household", "team", "reason", "removed", "full", "dearer"),
    [
        ({}, [], "no_helpers", (), (), ()),
        ({"declined": frozenset({"near"})}, [NEAR], "rules", (Removed("declined", "", 1),), (), ()),
        ({"required_skills": frozenset({"care"})}, [NEAR, FAR], "rules",
         (Removed("skill", "care", 2),), (), ()),
        ({}, [replace(NEAR, most_households=0)], "full", (), ("near",), ()),
        ({"homes": ((40.0, 91.0),)}, [NEAR], "price", (), (), ("near",)),
        ({"languages": frozenset({"bo"}), "must_share_language": True}, [NEAR, FAR], "rules",
         (Removed("language", "", 2),), (), ()),
        ({"helpers_wanted": 2}, [NEAR], "all_come", (), (), ()),
        ({"helpers_wanted": 3, "locked": frozenset({"far"})}, [NEAR, FAR], "all_come", (), (), ()),
        ({"helpers_wanted": 2, "declined": frozenset({"far"})}, [NEAR, FAR], "rules",
         (Removed("declined", "", 1),), (), ()),
    ],
)  # fmt: skip
def test_an_empty_place_says_why(household, team, reason, removed, full, dearer):
    problem = village([replace(Household("h", (HERE,)), **household)], team)

    result = pair(problem)

    (row,) = result.unserved
    assert (row.places, row.reason, row.removed) == (1, reason, removed)
    assert (row.full, row.dearer) == (full, dearer)
    assert check_pairing(problem, result) == []


def test_the_more_urgent_household_is_served_first():
    households = [Household("calm", (HERE,)), Household("urgent", (KM_20,), urgency=100)]

    result = pair(village(households, [Helper("g", HERE, most_households=1)]))

    assert names(result) == [("urgent", "g")]
    assert result.unserved[0].household == "calm"


def test_change_has_its_price():
    households = [Household("h", (HERE,), current=("far",))]

    assert names(pair(village(households, [NEAR, FAR]))) == [("h", "far")]
    assert names(pair(village(households, [NEAR, FAR], change=12.9))) == [("h", "near")]


def test_nobody_to_go_to_is_an_empty_answer():
    result = pair(village([], [NEAR]))

    assert (result.pairs, result.unserved, result.objective, result.bound) == ((), (), 0, 0)


SPOILED = {
    "a pair gone": lambda result: replace(result, pairs=result.pairs[1:]),
    "a pair twice": lambda result: replace(result, pairs=result.pairs[:1] * 2),
    "another helper": lambda result: replace(
        result, pairs=(replace(result.pairs[0], helper="far"), *result.pairs[1:])
    ),
    "a stranger": lambda result: replace(
        result, pairs=(replace(result.pairs[0], helper="nobody"), *result.pairs[1:])
    ),
    "a price": lambda result: replace(
        result, pairs=(replace(result.pairs[0], price=1), *result.pairs[1:])
    ),
    "a way": lambda result: replace(
        result, pairs=(replace(result.pairs[0], km=1.0), *result.pairs[1:])
    ),
    "an order": lambda result: replace(
        result, pairs=(replace(result.pairs[0], order=2), *result.pairs[1:])
    ),
    "an objective": lambda result: replace(result, objective=result.objective - 1),
    "a bound": lambda result: replace(result, bound=result.bound - 1),
    "a load": lambda result: replace(
        result, loads=(replace(result.loads[0], households=4), *result.loads[1:])
    ),
    "a next best": lambda result: replace(
        result,
        pairs=(replace(result.pairs[0], next_best=NextBest("near", 1)), *result.pairs[1:]),
    ),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_the_checker_sees(spoil):
    problem = village([Household("a", (HERE,)), Household("b", (KM_10,))], [NEAR, FAR])
    result = pair(problem)

    assert check_pairing(problem, result) == []
    assert check_pairing(problem, spoil(result)) != []
