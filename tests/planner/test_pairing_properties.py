"""What must be true of every pairing, over random villages."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.planner import PairingProblem, pair
from doorstep.planner.check import check_pairing
from doorstep.planner.recount import fills, may, price_of
from tests.planner.villages import villages

pytestmark = pytest.mark.sweep

slow_to_draw = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def objective_with(problem, one, helper):
    """The least price when a helper must come to the household of a pair, and the pair must go."""
    rows = tuple(
        replace(row, locked=row.locked | {helper}, declined=row.declined | {one.helper})
        if row.key == one.household
        else row
        for row in problem.households
    )
    return pair(replace(problem, households=rows)).objective


def others(problem, result, one):
    """The helpers who could come instead."""
    if one.is_locked:
        return []
    row = next(row for row in problem.households if row.key == one.household)
    team = {helper.key: helper for helper in problem.helpers}
    beside = {other.helper for other in result.pairs if other.household == one.household}
    locked = [key for other in problem.households for key in other.locked]
    return [
        helper.key
        for helper in problem.helpers
        if helper.key not in beside
        and may(row, helper)
        and fills(row, [team[key] for key in beside - {one.helper}] + [helper])
        and locked.count(helper.key) < helper.most_households
    ]


def least_price(problem):
    """Tries every pairing there is."""
    choices = []
    team = {helper.key: helper for helper in problem.helpers}
    for row in problem.households:
        fit = [helper.key for helper in problem.helpers if may(row, helper)]
        choices.append(
            [
                [(row.key, key) for key in chosen]
                for size in range(row.helpers_wanted + 1)
                for chosen in combinations(fit, size)
                if row.locked <= set(chosen) and fills(row, [team[key] for key in chosen])
            ]
        )
    least = None
    for chosen in product(*choices):
        pairs = [one for part in chosen for one in part]
        loads = [helper for _, helper in pairs]
        if all(loads.count(row.key) <= row.most_households for row in problem.helpers):
            price = price_of(problem, pairs)
            least = price if least is None else min(least, price)
    return least


@slow_to_draw
@given(villages(most_households=12, most_helpers=7))
def test_the_checker_finds_nothing_and_every_pairing_is_proven(problem):
    result = pair(problem)

    assert check_pairing(problem, result) == []
    assert result.optimal


@settings(slow_to_draw, max_examples=40)
@given(villages(most_households=3, most_helpers=4, most_load=2))
def test_no_pairing_at_all_is_cheaper(problem):
    assert pair(problem).objective == least_price(problem)


@settings(slow_to_draw, max_examples=40)
@given(villages(most_households=5, most_helpers=4))
def test_the_next_best_costs_what_solving_again_with_it_costs(problem):
    result = pair(problem)

    for one in result.pairs:
        adds = [
            (objective_with(problem, one, helper) - result.objective, helper)
            for helper in others(problem, result, one)
        ]

        assert (one.next_best is None) == (not adds)
        if one.next_best is not None:
            assert one.next_best.adds == min(adds)[0]
            assert (one.next_best.adds, one.next_best.helper) in adds


@settings(slow_to_draw, max_examples=40)
@given(villages(most_households=8, most_helpers=4, most_load=2))
def test_one_more_place_saves_at_least_what_is_said(problem):
    result = pair(problem)

    for load in result.loads:
        team = tuple(
            replace(helper, most_households=helper.most_households + 1)
            if helper.key == load.helper
            else helper
            for helper in problem.helpers
        )
        saved = result.objective - pair(replace(problem, helpers=team)).objective

        assert saved >= load.one_more_saves


@settings(slow_to_draw, max_examples=40)
@given(villages(most_households=8), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(problem, random):
    rows = random.sample(problem.households, len(problem.households))
    team = random.sample(problem.helpers, len(problem.helpers))

    again = pair(PairingProblem(tuple(rows), tuple(team), problem.weights, problem.extra))

    assert again == pair(problem)


@settings(slow_to_draw, max_examples=40)
@given(villages(most_households=8))
def test_a_pairing_that_is_kept_stays_the_cheapest(problem):
    result = pair(problem)
    kept = [(one.household, one.helper) for one in result.pairs]
    rows = tuple(
        replace(row, current=tuple(helper for key, helper in kept if key == row.key))
        for row in problem.households
    )
    tomorrow = replace(problem, households=rows)

    assert pair(tomorrow).objective == price_of(tomorrow, kept)
