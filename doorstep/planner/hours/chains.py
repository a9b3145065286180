"""A village by teams: dives and searches side by side, and the best plan of all caseloads seen.

While the programme of sets finds the prices that prove most, some plans are dived and searched at
those of the first proof. Then rounds: one search goes on from the best plan, one from a new dive.
In the end the programme over the pool puts together what was found.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from doorstep.planner.costs import IntArray
from doorstep.planner.hours.bound import Knapsacks, Proof
from doorstep.planner.hours.dive import dive, place
from doorstep.planner.hours.grid import FINE
from doorstep.planner.hours.pool import Pool
from doorstep.planner.hours.sets import Sets
from doorstep.planner.hours.state import State
from doorstep.planner.hours.teams import Style, Teams
from doorstep.planner.scan import THREADS

MOST_PLACES = 2_500  # beyond it the programme of sets takes too long
_FIRST, _ROUNDS = 5, 3  # dives while the bound is worked out; rounds afterwards
_STEPS, _MOST_STEPS = 8, 800  # of one search: a helper, and in all
_STYLE = Style(team=5, noise=4.25, hot=4.0, cold=0.5)
_SPANS = (0.003, 0.004, 0.005, 0.006, 0.002)  # of the bound: how far prices move in a dive


class _Village:
    """The best plan so far, and all caseloads seen."""

    def __init__(self, knapsacks: Knapsacks, state: State, seed: int) -> None:
        self.knapsacks, self.grid, self.seed = knapsacks, knapsacks.grid, seed
        everybody = np.arange(len(self.grid.most))
        self.teams = Teams(knapsacks, state, everybody)
        self.pool, self.best = Pool(self.grid), state
        self.pool.add_plan(state)

    def dived(self, proof: Proof, number: int) -> tuple[State, Pool]:
        """A plan dived at the proof's prices, and searched."""
        upper = int(proof.bound * (1 + _SPANS[number % len(_SPANS)]))
        state = self.best.copy()
        place(state, dive(self.knapsacks, proof, upper, 1), self.grid.household)
        state.descend()
        return self.searched(state, proof, number)

    def searched(self, state: State, proof: Proof, number: int) -> tuple[State, Pool]:
        """A plan searched by teams."""
        seed = 1 + 100 * self.seed + number
        steps = min(_MOST_STEPS, _STEPS * len(self.grid.most))
        return state, self.teams.search(state, proof.place_price, _STYLE, steps, seed)

    def take_in(self, found: list[tuple[State, Pool]]) -> None:
        """Keeps what was seen, and the best of some plans."""
        for state, pool in found:
            self.pool.join(pool)
            self.best = min(self.best, state, key=State.total)

    def put_together(self, proof: Proof) -> None:
        """Keeps the best plan that the programme makes of all that was seen."""
        if self.is_done(proof):
            return
        gap = float(self.best.total() - proof.bound)
        pairs = self.pool.best(self.best, proof.place_price.astype(np.float64), gap)
        other = self.best.copy()
        place(other, pairs, self.grid.household)
        other.descend()
        self.pool.add_plan(other)
        self.best = min(self.best, other, key=State.total)

    def is_done(self, proof: Proof) -> bool:
        """No plan is cheaper."""
        return self.best.total() - proof.bound < FINE


def improve_by_teams(
    knapsacks: Knapsacks, best: State, proof: Proof, seed: int
) -> tuple[State, Proof]:
    """A cheaper plan, and a higher bound."""
    village = _Village(knapsacks, best, seed)
    with ThreadPoolExecutor(THREADS) as pool:
        raised = pool.submit(_raised, knapsacks, best, proof)
        jobs = [pool.submit(village.dived, proof, number) for number in range(_FIRST)]
        proof = raised.result()
        village.take_in([job.result() for job in jobs])
        for number in range(_FIRST, _FIRST + 2 * _ROUNDS, 2):
            if village.is_done(proof):
                break
            jobs = [
                pool.submit(village.searched, village.best.copy(), proof, number),
                pool.submit(village.dived, proof, number + 1),
            ]
            village.take_in([job.result() for job in jobs])
    village.put_together(proof)
    return village.best, proof


def _raised(knapsacks: Knapsacks, state: State, proof: Proof) -> Proof:
    """The most that prices of places prove, where that is more."""
    grid = knapsacks.grid
    sets = Sets(knapsacks, np.arange(len(grid.most)), grid.places)
    sets.add(_held(knapsacks, state))
    bound, price = sets.converge(proof.place_price.astype(np.float64))
    if bound <= proof.bound:
        return proof
    whole = np.rint(np.minimum(price, grid.empty)).astype(np.int64)
    return replace(proof, bound=bound, place_price=whole)


def _held(knapsacks: Knapsacks, state: State) -> list[tuple[int, IntArray]]:
    """The pairs of every helper; those that cost more than an empty place are not among them."""
    first, found = knapsacks.first, []
    for helper in range(state.nobody):
        own = knapsacks.post[first[helper] : first[helper + 1]]
        is_held = np.isin(own, state.cands.slot_post[state.plan.chosen == helper])
        found.append((helper, first[helper] + np.flatnonzero(is_held)))
    return found
