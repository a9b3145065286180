"""Caseloads that were seen, and the best plan made of them alone (set partitioning).

A programme in whole numbers chooses one of them for every helper. It begins from a plan, and ends
after its first node, not after a time: the same pool gives the same plan.
"""

import highspy
import numpy as np

from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.highs import quiet_solver
from doorstep.planner.hours.ruin import Seen
from doorstep.planner.hours.state import State

EACH = 30  # caseloads of a helper at most, those that fit the prices best
_NODES = 1
_CLOSE = 2e-4  # of the price, between plan and bound of the programme, where it ends
_SCALE = 1.0 / (100 * FINE)  # the solver counts points


class Pool:
    """Per helper the caseloads, as places by post, each with its fine price."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._sets: list[dict[bytes, int]] = [{} for _ in grid.most]

    def add(self, seen: Seen, lines: int) -> None:
        """Takes in what a search has seen."""
        helper, count, cost = seen.helper.tolist(), seen.held.tolist(), seen.cost.tolist()
        for line in range(lines):
            posts = seen.post[line, : count[line]].tobytes()
            self._sets[helper[line]].setdefault(posts, cost[line])

    def add_plan(self, state: State) -> None:
        """Takes in the caseloads of a plan."""
        plan = state.plan
        for helper in range(state.nobody):
            price = int(plan.price[plan.members[helper, : plan.held[helper]]].sum())
            price += self._grid.fairness(helper, int(plan.load[helper]))
            self._sets[helper].setdefault(_posts(state, helper).tobytes(), price)

    def join(self, other: "Pool") -> None:
        """Takes in all that another pool has."""
        for own, more in zip(self._sets, other._sets, strict=True):
            own.update(more)

    def best(self, state: State, price: FloatArray, gap: float) -> list[tuple[int, int]]:
        """Pairs (post, helper) of the best plan that was found, no dearer than `state`, a plan that
        was taken in. Caseloads further than `gap` from what fits the prices best are left out."""
        helper, posts, cost, is_held = self._worth_a_look(state, price, gap)
        rows = len(self._grid.places)
        solver = _programme(self._grid)
        count, length = len(posts), np.array([len(row) for row in posts])
        entries = [np.append(row, rows + own) for row, own in zip(posts, helper, strict=True)]
        starts = np.concatenate([[0], np.cumsum(length[:-1] + 1)])
        solver.addCols(
            count, cost * _SCALE, np.zeros(count), np.ones(count), int(length.sum()) + count,
            starts.astype(np.int32), np.concatenate(entries).astype(np.int32),
            np.ones(int(length.sum()) + count),
        )  # fmt: skip
        every = rows + count
        whole = np.full(every, highspy.HighsVarType.kInteger)
        solver.changeColsIntegrality(every, np.arange(every, dtype=np.int32), whole)
        begin = highspy.HighsSolution()
        now = np.concatenate([posts[at] for at in np.flatnonzero(is_held)]).astype(np.int64)
        held = np.bincount(now, minlength=rows)
        empty = np.maximum(0, self._grid.places - held)
        begin.col_value = [*empty.astype(float).tolist(), *is_held.astype(float).tolist()]
        solver.setSolution(begin)
        solver.run()
        chosen = np.array(solver.getSolution().col_value)[rows:] > 0.5
        return [(int(post), int(helper[at])) for at in np.flatnonzero(chosen) for post in posts[at]]

    def _worth_a_look(
        self, state: State, price: FloatArray, gap: float
    ) -> tuple[IntArray, list[IntArray], FloatArray, IntArray]:
        """(helper, posts, cost, whether it is held now) of the caseloads that may be chosen."""
        helpers, posts, costs, held = list[int](), list[IntArray](), list[int](), list[bool]()
        for helper, sets in enumerate(self._sets):
            keys = list(sets)
            rows = [np.frombuffer(key, dtype=np.int32) for key in keys]
            over = np.array(
                [sets[key] - price[row].sum() for key, row in zip(keys, rows, strict=True)]
            )
            now = keys.index(_posts(state, helper).tobytes())
            over -= over.min()
            over[now] = -1.0
            for at in np.argsort(over, kind="stable")[:EACH]:
                if over[at] < gap:
                    helpers.append(helper)
                    posts.append(rows[at])
                    costs.append(sets[keys[at]])
                    held.append(bool(at == now))
        return np.array(helpers), posts, np.array(costs, dtype=np.float64), np.array(held)


def _posts(state: State, helper: int) -> IntArray:
    slots = state.plan.members[helper, : state.plan.held[helper]]
    return np.sort(state.cands.slot_post[slots]).astype(np.int32)


def _programme(grid: Grid) -> highspy.Highs:
    """Rows: places of posts, one caseload of a helper; columns: empty places."""
    rows, helpers, inf = len(grid.places), len(grid.most), highspy.kHighsInf
    solver = quiet_solver()
    solver.setOptionValue("mip_max_nodes", _NODES)
    solver.setOptionValue("mip_rel_gap", _CLOSE)
    solver.setOptionValue("mip_allow_restart", False)
    wanted, every = grid.places.astype(np.float64), rows + helpers
    solver.addRows(
        every, np.concatenate([wanted, np.full(helpers, -inf)]),
        np.concatenate([np.full(rows, inf), np.ones(helpers)]), 0,
        np.zeros(every, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0),
    )  # fmt: skip
    one_each = np.arange(rows, dtype=np.int32)
    solver.addCols(
        rows, (grid.empty * _SCALE).astype(np.float64), np.zeros(rows), wanted, rows, one_each,
        one_each, np.ones(rows),
    )  # fmt: skip
    return solver
