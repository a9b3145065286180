"""The optimiser: a plain problem in, a plain plan out; no Django.

`pair(problem)` says who goes to whom. The solver is loaded on the first call, so that reading the
types costs nothing where nothing is planned.
"""

from collections.abc import Callable

from doorstep.planner.faults import LockedBeyondHours, PlannerError
from doorstep.planner.problem import (
    Helper,
    Household,
    PairingProblem,
    Point,
    Preference,
    PreferenceKind,
    Weights,
)
from doorstep.planner.result import (
    HelperLoad,
    NextBest,
    Pair,
    PairingResult,
    Removed,
    Term,
    Unserved,
)
from doorstep.planner.words import Said

__all__ = [
    "Helper",
    "HelperLoad",
    "Household",
    "LockedBeyondHours",
    "NextBest",
    "Pair",
    "PairingProblem",
    "PairingResult",
    "PlannerError",
    "Point",
    "Preference",
    "PreferenceKind",
    "Removed",
    "Said",
    "Term",
    "Unserved",
    "Weights",
    "pair",
]


def pair(
    problem: PairingProblem, *, is_stopped: Callable[[], bool] = lambda: False
) -> PairingResult:
    """Who goes to whom at the least total price, over all pairs the hard rules allow; after a stop
    the best so far, which says how far it can be from that.

    Pure: the same problem gives the same result, in whatever order its rows stand.
    PlannerError where the problem contradicts itself; a shortage is an answer, not an error.
    """
    from doorstep.planner.pairing import solve_pairing

    return solve_pairing(problem, is_stopped)
