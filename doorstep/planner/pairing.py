"""Who goes to whom, the caseload counted in households: from a problem to an explained pairing."""

from collections.abc import Callable

from doorstep.planner.bands import Bands
from doorstep.planner.costs import Costs
from doorstep.planner.explain import explain
from doorstep.planner.faults import check_problem
from doorstep.planner.flow import find_optimum
from doorstep.planner.problem import PairingProblem
from doorstep.planner.result import PairingResult


def solve_pairing(
    problem: PairingProblem, is_stopped: Callable[[], bool] = lambda: False
) -> PairingResult:
    """The cheapest pairing with its proof and its reasons, or the best so far with its bound;
    PlannerError on a bad problem."""
    check_problem(problem)
    costs = Costs(problem)
    bands = Bands(costs)
    return explain(costs, bands, find_optimum(costs, bands, is_stopped))
