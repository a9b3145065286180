"""HiGHS on pairing by hours, as one programme in whole numbers: a solver that ends with a bound."""

import highspy
import numpy as np

from doorstep.planner.costs import CLOSED
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.highs import quiet_solver
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.relaxation import Columns, joined, lowest

NEAREST = 30  # helpers of a place: over all of them it came no nearer than 57 % in 40 seconds
NAME = f"HiGHS over {NEAREST} helpers a place"


def gap(problem: HoursProblem, seconds: float, cores: int, seed: int) -> float:
    """Its own gap in percent after so many seconds, to a bound over the cheapest pairs alone; inf
    where it found no pairing. Locked pairs and skills asked for by place are not told: invented
    villages have none."""
    grid = Grid(problem)
    solver = quiet_solver()
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("threads", cores)
    solver.setOptionValue("random_seed", seed)
    pairs = joined(
        *(
            lowest(prices, prices, minutes, first, NEAREST, CLOSED)
            for first, _last, prices, minutes in grid.blocks()
        )
    )
    _build(solver, grid, pairs)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return float("inf")
    return 100 * (info.objective_function_value / info.mip_dual_bound - 1)


def _build(solver: highspy.Highs, grid: Grid, pairs: Columns) -> None:
    """Columns: pairs, empty places, a helper's minutes in each price band. Rows: places filled,
    minutes added up, most households."""
    posts, helpers, bands = len(grid.places), len(grid.most), len(grid.band_prices)
    count, inf, minutes = len(pairs.post), highspy.kHighsInf, -pairs.minutes.astype(np.float64)
    solver.addRows(
        posts + 2 * helpers,
        np.concatenate([grid.places, np.zeros(helpers), np.full(helpers, -inf)]),
        np.concatenate([np.full(posts, inf), np.zeros(helpers), grid.most.astype(np.float64)]),
        0, np.zeros(posts + 2 * helpers, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0),
    )  # fmt: skip
    upto = np.minimum(grid.band_minutes, grid.minutes[:, None])
    room = np.diff(upto, axis=1, prepend=0).ravel()
    cost = np.concatenate([pairs.price, grid.empty, np.tile(grid.band_prices, helpers)])
    summed = posts + pairs.helper
    rows = np.concatenate(
        [
            np.stack([pairs.post, summed, summed + helpers], axis=1).ravel(),
            np.arange(posts),
            posts + np.repeat(np.arange(helpers), bands),
        ]
    )
    ones = np.ones(count)
    value = np.stack([ones, minutes, ones], axis=1).ravel()
    length = np.concatenate([np.full(count, 3), np.ones(posts + len(room), dtype=np.int64)])
    solver.addCols(
        len(cost), cost / (100 * FINE), np.zeros(len(cost)),
        np.concatenate([ones, grid.places, room]).astype(np.float64), len(rows),
        (np.cumsum(length) - length).astype(np.int32), rows.astype(np.int32),
        np.concatenate([value, np.ones(posts + len(room))]),
    )  # fmt: skip
    kind = np.full(count, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kind)
