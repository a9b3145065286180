"""The plan in processes of its own, warmed up before its time counts."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context

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
        if pool is not None:
            for ready in [pool.submit(abs, 0) for _worker in range(workers)]:
                ready.result()
        begun = time.perf_counter()
        plan = solve_visits(problem, pool, seconds, seed, told, is_stopped)
        return plan, time.perf_counter() - begun


def _pool(workers: int) -> "Executor | nullcontext[None]":
    if workers == 1:
        return nullcontext()
    return ProcessPoolExecutor(workers, get_context("spawn"), _get_ready)


def _get_ready() -> None:
    """Ctrl-C reaches workers too; it is for who gathers what they plan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up()


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
