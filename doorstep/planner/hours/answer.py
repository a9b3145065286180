"""From a plan by hours to an answer in terms: each pair's price, the next best, who is short."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from doorstep.planner.costs import IntArray
from doorstep.planner.hours.bound import Proof
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.result import HelperHours, HoursPair, HoursResult, HoursShort, Reason
from doorstep.planner.hours.state import State
from doorstep.planner.result import NextBest
from doorstep.planner.roles import asked_by_the_rest, filled
from doorstep.planner.terms import Terms, in_order


@dataclass(frozen=True, slots=True)
class _Taken:
    """A helper of a household; `slot` is None where locked."""

    column: int
    minutes: int
    slot: int | None


def answer(grid: Grid, state: State, proof: Proof) -> HoursResult:
    """The result with its reasons."""
    costs = grid.costs
    locked = sum(pair.price for pair in grid.locked) * FINE
    taken, empty = _taken(grid, state)
    load, count = state.plan.load[:-1], grid.locked_count + state.plan.held[:-1]
    pairs: list[HoursPair] = []
    better = state.next_best()
    for start, stop in costs.blocks():
        terms = Terms(costs, start, stop)
        for row in range(start, stop):
            pairs += _pairs_of(grid, load, row, taken[row], terms, better)
    loads = tuple(
        HelperHours(
            helper.key, int(count[column]), int(load[column]), int(grid.minutes[column]),
            int(proof.count_price[column]),
        )
        for column, helper in enumerate(costs.helpers)
    )  # fmt: skip
    return HoursResult(
        tuple(pairs),
        tuple(
            _short(grid, row, places, [one.column for one in taken[row]], load, count)
            for row, places in sorted(empty.items())
        ),
        loads,
        -(-(state.total() + locked) // FINE),
        -(-(proof.bound + locked) // FINE),
        _place_prices(grid, proof),
        tuple(row.key for row in costs.helpers if row.weekly_hours is None),
    )


def _place_prices(grid: Grid, proof: Proof) -> tuple[tuple[str, tuple[int, ...]], ...]:
    first = np.searchsorted(grid.household, np.arange(len(grid.costs.households) + 1)).tolist()
    prices = proof.place_price.tolist()
    return tuple(
        (household.key, tuple(prices[begin:end]))
        for household, begin, end in zip(grid.costs.households, first, first[1:], strict=False)
        if end > begin
    )


def _taken(grid: Grid, state: State) -> tuple[dict[int, list[_Taken]], dict[int, int]]:
    """The helpers of each household, and the places that nobody fills."""
    taken: dict[int, list[_Taken]] = defaultdict(list)
    empty: dict[int, int] = defaultdict(int)
    for pair in grid.locked:
        taken[pair.row].append(_Taken(pair.column, pair.minutes, None))
    for slot, column in enumerate(state.plan.chosen.tolist()):
        row = int(state.cands.household[slot])
        if column == state.nobody:
            empty[row] += 1
        else:
            taken[row].append(_Taken(column, int(state.plan.took[slot]), slot))
    return taken, empty


def _pairs_of(
    grid: Grid, load: IntArray, row: int, taken: list[_Taken], words: Terms,
    better: tuple[IntArray, IntArray],
) -> list[HoursPair]:  # fmt: skip
    household, helpers = grid.costs.households[row], grid.costs.helpers
    by_column = {one.column: one for one in taken}
    terms = {
        one.column: words.of(row, one.column, grid.last_price(one.column, load, one.minutes))
        for one in taken
    }
    price = {column: sum(term.price for term in lines) for column, lines in terms.items()}
    pairs = []
    for order, column in enumerate(in_order(grid.costs, row, price), start=1):
        slot = by_column[column].slot
        next_best: NextBest | None = None
        if slot is not None and better[0][slot] >= 0:
            adds = -(-int(better[1][slot]) // FINE)
            next_best = words.next_best(row, int(better[0][slot]), adds)
        pairs.append(
            HoursPair(
                household=household.key,
                helper=helpers[column].key,
                order=order,
                is_current=helpers[column].key in household.current,
                is_locked=slot is None,
                km=words.road_km(row, column),
                minutes=by_column[column].minutes,
                price=price[column],
                terms=terms[column],
                next_best=next_best,
            )
        )
    return pairs


def _short(
    grid: Grid, row: int, places: int, taken: Sequence[int], load: IntArray, count: IntArray
) -> HoursShort:
    """Places that stay empty beside the helpers who come, and why."""
    household, helpers = grid.costs.households[row], grid.costs.helpers
    roles = grid.problem.roles.get(household.key, ())
    held = [helpers[column].skills for column in taken]
    allowed = grid.costs.allowed(row, row + 1)[0]
    if household.key in grid.problem.must_share_language:
        allowed &= ~grid.costs.no_language(row, row + 1)[0]
    allowed[list(taken)] = False
    could = [
        column
        for column in np.nonzero(allowed)[0].tolist()
        if not roles or filled(roles, [*held, helpers[column].skills]) > len(held)
    ]
    skills = tuple(sorted(asked_by_the_rest(roles, held)))
    reason = _reason(grid, row, could, load, count)
    if helpers and len(held) == len(helpers):
        reason = "all_come"
    return HoursShort(household.key, places, reason, skills)


def _reason(grid: Grid, row: int, could: Sequence[int], load: IntArray, count: IntArray) -> Reason:
    """Why none of those who could come to a household does."""
    helpers = grid.costs.helpers
    if not helpers:
        return "no_helpers"
    if not could:
        return "rules"
    takes = grid.all_minutes(row, row + 1)[0]
    stated = [column for column in could if helpers[column].weekly_hours]  # nor 0
    if not stated:
        return "hours_unknown"
    has_room = (load + takes <= grid.minutes) & (count < grid.most)
    return "price" if has_room[stated].any() else "full"
