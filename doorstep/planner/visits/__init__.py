"""Who goes where on which day, over some weeks, once it is settled who goes to whom.

`plan_visits(problem)` loads the solver on its first call.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor

from doorstep.planner.visits.explanation import DayPrice, Explanation, Going, Rule, WeeksPrice
from doorstep.planner.visits.problem import (
    Closure,
    DueHousehold,
    GoingHelper,
    Matrix,
    Pattern,
    Shift,
    Straight,
    VisitProblem,
    VisitWeights,
    Window,
    once,
    weekly,
)
from doorstep.planner.visits.progress import Progress, Told
from doorstep.planner.visits.result import (
    Cause,
    HelperProof,
    Route,
    Stop,
    Unplanned,
    VisitPlan,
)

__all__ = [
    "Cause",
    "Closure",
    "DayPrice",
    "DueHousehold",
    "Explanation",
    "Going",
    "GoingHelper",
    "HelperProof",
    "Matrix",
    "Pattern",
    "Progress",
    "Route",
    "Rule",
    "Shift",
    "Stop",
    "Straight",
    "Told",
    "Unplanned",
    "VisitPlan",
    "VisitProblem",
    "VisitWeights",
    "WeeksPrice",
    "Window",
    "explain_visits",
    "get_ready",
    "once",
    "plan_visits",
    "weekly",
]


def plan_visits(
    problem: VisitProblem,
    *,
    executor: Executor | None = None,
    seconds: float = 60.0,
    seed: int = 1,
    told: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> VisitPlan:
    """The cheapest plan found, and how far from the best it is at most.

    `told` hears how far it is. After a stop, asked for between two units
    of work, what is planned so far comes back; it always holds. PlannerError on a bad problem.
    """
    from doorstep.planner.visits.solve import solve_visits

    return solve_visits(problem, executor, seconds, seed, told, is_stopped)


def get_ready() -> None:
    """Loads the planner and compiles it, up to a minute the first time; no plan's seconds count
    it."""
    from doorstep.planner.visits.run import warm_up

    warm_up()


def explain_visits(problem: VisitProblem, plan: Iterable[Going], key: str) -> Explanation:
    """Of one household of the problem, as a plan has it: no solver is asked. A visit of several
    helpers costs what all their ways cost; whether they find a minute together is not looked into.
    KeyError for a household that the problem does not know.
    """
    from doorstep.planner.visits.explain import explain

    return explain(problem, plan, key)
