"""The bound: every place has a price, and each helper takes what pays best within her hours.

With any prices of places, no pairing can cost less than these prices together and what the helpers
gain by them (Lagrange). What a helper takes is a knapsack, solved exactly. The prices of the
relaxation give at least its value; they are then improved, step by step, against the best pairing
known (subgradients).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import CLOSED, BoolArray, FloatArray, IntArray
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.knapsack import Offers, caseload
from doorstep.planner.hours.relaxation import Columns, Relaxed, joined, nothing
from doorstep.planner.scan import THREADS

ROUNDS = 400  # steps at most
_CELLS = 12_000_000_000  # of all knapsacks of all steps together
DOWN, NEAREST, UP = 0, 1, 2  # to whole units of minutes
_COARSEST = 8  # minutes to count in while the prices move
_PATIENCE, _SHORTER, MOMENTUM = 12, 0.6, 0.5  # steps without gain; then the length; the direction


@dataclass(frozen=True)
class Proof:
    """A bound, fine, and the prices it follows from; the prices of locked pairs are left out."""

    bound: int
    place_price: IntArray  # by post, fine
    count_price: IntArray  # by helper, fine: of one household of the caseload


class Knapsacks:
    """What each helper would take, at prices of places."""

    def __init__(self, grid: Grid, relaxed: Relaxed) -> None:
        self.grid = grid
        pairs = _worth_a_look(grid)
        order = np.lexsort((pairs.post, pairs.helper))
        helpers = np.arange(len(grid.most) + 1)
        self.post = pairs.post[order]
        self.first = np.searchsorted(pairs.helper[order], helpers)  # per helper: its first pair
        self._minutes, self._price = pairs.minutes[order], pairs.price[order]
        self._relaxed = relaxed
        self.count_price = np.rint(relaxed.count_price).astype(np.int64)
        self.offers = Offers(
            self.first, self.post, self._price, self._minutes, self.count_price,
            grid.minutes - grid.locked_minutes, grid.locked_minutes, grid.band_minutes,
            grid.band_prices,
        )  # fmt: skip
        self.cells = 1  # of all knapsacks of the latest call

    def take(
        self, place_price: IntArray, who: IntArray, unit: int = 1, rounding: int = DOWN
    ) -> tuple[int, BoolArray]:
        """The fine price of what these helpers take, and which pairs that are. Larger units of
        minutes take less time."""
        grid, pieces = self.grid, np.array_split(who, THREADS)
        value, cells = np.zeros(len(grid.most), dtype=np.int64), np.zeros_like(grid.most)
        taken, whole = np.zeros(len(self.post), dtype=np.bool_), place_price.astype(np.float64)

        def work(piece: IntArray) -> None:
            _take(self.offers, whole, piece, unit, rounding, value, taken, cells)

        with ThreadPoolExecutor(THREADS) as pool:
            for _done in pool.map(work, pieces):
                pass
        self.cells = max(1, int(cells.sum()))
        return int(value.sum()), taken

    def cost(self, helper: int, pairs: IntArray) -> int:
        """The fine price of a helper taking some of her pairs, fairness included."""
        minutes = int(self._minutes[pairs].sum()) + int(self.grid.locked_minutes[helper])
        return int(self._price[pairs].sum()) + self.grid.fairness(helper, minutes)

    def bound(self, place_price: IntArray, unit: int = 1) -> tuple[int, IntArray]:
        """The bound, and how many helpers take each post; in units above 1 it is an estimate.

        A knapsack too large for single minutes is counted in larger ones even then, and only down:
        whoever takes less of her hours than she would can but lower the bound.
        """
        rounding = DOWN if unit == 1 else NEAREST
        value, taken = self.take(place_price, np.arange(len(self.grid.most)), unit, rounding)
        bound = value + int((self.grid.places * place_price).sum())
        bound -= int(((self.grid.most - self.grid.locked_count) * self.count_price).sum())
        return bound, np.bincount(self.post[taken], minlength=len(place_price))

    def unit(self, most: int) -> int:
        """Minutes to count in, so that all steps stay within the time; up to so many."""
        return min(most, 1 + ROUNDS * self.cells // _CELLS)

    def prove(self, upper: int) -> Proof:
        """The best bound found; `upper` is the fine price of a pairing, locked pairs' left out."""
        price = np.minimum(self._relaxed.post_price, self.grid.empty).astype(np.float64)
        of_relaxation = np.rint(price).astype(np.int64)
        at_first, _taken = self.bound(of_relaxation)
        improved = self._ascend(price, upper, self.unit(_COARSEST))
        bound, _taken = self.bound(improved)
        if bound < at_first:
            return Proof(at_first, of_relaxation, self.count_price)
        return Proof(bound, improved, self.count_price)

    def _ascend(self, price: FloatArray, upper: int, unit: int) -> IntArray:
        grid = self.grid
        kept = np.rint(price).astype(np.int64)
        best, taken = self.bound(kept, unit)
        length, without, direction = 1.0, 0, np.zeros(len(price))
        for _ in range(min(ROUNDS, _CELLS // self.cells)):
            direction = slope(grid, price, grid.places - taken) + MOMENTUM * direction
            norm = float((direction * direction).sum())
            if upper - best < FINE or norm == 0.0:
                break
            price = np.minimum(price + length * (upper - best) / norm * direction, grid.empty)
            place_price = np.rint(price).astype(np.int64)
            bound, taken = self.bound(place_price, unit)
            without += 1
            if bound > best:
                best, kept, without = bound, place_price, 0
            elif without == _PATIENCE:
                price, length, without = kept.astype(np.float64), length * _SHORTER, 0
        return kept


def slope(grid: Grid, price: FloatArray, missing: IntArray) -> FloatArray:
    """Where prices of places should go: up where too few helpers take a post, down where too many
    do; a place costs no more than an empty one."""
    return np.where((price >= grid.empty) & (missing > 0), 0.0, missing)


def _worth_a_look(grid: Grid) -> Columns:
    """Pairs that cost less than an empty place: no price of a place is above that."""
    found = [nothing()]
    for first, last, prices, minutes in grid.blocks():
        line, helper = np.nonzero(prices < np.minimum(grid.empty[first:last, None], CLOSED))
        found.append(Columns(line + first, helper, prices[line, helper], minutes[line, helper]))
    return joined(*found)


@compiled
def _take(
    offers: Offers,
    place_price: FloatArray,
    who: IntArray,
    unit: int,
    rounding: int,
    value: IntArray,
    taken: BoolArray,  # per pair
    cells: IntArray,
) -> None:
    """For some helpers: the least price, into `value`, and the pairs it is of, into `taken`."""
    if not len(who):
        return
    pairs = np.zeros(np.diff(offers.first).max(), dtype=np.int64)
    for helper in who:
        least, count, cells[helper] = caseload(
            offers, helper, place_price, unit, rounding, CLOSED, pairs
        )
        value[helper] = round(least)
        for number in range(count):
            taken[pairs[number]] = True
