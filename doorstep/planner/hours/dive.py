"""A first plan from the bound's prices: helper by helper, what each takes most steadily is fixed.

Between two of them the prices go on moving with what is left, so that later helpers take what the
earlier ones left over.
"""

from collections import Counter

import numpy as np

from doorstep.planner.costs import BoolArray, IntArray
from doorstep.planner.hours.bound import MOMENTUM, UP, Knapsacks, Proof, slope
from doorstep.planner.hours.search import move_over
from doorstep.planner.hours.state import State

_STEPS = 33  # helpers are fixed in so many parts
_LOOKS = 8  # at what helpers take, before some of them are fixed
_LENGTH, _LEAST = 0.2, 0.001  # of a step of the prices; of the gap it is measured by
COARSEST = 3  # minutes to count in, rounded up
_FILLED = -(2**50)  # the price of a place that is filled: nobody takes it


def dive(knapsacks: Knapsacks, proof: Proof, upper: int, unit: int) -> list[tuple[int, int]]:
    """Pairs (post, helper) that fit together; some posts may be left over."""
    grid, who = knapsacks.grid, np.arange(len(knapsacks.grid.most))
    left, price = grid.places.copy(), proof.place_price.astype(np.float64)
    at_once = -(-len(who) // _STEPS)
    found: list[tuple[int, int]] = []
    while len(who):
        seen: dict[int, Counter[tuple[int, ...]]] = {helper: Counter() for helper in who.tolist()}
        direction = np.zeros(len(price))
        for _ in range(_LOOKS):
            is_open = left > 0
            place_price = np.where(is_open, np.rint(price), _FILLED).astype(np.int64)
            _value, taken = knapsacks.take(place_price, who, unit, UP)
            for helper, posts in _by_helper(knapsacks, taken, who):
                seen[helper][posts] += 1
            missing = left - np.bincount(knapsacks.post[taken], minlength=len(price))
            direction = np.where(is_open, slope(grid, price, missing), 0) + MOMENTUM * direction
            norm = max(1.0, float((direction * direction).sum()))
            span = max(_LEAST * upper, float(upper - proof.bound))
            price = np.minimum(price + _LENGTH * span / norm * direction, grid.empty)
        fixed = _steadiest(seen, left, at_once)
        found += [(post, helper) for helper, posts in fixed for post in posts]
        who = who[~np.isin(who, [helper for helper, _posts in fixed])]
    return found


def _by_helper(
    knapsacks: Knapsacks, taken: BoolArray, who: IntArray
) -> list[tuple[int, tuple[int, ...]]]:
    at = np.flatnonzero(taken)
    edges = np.searchsorted(at, knapsacks.first)
    posts = knapsacks.post[at].tolist()
    return [(helper, tuple(posts[edges[helper] : edges[helper + 1]])) for helper in who.tolist()]


def _steadiest(
    seen: dict[int, Counter[tuple[int, ...]]], left: IntArray, at_once: int
) -> list[tuple[int, tuple[int, ...]]]:
    """Helpers with what they took most often, as far as it is left; lowers `left`."""
    often = {helper: counted.most_common(1)[0] for helper, counted in seen.items()}
    fixed: list[tuple[int, tuple[int, ...]]] = []
    for helper, (posts, _times) in sorted(often.items(), key=lambda row: (-row[1][1], row[0])):
        still = tuple(post for post in posts if left[post] > 0)
        if fixed and still != posts:
            continue
        left[list(still)] -= 1
        fixed.append((helper, still))
        if len(fixed) == at_once:
            break
    return fixed


def place(state: State, pairs: list[tuple[int, int]], household: IntArray) -> None:
    """Makes a plan of pairs (post, helper). What a dive gives a helper beyond her most households
    is left over, as is a second place of a household: there they have a price, and no end."""
    slots = np.arange(len(state.plan.chosen))
    chosen = np.full(len(slots), state.nobody, dtype=np.int64)
    first = np.searchsorted(state.cands.slot_post, np.arange(len(slots) + 1))
    filled, held = np.zeros_like(first), np.zeros_like(state.plan.held)
    comes = set[tuple[int, int]]()
    for post, helper in pairs:
        visit = int(household[post]), helper
        if held[helper] == state.plan.most[helper] or visit in comes:
            continue
        comes.add(visit)
        chosen[first[post] + filled[post]] = helper
        filled[post] += 1
        held[helper] += 1
    move_over(state.plan, slots, chosen)
