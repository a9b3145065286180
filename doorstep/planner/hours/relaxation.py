"""The linear relaxation by columns (place, helper): its prices, and a bound over all pairs.

HiGHS starts from the cheapest pairs of each household and keeps its basis while pairs of negative
reduced cost join. The minute prices it ends with give the bound anew in whole numbers.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from doorstep.planner.costs import CLOSED, FloatArray, IntArray
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.highs import quiet_solver

START = 8  # cheapest pairs of a post to begin with
_JOINING = 6  # pairs of a post that may join in one round
_SCALE = 1.0 / (100 * FINE)  # the solver counts points, and hours
_HOUR = 60.0


@dataclass
class Columns:
    """Pairs that are in the programme."""

    post: IntArray
    helper: IntArray
    price: IntArray
    minutes: IntArray


@dataclass
class Relaxed:
    """The optimum of the relaxation."""

    columns: Columns
    value: FloatArray  # per column
    post_price: FloatArray  # fine: what a place of the post costs at the margin
    minute_price: FloatArray  # fine: what a minute of a helper is worth, ≥ 0
    count_price: FloatArray  # fine: what one household of a helper's caseload is worth, ≥ 0
    objective: float


def relax(grid: Grid) -> Relaxed:
    """Solves, prices out, solves again, until no pair outside would pay."""
    posts, helpers = len(grid.places), len(grid.most)
    if not posts or not helpers:  # HiGHS refuses a programme without rows or columns
        return Relaxed(
            nothing(), np.zeros(0), grid.empty.astype(float), np.zeros(helpers), np.zeros(helpers),
            float((grid.empty * grid.places).sum()),
        )  # fmt: skip
    solver = quiet_solver()
    solver.setOptionValue("solver", "simplex")
    columns = _cheapest(grid)
    _build(solver, grid)
    _add(solver, grid, columns)
    while True:
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the relaxation ended with {solver.getModelStatus()}")
        relaxed = _read(solver, grid, columns)
        joining = _pricing_out(grid, relaxed)
        if not len(joining.post):
            return relaxed
        _add(solver, grid, joining)
        columns = joined(columns, joining)


def joined(*parts: Columns) -> Columns:
    """All pairs one after the other."""
    return Columns(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("post", "helper", "price", "minutes")
        )
    )


def _cheapest(grid: Grid) -> Columns:
    return joined(*(lowest(prices, prices, minutes, first, START, CLOSED)
                    for first, _, prices, minutes in grid.blocks()), nothing())  # fmt: skip


def nothing() -> Columns:
    """No pair."""
    return Columns(*(np.zeros(0, dtype=np.int64) for _ in range(4)))


def lowest(
    by: IntArray | FloatArray, prices: IntArray, minutes: IntArray, first: int, count: int,
    below: float,
) -> Columns:  # fmt: skip
    """The lowest of every line that are under a limit."""
    if by.shape[1] > count:
        chosen = np.sort(np.argpartition(by, count - 1, axis=1)[:, :count], axis=1)
    else:
        chosen = np.broadcast_to(np.arange(by.shape[1]), by.shape)
    line, index = np.nonzero(np.take_along_axis(by, chosen, axis=1) < below)
    helper = chosen[line, index]
    return Columns(line + first, helper, prices[line, helper], minutes[line, helper])


def _build(solver: highspy.Highs, grid: Grid) -> None:
    """Rows: places of posts, minutes of helpers, households of helpers; bands and empty places."""
    posts, helpers, bands = len(grid.places), len(grid.most), len(grid.band_prices)
    inf = highspy.kHighsInf
    wanted = grid.places.astype(float)
    used = grid.locked_minutes / _HOUR
    most = (grid.most - grid.locked_count).astype(float)
    lower = np.concatenate([wanted, -used, np.full(helpers, -inf)])
    upper = np.concatenate([wanted, -used, most])
    no = np.zeros(0, dtype=np.int32)
    rows = len(lower)
    solver.addRows(rows, lower, upper, 0, np.zeros(rows, dtype=np.int32), no, np.zeros(0))
    _add_columns(
        solver, (grid.empty * _SCALE).astype(np.float64), wanted, np.arange(posts), np.ones(posts)
    )
    width: FloatArray = np.diff(grid.band_minutes, axis=1, prepend=0) / _HOUR
    price: FloatArray = np.broadcast_to(grid.band_prices * (_HOUR * _SCALE), width.shape)
    row = np.broadcast_to(posts + np.arange(helpers)[:, None], width.shape)
    _add_columns(solver, price.ravel(), width.ravel(), row.ravel(), np.full(helpers * bands, -1.0))


def _add_columns(
    solver: highspy.Highs, price: FloatArray, upper: FloatArray, row: IntArray, value: FloatArray
) -> None:
    """Columns with one entry each."""
    count = len(price)
    solver.addCols(
        count, np.ascontiguousarray(price), np.zeros(count), np.ascontiguousarray(upper), count,
        np.arange(count, dtype=np.int32), row.astype(np.int32), value,
    )  # fmt: skip


def _add(solver: highspy.Highs, grid: Grid, columns: Columns) -> None:
    posts, helpers, count = len(grid.places), len(grid.most), len(columns.post)
    upper: FloatArray = np.where(grid.places[columns.post] > 1, 1.0, highspy.kHighsInf)
    is_counted = bool((grid.most < grid.places.sum()).any())
    entries = 3 if is_counted else 2
    index = np.stack(
        [columns.post, posts + columns.helper, posts + helpers + columns.helper], axis=1
    )[:, :entries]
    value = np.stack([np.ones(count), columns.minutes / _HOUR, np.ones(count)], axis=1)[:, :entries]
    solver.addCols(
        count, (columns.price * _SCALE).astype(np.float64), np.zeros(count), upper, count * entries,
        np.arange(0, count * entries, entries, dtype=np.int32),
        np.ascontiguousarray(index.ravel().astype(np.int32)), np.ascontiguousarray(value.ravel()),
    )  # fmt: skip


def _read(solver: highspy.Highs, grid: Grid, columns: Columns) -> Relaxed:
    posts, helpers = len(grid.places), len(grid.most)
    solution = solver.getSolution()
    dual = np.array(solution.row_dual)
    value = np.array(solution.col_value)[posts + helpers * len(grid.band_prices) :]
    return Relaxed(
        columns,
        value,
        dual[:posts] / _SCALE,
        np.maximum(0, -dual[posts : posts + helpers] / (_HOUR * _SCALE)),
        np.maximum(0, -dual[posts + helpers :] / _SCALE),
        solver.getObjectiveValue() / _SCALE,
    )


def _pricing_out(grid: Grid, relaxed: Relaxed) -> Columns:
    """Pairs outside the programme with a reduced cost below zero, the lowest of each post."""
    inside = relaxed.columns
    joining = [nothing()]
    for first, last, prices, minutes in grid.blocks():
        here = (inside.post >= first) & (inside.post < last)
        reduced = (
            prices
            + minutes * relaxed.minute_price[None, :]
            + relaxed.count_price[None, :]
            - relaxed.post_price[first:last, None]
        )
        reduced[inside.post[here] - first, inside.helper[here]] = CLOSED
        joining.append(lowest(reduced, prices, minutes, first, _JOINING, -1.0))
    return joined(*joining)
