"""Fairness: what the next household of a helper costs, rising with the load."""

import numpy as np

from doorstep.planner.costs import Costs, IntArray, hundredths


class Bands:
    """Per helper the load up to which each price holds; bands rise, so the flow fills them so."""

    def __init__(self, costs: Costs) -> None:
        shares = np.array([share for share, _ in costs.weights.load_bands], dtype=np.int64)
        self.prices: IntArray = np.array(
            [hundredths(points) for _, points in costs.weights.load_bands], dtype=np.int64
        )
        # nobody can carry more than all places, and the solver's sums stay small
        everything = sum(household.helpers_wanted for household in costs.households)
        self.most = np.array([row.most_households for row in costs.helpers], dtype=np.int64)
        self.limits: IntArray = np.minimum(self.most[:, None] * shares // 100, everything)
        self.locked: IntArray = np.bincount(
            np.array([column for _, column in costs.locked], dtype=np.int64),
            minlength=len(costs.helpers),
        ).astype(np.int64)

    @property
    def top(self) -> int:
        """The price of a place in the highest band."""
        return int(self.prices[-1])

    def room(self) -> IntArray:
        """Places (helper, band) left beside the locked pairs, which fill the cheapest."""
        above = np.maximum(self.limits, self.locked[:, None])
        below = np.concatenate([self.locked[:, None], above[:, :-1]], axis=1)
        return np.asarray(above - below)

    def unit(self, helper: int, number: int) -> int:
        """The price of a helper's household with this number, counted from 0."""
        band = int(np.searchsorted(self.limits[helper], number, side="right"))
        return int(self.prices[band])

    def total(self, helper: int, load: int) -> int:
        """The price of a whole load."""
        return sum(self.unit(helper, number) for number in range(load))
