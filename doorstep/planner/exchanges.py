"""What moving one place from helper to helper costs, through all the households they share.

The residual graph of a flow, shrunk to the helpers and the sink. Helper a → helper b: the cheapest
household that gives up a for b. Helper → sink: the helper takes one place more, or gives one up to
nobody; sink → helper the opposite. Shortest ways in it price every exchange, however long.
"""

import numpy as np

from doorstep.planner.bands import Bands
from doorstep.planner.compiled import compiled
from doorstep.planner.costs import CLOSED, BoolArray, IntArray
from doorstep.planner.roles import Roles


class Exchanges:
    """The shrunk graph: `step[a, b]` is the price of one step, CLOSED where there is none."""

    def __init__(
        self, bands: Bands, roles: Roles, load: IntArray, empty: IntArray, unserved: IntArray
    ) -> None:
        self._roles = roles
        self.sink = len(load)
        self._empty = empty
        self._unserved = unserved
        self.step: IntArray = np.full((self.sink + 1, self.sink + 1), CLOSED, dtype=np.int64)
        np.fill_diagonal(self.step, 0)
        total = load + bands.locked
        for helper in range(self.sink):
            if total[helper] < bands.limits[helper, -1]:
                self.step[helper, self.sink] = bands.unit(helper, int(total[helper]))
            if load[helper] > 0:
                self.step[self.sink, helper] = -bands.unit(helper, int(total[helper]) - 1)

    def add(self, row: IntArray, column: IntArray, price: IntArray, used: BoolArray) -> None:
        """Adds the pairs of some households, sorted by row, all pairs of a household together."""
        taken = np.nonzero(used)[0]
        first = np.searchsorted(row, row[taken], side="left")
        count = np.searchsorted(row, row[taken], side="right") - first
        old = np.repeat(taken, count)
        new = np.arange(len(old)) + np.repeat(first - (np.cumsum(count) - count), count)
        is_free = ~used[new]
        if self._roles.are_asked:
            swapping = self._roles.swapping(row[taken], column[taken])
            fit = self._roles.fit(row[new], column[new])
            is_free &= swapping[np.repeat(np.arange(len(taken)), count), fit]
        old, new = old[is_free], new[is_free]
        np.minimum.at(self.step, (column[old], column[new]), price[new] - price[old])
        given_up = self._unserved[row[taken]] - price[taken]
        np.minimum.at(self.step[:, self.sink], column[taken], given_up)
        short = np.nonzero(~used & (self._empty[row] > 0))[0]
        if self._roles.are_asked:
            rows, at = np.unique(row[short], return_inverse=True)
            joining = self._roles.joining(row[taken], column[taken], rows)
            short = short[joining[at, self._roles.fit(row[short], column[short])]]
        filled = price[short] - self._unserved[row[short]]
        np.minimum.at(self.step[self.sink], column[short], filled)

    def to_sink(self) -> IntArray:
        """Per helper the price of putting one place more on her; CLOSED where that cannot be.

        RuntimeError where a round of exchanges pays, that is, the flow was not the cheapest.
        """
        way = self.step[:, self.sink].copy()
        for _ in range(self.sink + 2):
            shorter = (self.step + way[None, :]).min(axis=1)
            if (shorter >= way).all():
                return _closed(way[: self.sink])
            way = np.minimum(shorter, way)
        raise RuntimeError("a round of exchanges pays: the flow was not the cheapest")

    def shortest(self) -> IntArray:
        """The price of the cheapest chain of steps between all two, CLOSED where there is none."""
        way = self.step.copy()
        _shorten(way)
        return _closed(way)


@compiled
def _shorten(way: IntArray) -> None:
    """Every way through every other (Floyd and Warshall)."""
    for via in range(len(way)):
        for start in range(len(way)):
            there = way[start, via]
            if there >= CLOSED // 2:
                continue
            for end in range(len(way)):
                way[start, end] = min(way[start, end], there + way[via, end])


def _closed(way: IntArray) -> IntArray:
    """A chain that uses a step which is not there costs about CLOSED; say so exactly."""
    return np.where(way < CLOSED // 2, way, CLOSED)
