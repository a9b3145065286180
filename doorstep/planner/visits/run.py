"""The plan in processes of its own, warmed up before its time counts."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from doorstep.planner.processes import processes
from doorstep.planner.search.run import warm_up as warm_up_search
from doorstep.planner.visits.problem import (
    DueHousehold,
    GoingHelper,
    Shift,
    Straight,
    VisitProblem,
    Window,
    weekly,
)
from doorstep.planner.visits.progress import Told
from doorstep.planner.visits.result import VisitPlan
from doorstep.planner.visits.solve import solve_visits

FEW = 64  # helpers that are planned sooner than processes begin


def plan_in_processes(
    problem: VisitProblem,
    seconds: float,
    seed: int,
    workers: int,
    told: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[VisitPlan, float]:
    """(the plan, seconds it took). Loading and compiling come before these."""
    warm_up()  # once, so that the workers find the machine code on disk
    with _pool(workers if len(problem.helpers) > FEW else 1) as pool:
        begun = time.perf_counter()
        plan = solve_visits(problem, pool, seconds, seed, told, is_stopped)
        return plan, time.perf_counter() - begun


@contextmanager
def _pool(workers: int) -> Iterator[Executor | None]:
    if workers == 1:
        yield None
        return
    with processes(workers, warm_up) as (pool, _stop):
        yield pool


def warm_up() -> None:
    """Compiles what a plan needs, or loads it."""
    warm_up_search()
    window = Window(8 * 60, 12 * 60, frozenset({0, 1}))
    problem = VisitProblem(
        tuple(
            DueHousehold(key, ("g", "h"), weekly(1), (0,), call_weeks=frozenset({0}), windows=wins)
            for key, wins in (("a", ()), ("b", (window,)))
        ),
        tuple(GoingHelper(key, 1, (Shift(),) * 7) for key in ("g", "h")),
        Straight(((30.0, 91.0), (30.1, 91.0))),
        weeks=1,
    )
    solve_visits(problem, None, 0.0, 1, lambda progress: None, lambda: False)
