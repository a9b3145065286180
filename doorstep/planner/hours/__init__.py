"""Who goes to whom, counted in hours: generalized assignment with a bound and a gap.

`pair_hours(problem)` loads the solvers on its first call.
"""

from doorstep.planner.hours.problem import WEEKS, HoursProblem, VisitTime
from doorstep.planner.hours.result import HelperHours, HoursPair, HoursResult, HoursShort

__all__ = [
    "WEEKS",
    "HelperHours",
    "HoursPair",
    "HoursProblem",
    "HoursResult",
    "HoursShort",
    "VisitTime",
    "pair_hours",
]


def pair_hours(problem: HoursProblem, *, seed: int = 1) -> HoursResult:
    """A pairing by hours that says how far it can be from the best; PlannerError on a bad one."""
    from doorstep.planner.hours.solve import solve_hours

    return solve_hours(problem, seed=seed)
