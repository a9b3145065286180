"""Searching with teams of neighbouring helpers from given prices of places."""

from typing import NamedTuple

import numpy as np

from doorstep.planner.costs import IntArray
from doorstep.planner.hours.bound import Knapsacks
from doorstep.planner.hours.grid import FINE
from doorstep.planner.hours.knapsack import Offers
from doorstep.planner.hours.pool import Pool
from doorstep.planner.hours.ruin import Ground, Seen, ruin_and_recreate
from doorstep.planner.hours.search import chance_of, move_over
from doorstep.planner.hours.state import State

POINT = 100 * FINE
_AT_ONCE = 50  # steps whose caseloads are written down together


class Style(NamedTuple):
    """How many give up what they have, and how far, in points, a search goes from the best."""

    team: int
    noise: float  # of the prices of places, either way
    hot: float  # what may be lost at a step, at first
    cold: float  # and in the end


class Teams:
    """Some helpers of a plan, their neighbours among these, and what each may take."""

    def __init__(self, knapsacks: Knapsacks, state: State, helpers: IntArray) -> None:
        self.grid = knapsacks.grid
        self._offers = _offers(knapsacks, state)
        self._helpers = helpers
        homes = np.nan_to_num(self.grid.costs.helper_homes)[helpers]
        far = ((homes[:, None] - homes[None]) ** 2).sum(axis=-1)
        self._near = np.zeros((len(self.grid.most), len(helpers)), dtype=np.int64)
        self._near[helpers] = helpers[np.argsort(far, axis=1, kind="stable")]

    def search(
        self, state: State, place_price: IntArray, style: Style, steps: int, seed: int
    ) -> Pool:
        """Makes a plan the best that was found from it; the caseloads that were seen."""
        pool, at, back = Pool(self.grid), state.copy(), state.copy().plan
        pool.add_plan(state)
        ground = self._ground(state, place_price)
        lines, width = _AT_ONCE * style.team, state.plan.members.shape[1]
        seen = Seen(
            np.zeros(lines, dtype=np.int64), np.zeros(lines, dtype=np.int64),
            np.zeros(lines, dtype=np.int64), np.zeros((lines, width), dtype=np.int32),
        )  # fmt: skip
        chance = chance_of(seed)
        lowest, chosen, found = state.total(), state.plan.chosen.copy(), state.plan.chosen.copy()
        for done in range(0, steps, _AT_ONCE):
            now = min(_AT_ONCE, steps - done)
            hot, cold = (
                (style.hot + (style.cold - style.hot) * part / steps) * POINT
                for part in (done, done + now)
            )
            price, count, chance = ruin_and_recreate(
                at.plan, back, found, self._offers, ground, style.team, style.noise * POINT,
                hot, cold, chance, now, seen,
            )  # fmt: skip
            pool.add(seen, int(count))
            if price < lowest:
                lowest, chosen = price, found.copy()
        move_over(state.plan, np.arange(len(chosen)), chosen)
        pool.add_plan(state)
        return pool

    def _ground(self, state: State, place_price: IntArray) -> Ground:
        slots = state.cands.slot_post
        return Ground(
            self._helpers,
            self._near,
            np.minimum(place_price, self.grid.empty).astype(np.float64),
            self.grid.empty.astype(np.float64),
            np.searchsorted(slots, np.arange(len(self.grid.places) + 1)),
            slots,
        )


def _offers(knapsacks: Knapsacks, state: State) -> Offers:
    """What helpers may take: the candidates of places."""
    cands, posts = state.cands, len(knapsacks.grid.places)
    first_slot = np.searchsorted(cands.slot_post, np.arange(posts))
    slot_of = np.repeat(np.arange(len(cands.slot_post)), np.diff(cands.start))
    pick = np.flatnonzero(np.isin(slot_of, first_slot) & (cands.helper < state.nobody))
    post = cands.slot_post[slot_of[pick]]
    order = np.lexsort((post, cands.helper[pick]))
    pick = pick[order]
    return knapsacks.offers._replace(
        first=np.searchsorted(cands.helper[pick], np.arange(state.nobody + 1)),
        post=post[order], price=cands.price[pick], minutes=cands.minutes[pick],
    )  # fmt: skip
