"""Helpers of one household with a skill each, by the number of households."""

from dataclasses import replace

import pytest

from doorstep.planner import Helper, Household, PairingProblem, PlannerError, Removed, pair
from doorstep.planner.check import check_pairing
from doorstep.planner.roles import asked_by_the_rest, filled, seated

LAW, CARE, NONE = frozenset({"law"}), frozenset({"care"}), frozenset()
BOTH = Household("h", helpers_wanted=2, roles=(LAW, CARE))
HERE = (31.0, 91.0)


def helper(key, skills=NONE, **more):
    return Helper(key, skills=skills, **{"most_households": 3} | more)


def paired(household, *team):
    problem = PairingProblem((household,), team)
    result = pair(problem)
    assert check_pairing(problem, result) == []
    assert result.optimal
    return {one.helper for one in result.pairs}, result


@pytest.mark.parametrize(
    ("household", "team", "who"),
    [
        # whoever has both skills leaves each of the two to the other
        (BOTH, [("a", LAW | CARE), ("b", LAW)], {"a", "b"}),
        (BOTH, [("a", LAW | CARE), ("b", CARE)], {"a", "b"}),
        # two of one skill are not two of different skills, however near
        (BOTH, [("a", LAW), ("b", LAW, (31.1, 91.0)), ("c", CARE, (31.5, 91.0))], {"a", "c"}),
        # a place that asks for nothing is anybody's
        (replace(BOTH, roles=(LAW, NONE)),
         [("a", LAW, (31.5, 91.0)), ("b", NONE), ("c", NONE, (31.1, 91.0))], {"a", "b"}),
        # somebody locked in takes whichever of her places the other one lacks
        (replace(BOTH, locked=frozenset({"a"})), [("a", LAW | CARE), ("b", LAW), ("c", NONE)],
         {"a", "b"}),
        (replace(BOTH, locked=frozenset({"a"})), [("a", LAW | CARE), ("b", CARE), ("c", NONE)],
         {"a", "b"}),
    ],
)  # fmt: skip
def test_each_place_has_the_skill_that_it_asks_for(household, team, who):
    rows = [helper(key, skills, home=place[0] if place else HERE) for key, skills, *place in team]

    assert paired(replace(household, homes=(HERE,)), *rows)[0] == who


def test_a_rare_skill_is_found_behind_many_who_are_nearer():
    near = [helper(f"n{number:02}", LAW, home=HERE) for number in range(40)]
    far = helper("z", CARE, home=(32.0, 91.0))

    assert "z" in paired(replace(BOTH, homes=(HERE,)), *near, far)[0]


def test_one_with_both_skills_is_not_two():
    who, result = paired(BOTH, helper("a", LAW | CARE))

    assert who == {"a"}
    [short] = result.unserved
    assert (short.places, short.reason, short.skills) == (1, "all_come", ("care", "law"))


def test_the_shortage_names_the_skill_that_nobody_brings():
    _who, result = paired(BOTH, helper("a", LAW), helper("b", LAW))

    [short] = result.unserved
    assert (short.reason, short.skills, short.full) == ("rules", ("care",), ())
    assert short.removed == (Removed("skill", "care", 2),)


@pytest.mark.parametrize("other", [[], [helper("b", most_households=0)]])
def test_a_place_that_is_anybodys_asks_for_no_skill_that_is_there(other):
    household = replace(BOTH, roles=(LAW, NONE))

    _who, result = paired(household, helper("a", LAW), *other)

    [short] = result.unserved
    assert (short.reason, short.skills) == ("full" if other else "all_come", ())
    assert short.removed == ()


def test_who_brings_it_and_has_no_room_is_named():
    _who, result = paired(BOTH, helper("a", LAW), helper("b", CARE, most_households=0))

    [short] = result.unserved
    assert (short.reason, short.skills, short.full) == ("full", ("care",), ("b",))


def test_the_next_best_keeps_both_skills():
    team = [
        helper("a", LAW, home=HERE), helper("b", CARE, home=HERE),
        helper("c", LAW, home=(31.2, 91.0)), helper("d", CARE, home=(31.3, 91.0)),
    ]  # fmt: skip
    _who, result = paired(replace(BOTH, homes=(HERE,)), *team)

    assert {one.helper: one.next_best.helper for one in result.pairs} == {"a": "c", "b": "d"}


@pytest.mark.parametrize(
    ("household", "team", "sentence"),
    [
        (replace(BOTH, roles=(LAW,)), [], "household h: 1 roles, 2 wanted"),
        (replace(BOTH, locked=frozenset({"a"})), [helper("a")],
         "household h: locked helpers lack the skills of its roles"),
        (replace(BOTH, locked=frozenset({"a", "b"})), [helper("a", LAW), helper("b", LAW)],
         "household h: locked helpers lack the skills of its roles"),
    ],
)  # fmt: skip
def test_roles_that_cannot_be_are_refused(household, team, sentence):
    with pytest.raises(PlannerError) as refused:
        pair(PairingProblem((household,), tuple(team)))

    assert str(refused.value) == sentence


def test_the_checker_sees_a_place_without_its_skill():
    team = (helper("a", LAW), helper("b", CARE), helper("c", LAW))
    problem = PairingProblem((BOTH,), team)
    result = pair(problem)
    wrong = tuple(replace(one, helper="c") if one.helper == "b" else one for one in result.pairs)

    found = check_pairing(problem, replace(result, pairs=wrong))

    assert "h: the helpers do not fill its roles" in found


def test_the_checker_sees_wrong_lines_of_a_next_best():
    team = (helper("a", home=HERE), helper("b", home=(31.1, 91.0)))
    problem = PairingProblem((Household("h", (HERE,)),), team)
    result = pair(problem)
    [one] = result.pairs
    best = replace(one.next_best, km=1.0, terms=one.next_best.terms[1:])

    found = check_pairing(problem, replace(result, pairs=(replace(one, next_best=best),)))

    assert [fault.partition(":")[0] for fault in found] == ["h – b, next best"] * 2


@pytest.mark.parametrize(
    ("roles", "held", "count"),
    [
        ((LAW, CARE), [LAW | CARE, LAW], 2),
        ((LAW, CARE), [LAW, LAW], 1),
        ((LAW,), [LAW, CARE], 1),
        ((), [LAW], 0),
        ((NONE, NONE), [NONE, LAW], 2),
        ((LAW, CARE), [], 0),
    ],
)
def test_places_filled(roles, held, count):
    assert filled(roles, held) == count


@pytest.mark.parametrize(
    ("roles", "held", "asked"),
    [
        ((LAW, CARE), [LAW], CARE),
        ((LAW, CARE), [LAW | CARE], LAW | CARE),  # either
        ((LAW, NONE), [LAW], NONE),
        ((LAW, NONE), [NONE], LAW),
        ((LAW, CARE, NONE), [LAW], CARE),
        ((LAW | CARE, LAW), [LAW | CARE], LAW),
        ((LAW, CARE), [], LAW | CARE),
        ((), [], NONE),
    ],
)
def test_what_the_empty_places_ask_for(roles, held, asked):
    assert asked_by_the_rest(roles, held) == asked


@pytest.mark.parametrize(
    ("roles", "held", "asked"),
    [
        ((LAW, CARE), [CARE], [LAW, CARE]),
        ((LAW, CARE), [NONE], [LAW, NONE]),
        ((LAW, NONE), [NONE], [LAW, NONE]),
        ((LAW, CARE), [CARE, NONE], [NONE, CARE]),
        ((LAW, CARE), [], [LAW, CARE]),
    ],
)
def test_who_fits_no_place_takes_one_that_then_asks_for_nothing(roles, held, asked):
    assert seated(roles, held)[0] == asked
