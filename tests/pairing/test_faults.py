"""What the planner refuses, in the language of whoever asked."""

from dataclasses import replace

import pytest
from django.utils import translation

from doorstep.pairing.queries import CannotBePlanned, build_problem, helper_key, told_faults
from doorstep.planner import PlannerError, pair
from doorstep.planner.words import said


def refused(problem, language):
    with translation.override(language):
        with pytest.raises(CannotBePlanned) as caught, told_faults():
            pair(problem)
        return str(caught.value)


def test_a_fault_of_the_planner_is_told_with_the_place_and_without_an_id(village):
    problem = build_problem(village.caoba, village.day)
    row = replace(
        problem.households[0], locked=frozenset({helper_key(village.tashi)}),
        declined=frozenset({helper_key(village.tashi)}),
    )  # fmt: skip
    problem = replace(problem, households=(row, *problem.households[1:]))

    assert refused(problem, "zh-hans") == (
        "这一处不改就无法制定计划：住户 A-001：扎西 既被固定结对，又被谢绝。"
    )
    assert refused(problem, "en") == (
        "Nothing can be planned while this stands so: household A-001: 扎西 is locked and declined."
    )


def test_a_name_within_a_sentence_is_told_in_the_same_language(village):
    problem = build_problem(village.caoba, village.day)
    problem = replace(problem, weights=replace(problem.weights, km=-1.0))

    assert refused(problem, "zh-hans") == (
        "这一处不改就无法制定计划：权重：公里为 -1.0，应在 0 至 1000000 之间。"
    )


def test_without_a_reader_it_is_english():
    error = PlannerError(said("household %(household)s", household="A"), said("stands there twice"))

    assert str(error) == "household A: stands there twice"
