"""Searching a plan piece by piece: neighbouring helpers with their households, several at once.

A piece is searched by itself, with teams of neighbours. The next round cuts the village in another
direction.
"""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.bound import Knapsacks, Proof
from doorstep.planner.hours.grid import FINE
from doorstep.planner.hours.search import move_over, settle
from doorstep.planner.hours.state import Candidates, State
from doorstep.planner.hours.teams import Style, Teams
from doorstep.planner.scan import THREADS

HELPERS = 250  # of a piece at most
_ROUNDS = 3
_STEPS, _MOST_STEPS = 8, 8_000  # of all rounds together: a helper, and in all
_STYLE = Style(team=8, noise=1.5, hot=0.3, cold=0.05)
TURN = 0.618 * math.pi  # between two rounds


def search_pieces(knapsacks: Knapsacks, state: State, proof: Proof, seed: int) -> None:
    """Makes a plan cheaper; ends early where it has reached the bound."""
    homes = np.nan_to_num(knapsacks.grid.costs.helper_homes)
    steps = min(_STEPS * len(homes), _MOST_STEPS) / _ROUNDS
    with ThreadPoolExecutor(THREADS) as pool:
        for turn in range(_ROUNDS):
            if state.total() - proof.bound < FINE:
                return
            cut = pieces(homes, np.arange(len(homes)), (seed + turn) * TURN)
            parts = [_Piece(knapsacks, state, helpers) for helpers in cut]
            jobs = [
                pool.submit(
                    piece.search,
                    proof.place_price,
                    math.ceil(steps * len(piece.helpers) / len(homes)),
                    1 + seed + _ROUNDS * number + turn,
                )
                for number, piece in enumerate(parts)
            ]
            for piece, job in zip(parts, jobs, strict=True):
                job.result()
                piece.give_back(state)


def pieces(
    homes: FloatArray, helpers: IntArray, angle: float, most: int = HELPERS
) -> list[IntArray]:
    """Helpers cut in two, and these again, at right angles, until pieces are small."""
    if len(helpers) <= most:
        return [helpers]
    along = homes[helpers] @ np.array([math.cos(angle), math.sin(angle)])
    halves = np.array_split(helpers[np.argsort(along, kind="stable")], 2)
    return [piece for half in halves for piece in pieces(homes, half, angle + math.pi / 2, most)]


class _Piece:
    """Some helpers with the places they fill, and the empty ones that would first ask them."""

    def __init__(self, knapsacks: Knapsacks, state: State, helpers: IntArray) -> None:
        self.helpers, self._knapsacks = helpers, knapsacks
        plan, nobody = state.plan, state.nobody
        is_here = np.zeros(nobody + 1, dtype=bool)
        is_here[helpers] = True
        asks = np.where(plan.chosen == nobody, plan.helper[plan.start[:-1]], plan.chosen)
        self._slots = np.flatnonzero(is_here[asks])
        length = np.diff(plan.start)
        slot_of = np.repeat(np.arange(len(length)), length)
        is_here[nobody] = True
        keep = np.flatnonzero(is_here[asks][slot_of] & is_here[plan.helper])
        keep = keep[np.isin(slot_of[keep], self._slots)]
        cands, household = state.cands, plan.household[self._slots]
        small = Candidates(
            cands.slot_post[self._slots],
            household,
            np.searchsorted(household, np.arange(len(plan.first))),
            np.append(0, np.cumsum(np.bincount(slot_of[keep], minlength=len(length))[self._slots])),
            plan.helper[keep],
            plan.cand_price[keep],
            plan.cand_minutes[keep],
            cands.value[keep],
        )
        self._state = State(knapsacks.grid, small)
        settle(self._state.plan, np.arange(len(self._slots)), plan.chosen[self._slots])

    def search(self, place_price: IntArray, steps: int, seed: int) -> None:
        """Makes its plan cheaper where it can."""
        if not len(self._slots):
            return
        self._state.descend()
        teams = Teams(self._knapsacks, self._state, self.helpers)
        teams.search(self._state, place_price, _STYLE, steps, seed)

    def give_back(self, state: State) -> None:
        """Makes the whole plan what the piece has become."""
        move_over(state.plan, self._slots, self._state.plan.chosen)
