"""A plan as flat arrays, as the search walks over it, and the candidates it may choose from."""

from dataclasses import dataclass

import numpy as np

from doorstep.planner.costs import CLOSED, FloatArray, IntArray
from doorstep.planner.hours.grid import Grid
from doorstep.planner.hours.relaxation import Columns, Relaxed, joined, lowest, nothing
from doorstep.planner.hours.search import cool, load_price, move

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
    """One plan."""

    def __init__(self, grid: Grid, cands: Candidates) -> None:
        slots, helpers = len(cands.slot_post), len(grid.most)
        self.cands = cands
        self.nobody = helpers
        self.room = np.append(grid.minutes, _NO_END)
        self.most = np.append(grid.most - grid.locked_count, _NO_END)
        self.limits = np.vstack(
            [grid.band_minutes, np.zeros((1, len(grid.band_prices)), dtype=np.int64)]
        )
        self.band_prices = grid.band_prices
        self.load = np.append(grid.locked_minutes, 0)
        self.count = np.zeros(helpers + 1, dtype=np.int64)
        self.count[helpers] = slots
        self.chosen = np.full(slots, helpers, dtype=np.int64)
        self.price = cands.price[cands.start[1:] - 1].copy()
        self.took = np.zeros(slots, dtype=np.int64)
        real = cands.minutes[cands.helper < helpers]
        least = int(real[real > 0].min(initial=_NO_END))
        width = int((grid.minutes // least).max(initial=0)) + int((real == 0).sum())
        self.members = np.zeros((helpers + 1, max(1, min(slots, width))), dtype=np.int32)
        self.place = np.zeros(slots, dtype=np.int64)

    def put(self, slot: int, index: int) -> None:
        """Gives an empty slot the helper of a candidate."""
        move(slot, int(self.cands.helper[index]), index, self.chosen, self.price, self.took,
             self.load, self.count, self.members, self.place, self.cands.price,
             self.cands.minutes)  # fmt: skip

    def total(self) -> int:
        """The fine price, locked pairs left out but for what they use of the bands."""
        fair = sum(
            load_price(self.load[helper], self.limits[helper], self.band_prices)
            for helper in range(self.nobody)
        )
        return int(self.price.sum() + fair)

    def walk(self, steps: int, hot: float, cold: float, seed: int) -> int:
        """Searches; the fine price gained, which may be below zero."""
        at = self.cands
        return cool(
            self.chosen, self.price, self.took, self.load, self.count, self.members, self.place,
            self.room, self.most, self.limits, self.band_prices, at.first, at.household, at.start,
            at.helper, at.price, at.minutes, steps, hot, cold, seed,
        )  # fmt: skip


def rounded(grid: Grid, cands: Candidates) -> State:
    """Slots in the order of integrality, each to the helper of the highest value with room."""
    state = State(grid, cands)
    if not len(cands.slot_post):
        return state
    top = np.maximum.reduceat(cands.value, cands.start[:-1])
    for slot in np.argsort(-top, kind="stable").tolist():
        begin, end = cands.start[slot], cands.start[slot + 1] - 1
        here = cands.household[slot]
        others = state.chosen[cands.first[here] : cands.first[here + 1]].tolist()
        for index in (begin + np.argsort(-cands.value[begin:end], kind="stable")).tolist():
            helper = int(cands.helper[index])
            fits = state.load[helper] + cands.minutes[index] <= state.room[helper]
            if fits and state.count[helper] < state.most[helper] and helper not in others:
                state.put(slot, index)
                break
    return state
