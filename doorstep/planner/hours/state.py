"""A plan as flat arrays, as the search walks over it, and the candidates it may choose from."""

from dataclasses import dataclass

import numpy as np

from doorstep.planner.costs import CLOSED, FloatArray, IntArray
from doorstep.planner.hours.exchange import descend, next_best
from doorstep.planner.hours.grid import Grid
from doorstep.planner.hours.relaxation import Columns, Relaxed, joined, lowest, nothing
from doorstep.planner.hours.search import Plan, cool, move, whole_price

CANDIDATES = 12  # helpers of a place in the search, those of the lowest reduced cost
_NO_END = 2**40


@dataclass
class Candidates:
    """Per slot (one place) the helpers it may have; the last of them is nobody."""

    slot_post: IntArray
    household: IntArray
    first: IntArray
    start: IntArray
    helper: IntArray
    price: IntArray
    minutes: IntArray
    value: FloatArray  # in the relaxation


def candidates(grid: Grid, relaxed: Relaxed) -> Candidates:
    """The pairs of the relaxation and others of low reduced cost, by slot, the lowest first."""
    nobody = len(grid.most)
    parts, costs = [nothing()], [np.zeros(0)]
    for begin, _, prices, minutes in grid.blocks():
        loaded = prices + minutes * relaxed.minute_price[None, :] + relaxed.count_price[None, :]
        loaded[prices >= CLOSED] = CLOSED
        found = lowest(loaded, prices, minutes, begin, CANDIDATES, CLOSED)
        parts.append(found)
        costs.append(loaded[found.post - begin, found.helper])
    every = np.arange(len(grid.places))
    empty = Columns(every, np.full_like(every, nobody), grid.empty, np.zeros_like(every))
    all_pairs = joined(*parts, empty)
    cost = np.concatenate([*costs, np.full(len(every), np.inf)])
    order = np.lexsort((cost, all_pairs.post))
    pairs = Columns(
        *(getattr(all_pairs, name)[order] for name in ("post", "helper", "price", "minutes"))
    )
    begin_post = np.searchsorted(pairs.post, np.arange(len(every) + 1))
    slot_post = np.repeat(every, grid.places)
    length = np.diff(begin_post)[slot_post]
    start = np.concatenate([[0], np.cumsum(length)])
    pick = np.arange(start[-1]) + np.repeat(begin_post[slot_post] - start[:-1], length)
    household = grid.household[slot_post]
    first = np.searchsorted(household, np.arange(len(grid.costs.households) + 1))
    code = relaxed.columns.post * (nobody + 1) + relaxed.columns.helper
    by_code = np.argsort(code)
    wanted = pairs.post[pick] * (nobody + 1) + pairs.helper[pick]
    at = np.minimum(np.searchsorted(code[by_code], wanted), max(0, len(code) - 1))
    value_of = np.zeros(len(wanted))
    if len(code):
        hit = code[by_code][at] == wanted
        value_of[hit] = relaxed.value[by_code][at[hit]]
    return Candidates(
        slot_post, household, first, start, pairs.helper[pick], pairs.price[pick],
        pairs.minutes[pick], value_of,
    )  # fmt: skip


class State:
    """One plan, and the candidates it may change to."""

    def __init__(self, grid: Grid, cands: Candidates) -> None:
        slots, helpers = len(cands.slot_post), len(grid.most)
        self.cands = cands
        self.nobody = helpers
        real = cands.minutes[cands.helper < helpers]
        least = int(real[real > 0].min(initial=_NO_END))
        # one more: in an exchange the helper has both places for a moment
        width = int((grid.minutes // least).max(initial=0)) + int((real == 0).sum())
        held = np.zeros(helpers + 1, dtype=np.int64)
        held[helpers] = slots
        self.plan = Plan(
            chosen=np.full(slots, helpers, dtype=np.int64),
            price=cands.price[cands.start[1:] - 1].copy(),
            took=np.zeros(slots, dtype=np.int64),
            load=np.append(grid.locked_minutes, 0),
            held=held,
            members=np.zeros((helpers + 1, min(slots, width) + 1), dtype=np.int32),
            place=np.zeros(slots, dtype=np.int64),
            room=np.append(grid.minutes, _NO_END),
            most=np.append(grid.most - grid.locked_count, _NO_END),
            limits=np.vstack(
                [grid.band_minutes, np.zeros((1, len(grid.band_prices)), dtype=np.int64)]
            ),
            band_prices=grid.band_prices,
            first=cands.first,
            household=cands.household,
            start=cands.start,
            helper=cands.helper,
            cand_price=cands.price,
            cand_minutes=cands.minutes,
            least=np.minimum.reduceat(cands.price, cands.start[:-1]) if slots else cands.price,
        )

    def copy(self) -> "State":
        """The same plan, to be changed by itself."""
        other = object.__new__(State)
        other.cands, other.nobody = self.cands, self.nobody
        changing = {name: getattr(self.plan, name).copy() for name in Plan._fields[:7]}
        other.plan = self.plan._replace(**changing)
        return other

    def put(self, slot: int, index: int) -> None:
        """Gives a slot the helper of a candidate."""
        move(self.plan, slot, index)

    def total(self) -> int:
        """The fine price, of locked pairs only what they use of the bands."""
        return int(whole_price(self.plan))

    def walk(self, steps: int, hot: float, cold: float, seed: int) -> int:
        """Searches; the fine price gained, which may be below zero."""
        return cool(self.plan, steps, hot, cold, seed)

    def descend(self) -> int:
        """Makes every exchange that pays; the fine price gained."""
        return descend(self.plan, np.arange(len(self.plan.chosen)))

    def next_best(self) -> tuple[IntArray, IntArray]:
        """Per slot the helper who could come instead (-1: nobody) and what that adds, fine."""
        better = np.zeros_like(self.plan.chosen)
        adds = np.zeros_like(self.plan.chosen)
        next_best(self.plan, better, adds)
        return better, adds


def rounded(grid: Grid, cands: Candidates) -> State:
    """Slots in the order of integrality, each to the helper of the highest value with room."""
    state = State(grid, cands)
    plan = state.plan
    if not len(cands.slot_post):
        return state
    top = np.maximum.reduceat(cands.value, cands.start[:-1])
    for slot in np.argsort(-top, kind="stable").tolist():
        begin, end = cands.start[slot], cands.start[slot + 1] - 1
        here = cands.household[slot]
        others = plan.chosen[cands.first[here] : cands.first[here + 1]].tolist()
        for index in (begin + np.argsort(-cands.value[begin:end], kind="stable")).tolist():
            helper = int(cands.helper[index])
            fits = plan.load[helper] + cands.minutes[index] <= plan.room[helper]
            if fits and plan.held[helper] < plan.most[helper] and helper not in others:
                state.put(slot, index)
                break
    return state
