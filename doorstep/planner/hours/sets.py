"""Pairing by whole caseloads: a programme that chooses one set of places for every helper.

Its relaxation is the best that prices of places can prove (Dantzig and Wolfe), and far closer than
that of pairs. Sets join it as the knapsacks find them: first at prices that wander round the best
known, so that its own prices are of use from the first, then at prices between its own and these.
A place may be in several chosen sets: a helper who leaves one out only costs less.
"""

from collections.abc import Iterable

import highspy
import numpy as np

from doorstep.planner.costs import BoolArray, FloatArray, IntArray
from doorstep.planner.hours.bound import MOMENTUM, Knapsacks, slope
from doorstep.planner.hours.grid import FINE
from doorstep.planner.hours.highs import quiet_solver

TOWARDS = (0.95, 0.85, 0.7)  # the best prices known, in one round
ROUNDS = 60
LOOKS, SPAN = 60, 0.008  # at prices round the best known; how far they move, as part of the cost
CLOSE = 1e-4  # of the cost, between programme and bound, when it is solved
_SCALE = 1.0 / (100 * FINE)  # the solver counts points


class Sets:
    """The programme of some helpers and of some places of every post."""

    def __init__(self, knapsacks: Knapsacks, who: IntArray, places: IntArray) -> None:
        self._knapsacks, grid = knapsacks, knapsacks.grid
        self._places, self._who = places, who
        self._posts = np.flatnonzero(places)
        self._row = np.full(len(places), -1)
        self._row[self._posts] = np.arange(len(self._posts))
        self._helper_row = np.full(len(grid.most), -1)
        self._helper_row[who] = len(self._posts) + np.arange(len(who))
        self._known: set[tuple[int, bytes]] = set()
        self._solver = quiet_solver()
        self._solver.setOptionValue("solver", "simplex")
        wanted, rows = places[self._posts].astype(np.float64), len(self._posts) + len(who)
        lower = np.concatenate([wanted, np.zeros(len(who))])
        upper = np.concatenate([np.full(len(wanted), highspy.kHighsInf), np.ones(len(who))])
        none = np.zeros(0, dtype=np.int32)
        starts = np.zeros(rows, dtype=np.int32)
        self._solver.addRows(rows, lower, upper, 0, starts, none, np.zeros(0))
        empty = (grid.empty[self._posts] * _SCALE).astype(np.float64)
        one_each = np.arange(len(wanted), dtype=np.int32)
        self._solver.addCols(
            len(wanted), empty, np.zeros(len(wanted)), wanted, len(wanted), one_each, one_each,
            np.ones(len(wanted)),
        )  # fmt: skip

    def add(self, sets: Iterable[tuple[int, IntArray]]) -> int:
        """Lets helpers take sets of pairs, given in order; how many were new."""
        starts, rows, costs = list[int](), list[IntArray](), list[float]()
        entries = 0
        for helper, taken in sets:
            pairs = self._fitting(helper, taken)
            key = helper, pairs.tobytes()
            if not len(pairs) or key in self._known:
                continue
            self._known.add(key)
            starts.append(entries)
            rows += [self._row[self._knapsacks.post[pairs]], self._helper_row[[helper]]]
            entries += len(pairs) + 1
            costs.append(self._knapsacks.cost(helper, pairs) * _SCALE)
        if costs:
            count = len(costs)
            self._solver.addCols(
                count, np.array(costs), np.zeros(count), np.full(count, highspy.kHighsInf), entries,
                np.array(starts, dtype=np.int32), np.concatenate(rows).astype(np.int32),
                np.ones(entries),
            )  # fmt: skip
        return len(costs)

    def _fitting(self, helper: int, pairs: IntArray) -> IntArray:
        """Without places that are not asked for, a second place of a household, and what is beyond
        the most households of a helper, for whom the knapsacks know prices only."""
        grid, posts = self._knapsacks.grid, self._knapsacks.post[pairs]
        pairs = pairs[self._row[posts] >= 0]
        _households, first = np.unique(
            grid.household[self._knapsacks.post[pairs]], return_index=True
        )
        return pairs[np.sort(first)][: max(0, grid.most[helper] - grid.locked_count[helper])]

    def take(self, price: FloatArray) -> tuple[int, int]:
        """(the bound that prices of places prove, how many sets were new)."""
        knapsacks, grid = self._knapsacks, self._knapsacks.grid
        place_price = np.rint(np.minimum(price, grid.empty)).astype(np.int64)
        value, taken = knapsacks.take(place_price, self._who)
        bound = value + int((self._places * place_price).sum())
        free = (grid.most - grid.locked_count)[self._who]
        bound -= int((free * knapsacks.count_price[self._who]).sum())
        return bound, self.add_taken(taken)

    def add_taken(self, taken: BoolArray) -> int:
        """The same for all helpers at once: which pairs each would take."""
        first = self._knapsacks.first
        return self.add(
            (helper, first[helper] + np.flatnonzero(taken[first[helper] : first[helper + 1]]))
            for helper in self._who.tolist()
        )

    def look_round(self, price: FloatArray) -> None:
        """Lets sets join that helpers take at prices near these."""
        grid, post = self._knapsacks.grid, self._knapsacks.post
        span = SPAN * float((self._places * price).sum())
        direction = np.zeros(len(price))
        for _look in range(LOOKS):
            place_price = np.rint(np.minimum(price, grid.empty)).astype(np.int64)
            _value, taken = self._knapsacks.take(place_price, self._who)
            self.add_taken(taken)
            missing = self._places - np.bincount(post[taken], minlength=len(price))
            direction = slope(grid, price, missing) + MOMENTUM * direction
            norm = max(1.0, float((direction * direction).sum()))
            price = price + span / norm * direction

    def converge(self, price: FloatArray) -> tuple[int, FloatArray]:
        """Lets sets join until programme and bound are close; (the bound, the prices it is of)."""
        bound, _new = self.take(price)
        self.look_round(price)
        for _round in range(ROUNDS):
            value, own = self._solve()
            new, centre = 0, price
            for share in TOWARDS:
                between = share * centre + (1 - share) * own
                found, more = self.take(between)
                new += more
                if found > bound:
                    bound, price = found, between
            if not new or value - bound < CLOSE * value:
                break
        return bound, price

    def _solve(self) -> tuple[float, FloatArray]:
        """(what the programme costs, its prices of places)."""
        self._solver.run()
        dual = np.array(self._solver.getSolution().row_dual)[: len(self._posts)]
        price = np.zeros(len(self._places))
        price[self._posts] = dual / _SCALE
        return self._solver.getObjectiveValue() / _SCALE, price
