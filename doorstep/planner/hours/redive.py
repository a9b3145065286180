"""Some helpers take anew what is open to them: prices of places move with what they would take,
and the most certain caseload is fixed, until each helper has one.
"""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.knapsack import Offers, caseload
from doorstep.planner.hours.search import load_price

FILLED = -(2.0**50)  # the price of a place that is filled: nobody takes it
_UP = 2  # how a knapsack too large for single minutes counts them
_MOMENTUM = 0.5


class Caseloads(NamedTuple):
    """What some helpers take, by their number among them."""

    pairs: IntArray  # (number, place): of the offers, rising
    held: IntArray
    steady: IntArray  # for how many looks it has been the same


@compiled
def redive(
    offers: Offers, who: IntArray, posts: IntArray, left: IntArray, price: FloatArray,
    empty: FloatArray, looks: int, stride: float, found: Caseloads,
) -> None:  # fmt: skip
    """Fills `found`. `left` is places by post, above zero for `posts` alone, and is zero where
    they were taken; `price` is FILLED elsewhere, and everywhere in the end. `stride`, fine, is how
    far prices move at a look."""
    team = len(who)
    is_fixed, direction = np.zeros(team, dtype=np.bool_), np.zeros(len(posts))
    missing, taken = np.zeros_like(left), np.zeros(found.pairs.shape[1], dtype=np.int64)
    found.held[:], found.steady[:] = 0, -1
    for _ in range(team):
        for _ in range(looks):
            missing[posts] = left[posts]
            for number in range(team):
                if not is_fixed[number]:
                    _look(offers, who[number], price, taken, number, found, missing)
            _move_prices(posts, left, missing, price, empty, stride, direction)
        first = -1
        for number in range(team):
            if not is_fixed[number] and (first < 0 or found.steady[number] > found.steady[first]):
                first = number
        is_fixed[first] = True
        _fix(offers, first, left, price, found)
    for post in posts:
        price[post] = FILLED


@compiled
def _look(
    offers: Offers, helper: int, price: FloatArray, taken: IntArray, number: int,
    found: Caseloads, missing: IntArray,
) -> None:  # fmt: skip
    known = _now(offers, helper, price, found.pairs[number, : found.held[number]])
    _value, count, _cells = caseload(offers, helper, price, 1, _UP, known, taken)
    taken[:count].sort()
    is_same = count == found.held[number]
    for place in range(count):
        is_same = is_same and found.pairs[number, place] == taken[place]
        found.pairs[number, place] = taken[place]
        missing[offers.post[taken[place]]] -= 1
    found.steady[number] = found.steady[number] + 1 if is_same else 0
    found.held[number] = count


@compiled
def _now(offers: Offers, helper: int, price: FloatArray, pairs: IntArray) -> float:
    """What she took at the last look, as far as it is open, at the prices of today."""
    load, value = offers.locked[helper], 0.0
    for at in pairs:
        gain = offers.price[at] + offers.count_price[helper] - price[offers.post[at]]
        if gain < 0:
            value += gain
            load += offers.minutes[at]
    return value + load_price(load, offers.limits[helper], offers.band_prices)


@compiled
def _move_prices(
    posts: IntArray, left: IntArray, missing: IntArray, price: FloatArray, empty: FloatArray,
    stride: float, direction: FloatArray,
) -> None:  # fmt: skip
    """Up where too few take a place, down where too many do; none above an empty place's."""
    norm = 0.0
    for line in range(len(posts)):
        post = posts[line]
        slope = float(missing[post]) if left[post] > 0 else 0.0
        if price[post] >= empty[post] and slope > 0:
            slope = 0.0
        direction[line] = slope + _MOMENTUM * direction[line] if left[post] > 0 else 0.0
        norm += direction[line] ** 2
    for line in range(len(posts)):
        post = posts[line]
        if left[post] > 0:
            moved = price[post] + stride / max(1.0, norm) * direction[line]
            price[post] = min(empty[post], moved)


@compiled
def _fix(offers: Offers, number: int, left: IntArray, price: FloatArray, found: Caseloads) -> None:
    for place in range(found.held[number]):
        post = offers.post[found.pairs[number, place]]
        left[post] -= 1
        if left[post] == 0:
            price[post] = FILLED
