"""A higher bound where the same helpers visit two households together.

Either both are visited on one day or they are not; in each case both helpers are planned anew, and
the cheaper case is what the two cost at least. Alone each could choose its own case.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

from doorstep.planner.visits.helper import HelperPlan, HelperTask, Tie
from doorstep.planner.visits.tasks import Board, build_task

EASY = 10  # households of a helper; with more, the time is better spent on the plan

type Solve = Callable[[HelperTask], HelperPlan]


def raised_by_pairs(
    board: Board, free: list[HelperPlan], solve: Solve, is_stopped: Callable[[], bool]
) -> int:
    """What may be added to the sum of the helpers' bounds; each helper is in one pair at most."""
    common: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row, own in enumerate(board.helpers_of):
        if board.is_shared(row):
            common[tuple(sorted(own))].append(row)
    raised, used = 0, set[int]()
    for columns, rows in sorted(common.items()):
        if len(rows) < 2 or used & set(columns) or is_stopped():
            continue
        if any(len(board.caseloads[column]) > EASY for column in columns):
            continue
        before = _sum(free[column] for column in columns)
        cases = [
            _least(board, columns, pair, solve)
            for pair in combinations(rows, 2)
            if any(_is_single(board, row) for row in pair)
        ]
        if before is not None and (more := max([before, *cases]) - before):
            raised += more
            used |= set(columns)
    return raised


def _least(board: Board, columns: tuple[int, ...], pair: tuple[int, int], solve: Solve) -> int:
    """What helpers cost together at least, over both cases of two households."""
    single, other = sorted(pair, key=lambda row: not _is_single(board, row))
    cases = []
    for is_same in (True, False):
        plans = []
        for column in columns:
            task = build_task(board, column, {})
            tie = Tie(
                task.households.index(single), task.households.index(other), is_same,
                _is_single(board, other),
            )  # fmt: skip
            plans.append(solve(task._replace(tie=tie)))
        cases.append(_sum(plans))
    return min(-1 if case is None else case for case in cases)


def _is_single(board: Board, row: int) -> bool:
    return all(len(one.weeks) == 1 for one in board.problem.households[row].patterns)


def _sum(plans: Iterable[HelperPlan]) -> int | None:
    bounds = [plan.bound for plan in plans]
    return None if None in bounds else sum(bound for bound in bounds if bound is not None)
