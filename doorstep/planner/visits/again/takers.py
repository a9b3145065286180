"""Who may go to a household that is not theirs."""

from collections.abc import Iterable

import numpy as np

from doorstep.planner.costs import CLOSED, Costs
from doorstep.planner.problem import PairingProblem
from doorstep.planner.roles import filled


class Takers:
    """Who may go to a household that is not theirs, and what that weighs beside the way."""

    def __init__(self, pairing: PairingProblem | None) -> None:
        self._costs = None if pairing is None else Costs(pairing)
        self._rows = (
            {row.key: at for at, row in enumerate(self._costs.households)} if self._costs else {}
        )

    def keep_skills(self, household: str, who: Iterable[str], gone: str, instead: str) -> bool:
        """Whether no place of a household that asks for a skill loses it with the one who goes
        instead of one of its helpers."""
        at = self._rows.get(household)
        if self._costs is None or at is None or not self._costs.households[at].roles:
            return True
        now = list(who)
        then = [instead if helper == gone else helper for helper in now]
        roles = self._costs.households[at].roles
        return filled(roles, self._skills(then)) >= filled(roles, self._skills(now))

    def _skills(self, helpers: Iterable[str]) -> list[frozenset[str]]:
        """Those of who is not in the team are not known."""
        team = {} if self._costs is None else {row.key: row.skills for row in self._costs.helpers}
        return [team.get(key, frozenset()) for key in helpers]

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
