"""From a problem by hours to a pairing with bound and gap."""

import numpy as np

from doorstep.planner.costs import IntArray
from doorstep.planner.hours.answer import answer
from doorstep.planner.hours.bound import Knapsacks, Proof
from doorstep.planner.hours.dive import COARSEST, dive
from doorstep.planner.hours.faults import check_hours, check_locked
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.parts import MOST_PLACES, improve_by_sets
from doorstep.planner.hours.pieces import search_pieces
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.relaxation import relax
from doorstep.planner.hours.result import HoursResult
from doorstep.planner.hours.search import move_over
from doorstep.planner.hours.state import State, candidates, rounded

STEPS = 25_000_000  # of the first search at most
_STEPS_A_PLACE = 20_000
_HOT, _COLD = 500 * FINE, 5 * FINE  # 5 points and 0.05


def solve_hours(problem: HoursProblem, *, seed: int = 1) -> HoursResult:
    """A good pairing by hours and how far it can be from the best; PlannerError on a bad problem.

    The same problem and seed give the same result.
    """
    check_hours(problem)
    grid = Grid(problem)
    check_locked(grid)
    relaxed = relax(grid)
    best = rounded(grid, candidates(grid, relaxed))
    slots = len(best.plan.chosen)
    if slots:
        best.walk(min(STEPS, _STEPS_A_PLACE * slots), _HOT, _COLD, seed)
    knapsacks = Knapsacks(grid, relaxed)
    proof = knapsacks.prove(best.total())
    if best.total() - proof.bound >= FINE:
        begin, unit = best.copy(), knapsacks.unit(COARSEST)

        def walk() -> State:
            return _walked(knapsacks, begin, proof, unit, seed)

        if slots <= MOST_PLACES:
            best, proof = improve_by_sets(knapsacks, best, proof, seed, walk)
        else:
            best = min(best, walk(), key=State.total)
    best.descend()  # no single exchange pays any more: a next best is never better
    return answer(grid, best, proof)


def _walked(knapsacks: Knapsacks, state: State, proof: Proof, unit: int, seed: int) -> State:
    """A plan dived from a proof and walked over, piece by piece; `state` becomes it."""
    grid = knapsacks.grid
    _place(state, dive(knapsacks, proof, state.total(), unit), grid.household)
    search_pieces(grid, state, proof.bound, seed)
    return state


def _place(state: State, pairs: list[tuple[int, int]], household: IntArray) -> None:
    """Makes a plan of pairs (post, helper). What a dive gives a helper beyond her most households
    is left over, as is a second place of a household: there they have a price, and no end."""
    slots = np.arange(len(state.plan.chosen))
    chosen = np.full(len(slots), state.nobody, dtype=np.int64)
    first = np.searchsorted(state.cands.slot_post, np.arange(len(slots) + 1))
    filled, held = np.zeros_like(first), np.zeros_like(state.plan.held)
    comes = set[tuple[int, int]]()
    for post, helper in pairs:
        visit = int(household[post]), helper
        if held[helper] == state.plan.most[helper] or visit in comes:
            continue
        comes.add(visit)
        chosen[first[post] + filled[post]] = helper
        filled[post] += 1
        held[helper] += 1
    move_over(state.plan, slots, chosen)
