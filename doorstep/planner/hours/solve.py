"""From a problem by hours to a pairing with bound and gap."""

from doorstep.planner.hours.answer import answer
from doorstep.planner.hours.bound import Knapsacks, Proof
from doorstep.planner.hours.chains import MOST_PLACES, improve_by_teams
from doorstep.planner.hours.dive import COARSEST, dive, place
from doorstep.planner.hours.faults import check_hours, check_locked
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.pieces import search_pieces
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.relaxation import relax
from doorstep.planner.hours.result import HoursResult
from doorstep.planner.hours.state import State, candidates, rounded

STEPS = 25_000_000  # of the first search at most
_STEPS_A_PLACE = 20_000
_FEW_STEPS = 5_000_000  # where teams search afterwards
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
        most = _FEW_STEPS if slots <= MOST_PLACES else STEPS
        best.walk(min(most, _STEPS_A_PLACE * slots), _HOT, _COLD, seed)
    knapsacks = Knapsacks(grid, relaxed)
    proof = knapsacks.prove(best.total())
    if best.total() - proof.bound >= FINE:
        if slots <= MOST_PLACES:
            best, proof = improve_by_teams(knapsacks, best, proof, seed)
        else:
            best = min(best, _walked(knapsacks, best.copy(), proof, seed), key=State.total)
    best.descend()  # no single exchange pays any more: a next best is never better
    return answer(grid, best, proof)


def _walked(knapsacks: Knapsacks, state: State, proof: Proof, seed: int) -> State:
    """A plan dived from a proof and walked over, piece by piece; `state` becomes it."""
    grid, unit = knapsacks.grid, knapsacks.unit(COARSEST)
    place(state, dive(knapsacks, proof, state.total(), unit), grid.household)
    search_pieces(knapsacks, state, proof, seed)
    return state
