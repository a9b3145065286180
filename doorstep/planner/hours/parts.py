"""A plan made of whole caseloads: a dive from the relaxation of sets, then part after part anew.

A part is some neighbouring helpers with their households: a village of its own, whose programme of
sets starts from what they have. It is kept where the whole becomes cheaper.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.bound import Knapsacks, Proof
from doorstep.planner.hours.grid import FINE
from doorstep.planner.hours.pieces import TURN, pieces
from doorstep.planner.hours.search import move_over
from doorstep.planner.hours.sets import LESS_CLOSE, NEARER, Sets
from doorstep.planner.hours.state import State
from doorstep.planner.scan import THREADS

MOST_PLACES = 2_500  # beyond it the programme of sets takes too long
HELPERS = 30  # of a part at most
TURNS = 1


def improve_by_sets(
    knapsacks: Knapsacks, best: State, proof: Proof, seed: int, walk: Callable[[], State]
) -> tuple[State, Proof]:
    """A cheaper plan, and a higher bound. `walk` finds another plan to begin from, meanwhile."""
    grid = knapsacks.grid
    who = np.arange(len(grid.most))
    with ThreadPoolExecutor(1) as pool:
        walked = pool.submit(walk)
        sets = Sets(knapsacks, who, grid.places)
        sets.add(_held(knapsacks, best))
        bound, price = sets.converge(proof.place_price.astype(np.float64))
        dived = best.copy()
        give(knapsacks, dived, sets.dive(price), who)
        dived.descend()
        best = min(best, walked.result(), dived, key=State.total)
    if bound > proof.bound:
        whole = np.rint(np.minimum(price, grid.empty)).astype(np.int64)
        proof = replace(proof, bound=bound, place_price=whole)
    homes = np.nan_to_num(grid.costs.helper_homes)
    for turn in range(TURNS):
        if best.total() - proof.bound < FINE:
            break
        best = _part_by_part(
            knapsacks, best, pieces(homes, who, (seed + turn) * TURN, HELPERS), price
        )
    return best, proof


def _part_by_part(
    knapsacks: Knapsacks, best: State, cut: list[IntArray], price: FloatArray
) -> State:
    """Pairs the helpers of each part anew; what makes the whole cheaper is kept."""
    begin = best.copy()
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(_anew, knapsacks, begin, who, _asked(begin, who), price) for who in cut]
        for job in jobs:
            who, found = job.result()
            other = best.copy()
            give(knapsacks, other, found, who)
            other.descend()
            best = min(best, other, key=State.total)
    return best


def give(
    knapsacks: Knapsacks, state: State, sets: list[tuple[int, IntArray]], who: IntArray
) -> None:
    """Takes some helpers' places from them, and gives them those of the sets that are open then."""
    chosen = state.plan.chosen.copy()
    chosen[np.isin(chosen, who)] = state.nobody
    posts = len(knapsacks.grid.places)
    first = np.searchsorted(state.cands.slot_post, np.arange(posts + 1))
    for helper, pairs in sets:
        for post in knapsacks.post[pairs].tolist():
            slots = range(first[post], first[post + 1])
            slot = next((slot for slot in slots if chosen[slot] == state.nobody), None)
            if slot is not None:
                chosen[slot] = helper
    move_over(state.plan, np.arange(len(chosen)), chosen)


def _anew(
    knapsacks: Knapsacks, state: State, who: IntArray, places: IntArray, price: FloatArray
) -> tuple[IntArray, list[tuple[int, IntArray]]]:
    sets = Sets(knapsacks, who, places)
    sets.add(one for one in _held(knapsacks, state) if one[0] in who)
    _bound, own = sets.converge(price, NEARER, close=LESS_CLOSE)
    return who, sets.dive(own)


def _asked(state: State, who: IntArray) -> IntArray:
    """By post the places that some helpers fill, and the empty ones that would first ask them."""
    plan = state.plan
    asks = np.where(plan.chosen == state.nobody, plan.helper[plan.start[:-1]], plan.chosen)
    slots = state.cands.slot_post
    return np.bincount(slots[np.isin(asks, who)], minlength=int(slots[-1]) + 1)


def _held(knapsacks: Knapsacks, state: State) -> list[tuple[int, IntArray]]:
    """The pairs of every helper; those that cost more than an empty place are not among them."""
    first, found = knapsacks.first, []
    for helper in range(state.nobody):
        own = knapsacks.post[first[helper] : first[helper + 1]]
        is_held = np.isin(own, state.cands.slot_post[state.plan.chosen == helper])
        found.append((helper, first[helper] + np.flatnonzero(is_held)))
    return found
