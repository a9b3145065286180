"""What falls to each helper of the price of a visit that should have been made together.

Every split of the price gives a bound on what the plan costs. Where alone one of two would go and
the other would not, the split that raises the bound most lies between; the bound is concave in it.
"""

from collections.abc import Callable
from itertools import pairwise

from doorstep.planner.visits.helper import HelperPlan, HelperTask
from doorstep.planner.visits.tasks import Board, build_task

SWEEPS = 5

type Solve = Callable[[HelperTask], HelperPlan]


def split_prices(
    board: Board, free: list[HelperPlan], solve: Solve, is_stopped: Callable[[], bool]
) -> None:
    """Changes the board's shares and the plans of those who are free, household by household, until
    no split of one household alone raises the bound."""
    pairs = [
        (row, pair)
        for row, columns in enumerate(board.helpers_of)
        if board.is_shared(row)
        for pair in pairwise(columns)
    ]
    for _sweep in range(SWEEPS):
        raised = [_split(board, free, solve, row, pair) for row, pair in pairs if not is_stopped()]
        if not any(raised):
            return


def _split(
    board: Board, free: list[HelperPlan], solve: Solve, row: int, pair: tuple[int, int]
) -> bool:
    one, other = pair
    if free[one].bound is None or free[other].bound is None:
        return False
    together = board.shares[row][one] + board.shares[row][other]
    low, high = 0, together  # of the first one's share
    best = {column: free[column] for column in pair}
    best_share = board.shares[row][one]
    share, plans = best_share, best
    while low <= high:
        visits = [_visits(board, column, row, plans[column]) for column in pair]
        if visits[0] == visits[1]:
            break
        if visits[0] < visits[1]:  # a higher price makes the first one go more often
            low = share + 1
        else:
            high = share - 1
        if low > high:
            break
        share = (low + high) // 2
        board.shares[row][one], board.shares[row][other] = share, together - share
        plans = {column: solve(build_task(board, column, {})) for column in pair}
        if _bound(plans) > _bound(best):
            best, best_share = plans, share
    board.shares[row][one], board.shares[row][other] = best_share, together - best_share
    is_raised = any(best[column] is not free[column] for column in pair)
    for column in pair:
        free[column] = best[column]
    return is_raised


def _bound(plans: dict[int, HelperPlan]) -> int:
    """-1 where one of them has none."""
    bounds = [plan.bound for plan in plans.values()]
    return -1 if None in bounds else sum(bound for bound in bounds if bound is not None)


def _visits(board: Board, column: int, row: int, plan: HelperPlan) -> int:
    place = [one for one in board.caseloads[column] if board.problem.households[one].patterns]
    return sum(held >> place.index(row) & 1 for held in plan.sets)
