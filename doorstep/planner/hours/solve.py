"""From a problem by hours to a pairing with bound and gap."""

import numpy as np

from doorstep.planner.costs import CLOSED, IntArray
from doorstep.planner.hours.bound import lower_bound
from doorstep.planner.hours.faults import check_hours, check_locked
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.relaxation import relax
from doorstep.planner.hours.result import HelperHours, HoursPair, HoursResult, HoursShort, Reason
from doorstep.planner.hours.state import State, candidates, rounded
from doorstep.planner.recount import Recount

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
    minute_price = np.rint(relaxed.minute_price).astype(np.int64)
    count_price = np.rint(relaxed.count_price).astype(np.int64)
    bound = lower_bound(grid, minute_price, count_price)
    state = rounded(grid, candidates(grid, relaxed))
    slots = len(state.chosen)
    if slots:
        before = [array.copy() for array in (state.chosen, state.price, state.took)]
        if state.walk(min(STEPS, _STEPS_A_PLACE * slots), _HOT, _COLD, seed) < 0:
            state.chosen, state.price, state.took = before
    return _answer(grid, state, bound, minute_price, count_price)


def _answer(
    grid: Grid, state: State, bound: int, minute_price: IntArray, count_price: IntArray
) -> HoursResult:
    costs = grid.costs
    again = Recount(problem=grid.problem.village)
    pairs, fine = [], 0
    for row, column in costs.locked:
        household, helper = costs.households[row], costs.helpers[column]
        price = again.pair(household, helper)
        fine += price * FINE
        minutes = grid.pair_minutes(row, column)
        pairs.append(HoursPair(household.key, helper.key, minutes, price, is_locked=True))
    bound += fine
    load, count = grid.locked_minutes.copy(), grid.locked_count.copy()
    empty: dict[int, int] = {}
    for slot, column in enumerate(state.chosen.tolist()):
        row = int(state.cands.household[slot])
        fine += int(state.price[slot])
        if column == state.nobody:
            empty[row] = empty.get(row, 0) + 1
            continue
        minutes, price = int(state.took[slot]), int(state.price[slot]) // FINE
        load[column] += minutes
        count[column] += 1
        keys = costs.households[row].key, costs.helpers[column].key
        pairs.append(HoursPair(*keys, minutes, price, is_locked=False))
    fine += sum(grid.fairness(column, int(load[column])) for column in range(len(load)))
    loads = tuple(
        HelperHours(
            helper.key, int(count[column]), int(load[column]), int(grid.minutes[column]),
            int(minute_price[column]), int(count_price[column]),
        )
        for column, helper in enumerate(costs.helpers)
    )  # fmt: skip
    fits = _fitting(grid) if empty else {}
    return HoursResult(
        tuple(sorted(pairs, key=lambda pair: (pair.household, pair.helper))),
        tuple(
            HoursShort(costs.households[row].key, places, _reason(grid, row, fits, load, count))
            for row, places in sorted(empty.items())
        ),
        loads,
        -(-fine // FINE),
        bound // FINE,
        tuple(row.key for row in costs.helpers if row.weekly_hours is None),
    )


def _fitting(grid: Grid) -> dict[int, tuple[IntArray, IntArray]]:
    """Per household the helpers its first post may have, with their minutes."""
    found: dict[int, tuple[IntArray, IntArray]] = {}
    for first, last, prices, minutes in grid.blocks():
        for post in range(first, last):
            columns = np.nonzero(prices[post - first] < CLOSED)[0]
            found.setdefault(int(grid.household[post]), (columns, minutes[post - first, columns]))
    return found


def _reason(
    grid: Grid, row: int, fits: dict[int, tuple[IntArray, IntArray]], load: IntArray,
    count: IntArray,
) -> Reason:  # fmt: skip
    helpers = grid.costs.helpers
    if not helpers:
        return "no_helpers"
    columns, minutes = fits[row]
    if len(columns):
        has_room = (load[columns] + minutes <= grid.minutes[columns]) & (
            count[columns] < grid.most[columns]
        )
        return "price" if has_room.any() else "full"
    allowed = np.nonzero(grid.costs.allowed(row, row + 1)[0])[0]
    if not len(allowed):
        return "rules"
    stated = [helpers[column].weekly_hours is not None for column in allowed]
    return "full" if any(stated) else "hours_unknown"
