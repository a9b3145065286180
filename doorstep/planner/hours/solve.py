"""From a problem by hours to a pairing with bound and gap."""

from doorstep.planner.hours.answer import answer
from doorstep.planner.hours.bound import prove
from doorstep.planner.hours.faults import check_hours, check_locked
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.relaxation import relax
from doorstep.planner.hours.result import HoursResult
from doorstep.planner.hours.state import State, candidates, rounded

STEPS = 100_000_000  # of the search at most
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
    state = _searched(rounded(grid, candidates(grid, relaxed)), seed)
    return answer(grid, state, prove(grid, relaxed, state.total()))


def _searched(state: State, seed: int) -> State:
    slots = len(state.plan.chosen)
    if not slots:
        return state
    walked = state.copy()
    if walked.walk(min(STEPS, _STEPS_A_PLACE * slots), _HOT, _COLD, seed) >= 0:
        state = walked
    state.descend()
    return state
