"""Helpers of one household with a skill each, when a plan that runs is changed."""

from dataclasses import replace

import pytest

from doorstep.planner import Helper, Household, PairingProblem
from doorstep.planner.visits import VisitProblem
from doorstep.planner.visits.again import Held, HelperAway, Running, Standing, replan
from tests.planner.visits.cases import helper, household, line

LAW, CARE, NONE = frozenset({"law"}), frozenset({"care"}), frozenset()
SKILLS = {"law": LAW, "care": CARE, "near": CARE, "far": LAW}


def running(*helpers):
    return Running(
        tuple(Standing(key, 1, (Held("h", 0.0, 1440.0),), ()) for key in helpers), (), {}
    )


def village(roles, *, paired=("law", "care"), skills=SKILLS):
    """One household of two helpers; `near` lives beside it, `far` lives far off."""
    rows = (household("h", 0, helpers=paired, weeks=1),)
    team = tuple(helper(key, number, 1) for number, key in enumerate(skills, 1))
    problem = VisitProblem(rows, team, line(0, 10, 10, 12, 40), 1)
    pairing = PairingProblem(
        (Household("h", helpers_wanted=2, roles=roles, current=paired),),
        tuple(
            Helper(key, home=(31.0 + number / 10, 91.0), skills=held, most_households=3)
            for number, (key, held) in enumerate(skills.items())
        ),
    )
    return problem, replace(
        pairing, households=tuple(replace(row, homes=((31.0, 91.0),)) for row in pairing.households)
    )


def who_comes(answer):
    return {route.helper for route in answer.plan.routes if route.stops}


@pytest.mark.parametrize(("roles", "instead"), [((LAW, CARE), "far"), ((), "near")])
@pytest.mark.parametrize("to_day", [7, None])
def test_who_goes_instead_brings_the_skill_of_the_one_who_does_not(roles, instead, to_day):
    problem, pairing = village(roles)
    event = HelperAway("law", 0, to_day)

    answer = replan(problem, running("law", "care"), event, pairing=pairing)

    assert who_comes(answer) == {"care", instead}


@pytest.mark.parametrize("to_day", [7, None])
def test_nobody_goes_instead_who_would_leave_the_skill_out(to_day):
    problem, pairing = village((LAW, CARE), skills={**SKILLS, "far": NONE})

    answer = replan(problem, running("law", "care"), HelperAway("law", 0, to_day), pairing=pairing)

    assert {one.helper for one in answer.pairs if one.is_begun} == set()
    assert {one.helper for one in answer.stand_ins} == set()


def test_the_place_that_lacked_its_skill_asks_for_it_again():
    problem, pairing = village((LAW, CARE), paired=("near", "care"))

    answer = replan(problem, running("near", "care"), HelperAway("near", 0), pairing=pairing)

    assert {one.helper for one in answer.pairs if one.is_begun} == {"law"}


def test_the_place_of_who_has_both_skills_is_taken_by_either():
    skills = {"law": LAW | CARE, "care": CARE, "near": CARE, "far": LAW}
    problem, pairing = village((LAW, CARE), skills=skills)

    answer = replan(problem, running("law", "care"), HelperAway("care", 0), pairing=pairing)

    assert {one.helper for one in answer.pairs if one.is_begun} == {"near"}
