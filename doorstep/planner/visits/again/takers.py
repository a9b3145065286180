"""Who may go to a household that is not theirs."""

from collections.abc import Iterable

import numpy as np

from doorstep.planner.costs import CLOSED, Costs
from doorstep.planner.problem import PairingProblem


class Takers:
    """Who may go to a household that is not theirs, and what that weighs beside the way."""

    def __init__(self, pairing: PairingProblem | None) -> None:
        self._costs = None if pairing is None else Costs(pairing)
        self._rows = (
            {row.key: at for at, row in enumerate(self._costs.households)} if self._costs else {}
        )

    def points(self, household: str, helpers: Iterable[str]) -> dict[str, float]:
        """Of those who may: language, wishes and the like, in points."""
        if self._costs is None:
            return dict.fromkeys(helpers, 0.0)
        at = self._rows.get(household)
        if at is None:
            return {}
        change = round(self._costs.weights.change * 100)
        prices = self._costs.prices(at, at + 1)
        soft = np.where(
            prices >= CLOSED, CLOSED, prices - self._costs.distance(self._costs.km(at, at + 1))
        )[0]
        columns = self._costs.columns
        return {
            key: max(0, int(soft[columns[key]]) - change) / 100
            for key in helpers
            if key in columns and soft[columns[key]] < CLOSED
        }
