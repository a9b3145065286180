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
from doorstep.planner.costs import CLOSED, IntArray
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.relaxation import Columns, Relaxed, joined, nothing
from doorstep.planner.hours.search import load_price
from doorstep.planner.scan import THREADS

ROUNDS = 400  # steps at most
_CELLS = 12_000_000_000  # of all knapsacks of all steps together
_KNAPSACK_CELLS = 4_000_000  # beyond it minutes are counted in larger units, rounded down
_PATIENCE, _SHORTER, _MOMENTUM = 12, 0.6, 0.5  # steps without gain; then the length; the direction


@dataclass(frozen=True)
class Proof:
    """A bound, fine, and the prices it follows from; the prices of locked pairs are left out."""

    bound: int
    place_price: IntArray  # by post, fine
    count_price: IntArray  # by helper, fine: of one household of the caseload


class _Knapsacks:
    """What each helper would take, in order of helpers."""

    def __init__(self, grid: Grid, relaxed: Relaxed) -> None:
        self.grid = grid
        pairs = _worth_a_look(grid)
        order = np.lexsort((pairs.post, pairs.helper))
        self._post, self._minutes = pairs.post[order], pairs.minutes[order]
        self._price = pairs.price[order]
        helpers = np.arange(len(grid.most) + 1)
        self._first = np.searchsorted(pairs.helper[order], helpers)
        self.count_price = np.rint(relaxed.count_price).astype(np.int64)

    def bound(self, place_price: IntArray) -> tuple[int, IntArray, int]:
        """The bound, how many helpers take each post, and the cells that it took."""
        grid, helpers = self.grid, len(self.grid.most)
        value, cells = np.zeros(helpers, dtype=np.int64), np.zeros(helpers, dtype=np.int64)
        edges = np.linspace(0, helpers, THREADS + 1).astype(int).tolist()

        def work(begin: int, end: int) -> IntArray:
            taken = np.zeros(len(place_price), dtype=np.int64)
            _take(
                self._first, self._post, self._price, self._minutes, place_price, self.count_price,
                grid.minutes - grid.locked_minutes, grid.locked_minutes, grid.band_minutes,
                grid.band_prices, begin, end, value, taken, cells,
            )  # fmt: skip
            return taken

        with ThreadPoolExecutor(THREADS) as pool:
            taken = sum(pool.map(work, edges, edges[1:]), np.zeros_like(place_price))
        bound = int(value.sum()) + int((grid.places * place_price).sum())
        bound -= int(((grid.most - grid.locked_count) * self.count_price).sum())
        return bound, taken, int(cells.sum())


def prove(grid: Grid, relaxed: Relaxed, upper: int) -> Proof:
    """The best bound found; `upper` is the fine price of a pairing, locked pairs' left out."""
    knapsacks = _Knapsacks(grid, relaxed)
    price = np.minimum(relaxed.post_price, grid.empty).astype(np.float64)
    place_price = np.rint(price).astype(np.int64)
    best, taken, cells = knapsacks.bound(place_price)
    kept, length, without, direction = place_price, 1.0, 0, np.zeros(len(price))
    for _ in range(min(ROUNDS, _CELLS // max(cells, 1))):
        slope = (grid.places - taken).astype(np.float64)
        slope[(price >= grid.empty) & (slope > 0)] = 0.0  # a place costs no more than an empty one
        direction = slope + _MOMENTUM * direction
        norm = float((direction * direction).sum())
        if upper - best < FINE or norm == 0.0:
            break
        price = np.minimum(price + length * (upper - best) / norm * direction, grid.empty)
        place_price = np.rint(price).astype(np.int64)
        bound, taken, _ = knapsacks.bound(place_price)
        without += 1
        if bound > best:
            best, kept, without = bound, place_price, 0
        elif without == _PATIENCE:
            price, length, without = kept.astype(np.float64), length * _SHORTER, 0
    return Proof(best, kept, knapsacks.count_price)


def _worth_a_look(grid: Grid) -> Columns:
    """Pairs that cost less than an empty place: no price of a place is above that."""
    found = [nothing()]
    for first, last, prices, minutes in grid.blocks():
        line, helper = np.nonzero(prices < np.minimum(grid.empty[first:last, None], CLOSED))
        found.append(Columns(line + first, helper, prices[line, helper], minutes[line, helper]))
    return joined(*found)


@compiled
def _take(
    first: IntArray,  # per helper: its first pair; the last entry is the end
    post: IntArray,
    price: IntArray,
    minutes: IntArray,
    place_price: IntArray,
    count_price: IntArray,
    room: IntArray,
    locked: IntArray,
    limits: IntArray,
    band_prices: IntArray,
    begin: int,
    end: int,
    value: IntArray,
    taken: IntArray,
    cells: IntArray,
) -> None:
    """For the helpers from `begin` up to `end`: the least price, into `value`; what they take is
    added to `taken`. Prices are whole and far below 2**53, so floats add them exactly."""
    for helper in range(begin, end):
        pays = np.zeros(first[helper + 1] - first[helper], dtype=np.int64)
        items = 0
        for at in range(first[helper], first[helper + 1]):
            if price[at] + count_price[helper] < place_price[post[at]]:
                pays[items] = at
                items += 1
        unit = 1 + items * room[helper] // _KNAPSACK_CELLS
        width = room[helper] // unit + 1
        least = np.zeros((items + 1, width))
        for item in range(items):
            at = pays[item]
            gain = float(price[at] + count_price[helper] - place_price[post[at]])
            takes = minutes[at] // unit
            least[item + 1, :takes] = least[item, :takes]
            for cell in range(takes, width):
                least[item + 1, cell] = min(least[item, cell], least[item, cell - takes] + gain)
        best, full = CLOSED, 0
        for cell in range(width):
            fair = load_price(locked[helper] + cell * unit, limits[helper], band_prices)
            if int(least[items, cell]) + fair < best:
                best, full = int(least[items, cell]) + fair, cell
        value[helper] = best
        cells[helper] = items * width
        for item in range(items - 1, -1, -1):
            if least[item + 1, full] < least[item, full]:
                taken[post[pays[item]]] += 1
                full -= minutes[pays[item]] // unit
