"""The bound over all pairs, in whole numbers, from the prices of minutes and of households."""

import numpy as np

from doorstep.planner.costs import CLOSED, IntArray
from doorstep.planner.hours.grid import Grid


def lower_bound(grid: Grid, minute_price: IntArray, count_price: IntArray) -> int:
    """What no pairing can cost less than, fine: let every household pay for its minutes, and every
    helper give them at that price. Valid for any prices that are not negative."""
    free = grid.band_minutes
    gain = np.minimum(grid.band_prices[None, :] - minute_price[:, None], 0)
    bound = int((np.diff(free, axis=1, prepend=0) * gain).sum())
    bound += int((grid.locked_minutes * minute_price).sum())
    bound -= int(((grid.most - grid.locked_count) * count_price).sum())
    for first, last, prices, minutes in grid.blocks():
        loaded = np.where(
            prices < CLOSED, prices + minutes * minute_price[None, :] + count_price[None, :], CLOSED
        )
        most = int(grid.places[first:last].max(initial=0))
        lowest = np.full((last - first, most), CLOSED)
        lowest[:, : loaded.shape[1]] = np.sort(loaded, axis=1)[:, :most]
        lowest = np.minimum(lowest, grid.empty[first:last, None])
        here = np.arange(most)[None, :] < grid.places[first:last, None]
        bound += int(np.where(here, lowest, 0).sum())
    return bound
