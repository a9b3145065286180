"""Searching a plan piece by piece: neighbouring helpers with their households, several at once.

A piece is walked over by itself and kept where it became cheaper. The next round cuts the village
in another direction.
"""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.grid import FINE, Grid
from doorstep.planner.hours.search import move_over, settle
from doorstep.planner.hours.state import Candidates, State
from doorstep.planner.scan import THREADS

HELPERS = 125  # of a piece at most
_ROUNDS, _LEAST_ROUNDS = 6, 2
_STEPS_A_PLACE = 30_000  # in one round
_STEPS = 220_000_000  # of all rounds together
_HOT, _COOLER, _SHORT = 1000 * FINE, 500 * FINE, 200 * FINE  # 10, 5 and 2 points
_COLD = 10 * FINE
TURN = 0.618 * math.pi  # between two rounds


def search_pieces(grid: Grid, state: State, bound: int, seed: int) -> None:
    """Makes a plan cheaper; ends early where it has reached the bound. A village of one piece is
    walked over from several seeds at once, and the cheapest kept."""
    homes = np.nan_to_num(grid.costs.helper_homes)
    slots = len(state.plan.chosen)
    rounds = min(_ROUNDS, max(_LEAST_ROUNDS, _STEPS // max(1, _STEPS_A_PLACE * slots)))
    a_place = min(_STEPS_A_PLACE, _STEPS // max(1, rounds * slots))
    with ThreadPoolExecutor(THREADS) as pool:
        for turn in range(rounds):
            if state.total() - bound < FINE:
                return
            hot = _HOT if 2 * turn < rounds else _COOLER
            hot = hot if a_place == _STEPS_A_PLACE else _SHORT  # a short walk must not go far
            cut = pieces(homes, np.arange(len(homes)), (seed + turn) * TURN)
            is_whole = len(cut) == 1
            parts = [
                _Piece(grid, state, helpers) for helpers in (cut * THREADS if is_whole else cut)
            ]
            first = 1 + THREADS * (seed + _ROUNDS * turn)
            jobs = [
                pool.submit(piece.walk, a_place, hot, first + number)
                for number, piece in enumerate(parts)
            ]
            gained = [job.result() for job in jobs]
            most = max(gained)
            for piece, gain in zip(parts, gained, strict=True):
                if gain > 0 and (gain == most or not is_whole):
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

    def __init__(self, grid: Grid, state: State, helpers: IntArray) -> None:
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
        self._state = State(grid, small)
        settle(self._state.plan, np.arange(len(self._slots)), plan.chosen[self._slots])

    def walk(self, a_place: int, hot: float, seed: int) -> int:
        """Searches; the fine price gained."""
        if not len(self._slots):
            return 0
        gained = self._state.descend()
        return gained + self._state.walk(a_place * len(self._slots), hot, _COLD, seed)

    def give_back(self, state: State) -> None:
        """Makes the whole plan what the piece has become."""
        move_over(state.plan, self._slots, self._state.plan.chosen)
