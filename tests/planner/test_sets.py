"""The programme of sets: its bound is one, and what it chooses fits together."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from benchmarks.cases import make_village
from doorstep.planner.hours.bound import Knapsacks
from doorstep.planner.hours.chains import improve_by_teams
from doorstep.planner.hours.dive import place
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.relaxation import relax
from doorstep.planner.hours.sets import Sets
from doorstep.planner.hours.state import candidates, rounded
from doorstep.planner.hours.teams import Style, Teams
from tests.planner.test_hours import hours_problems


def laid_out(problem):
    grid = Grid(problem)
    relaxed = relax(grid)
    state = rounded(grid, candidates(grid, relaxed))
    knapsacks = Knapsacks(grid, relaxed)
    return grid, knapsacks, state, knapsacks.prove(state.total())


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(hours_problems())
def test_teams_raise_the_bound_and_lower_the_price_and_never_cross(problem):
    _grid, knapsacks, state, proof = laid_out(problem)
    if state.total() - proof.bound < FINE:
        return

    best, better = improve_by_teams(knapsacks, state.copy(), proof, 1)

    assert proof.bound <= better.bound <= best.total() <= state.total()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(hours_problems())
def test_a_search_by_teams_holds_hours_and_caseloads_and_writes_down_what_it_saw(problem):
    grid, knapsacks, state, proof = laid_out(problem)
    if state.total() - proof.bound < FINE:
        return
    before = state.total()

    teams = Teams(knapsacks, state, np.arange(len(grid.most)))
    pool = teams.search(state, proof.place_price, Style(3, 4.0, 4.0, 0.5), 20, 1)
    pairs = pool.best(state, proof.place_price.astype(np.float64), float(state.total()))
    chosen = state.copy()
    place(chosen, pairs, grid.household)

    assert chosen.total() <= state.total() <= before
    for plan in (state.plan, chosen.plan):
        assert (plan.load <= plan.room).all()
        assert (plan.held <= plan.most).all()
        for household in range(len(plan.first) - 1):
            own = plan.chosen[plan.first[household] : plan.first[household + 1]]
            comes = own[own != state.nobody].tolist()
            assert len(comes) == len(set(comes))


def test_a_helper_takes_a_set_once_however_often_it_is_found():
    grid, knapsacks, _state, _proof = laid_out(make_village(9, 3, 1).hours_problem())
    sets = Sets(knapsacks, np.arange(3), grid.places)
    pairs = knapsacks.first[0] + np.arange(2)

    assert [sets.add([(0, pairs), (0, pairs)]), sets.add([(0, pairs)])] == [1, 0]
