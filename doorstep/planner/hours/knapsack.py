"""What one helper would take at prices of places: a knapsack, solved exactly over its core.

At a price for every minute each item pays by itself or does not; together that is a bound. An item
whose other side would cost more than a set already known is settled. What is left, the core, is
worked out minute by minute.
"""

from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import CLOSED, BoolArray, FloatArray, IntArray

MOST_CELLS = 4_000_000  # of one knapsack; beyond it minutes are counted in larger units
_CLOSE = 1e-3  # fine; prices are whole
_A_CELL = 32  # cells in whose time one item is sorted


class Offers(NamedTuple):
    """Who may take what; prices are fine ones."""

    first: IntArray  # per helper: its first pair; the last entry is the end
    post: IntArray  # per pair
    price: IntArray
    minutes: IntArray
    count_price: IntArray  # per helper: of one household of the caseload
    room: IntArray  # per helper: minutes beside those of locked pairs
    locked: IntArray  # per helper: minutes of locked pairs
    limits: IntArray  # (helper, band): minutes up to which the band's price holds
    band_prices: IntArray  # rising


@compiled
def caseload(
    offers: Offers, helper: int, place_price: FloatArray, unit: int, rounding: int, known: float,
    taken: IntArray,
) -> tuple[float, int, int]:  # fmt: skip
    """(the least price, how many pairs that is, cells counted); the pairs go into `taken`.

    `known` is the price of some set that she could take, CLOSED where none is known. Minutes are
    counted in units, rounded down (0), to the nearest (1) or up (2). Prices are whole or have few
    digits, so floats add them as good as exactly.
    """
    first, last = offers.first[helper], offers.first[helper + 1]
    gain, pair, items = np.zeros(last - first), np.zeros(last - first, dtype=np.int64), 0
    for at in range(first, last):
        here = offers.price[at] + offers.count_price[helper] - place_price[offers.post[at]]
        if here < 0:
            gain[items], pair[items] = here, at
            items += 1
    room = offers.room[helper]
    each = max(unit, 1 + items * room // MOST_CELLS)
    takes = (offers.minutes[pair[:items]] + rounding * (each - 1) // 2) // each
    fair = _fairness(offers, helper, room // each + 1, each)
    value, count, cells = best_set(gain[:items], takes, fair, known, taken)
    for number in range(count):
        taken[number] = pair[taken[number]]
    return value, count, cells + _A_CELL * items


@compiled
def _fairness(offers: Offers, helper: int, width: int, each: int) -> FloatArray:
    """The price of a load, per unit of minutes."""
    fair, below = np.zeros(width), 0
    for band in range(len(offers.band_prices)):
        above, price = offers.limits[helper, band], float(offers.band_prices[band])
        for cell in range(width):
            load = offers.locked[helper] + cell * each
            fair[cell] += max(0, min(load, above) - below) * price
        below = above
    return fair


@compiled
def best_set(
    gain: FloatArray, takes: IntArray, fair: FloatArray, known: float, taken: IntArray
) -> tuple[float, int, int]:
    """The cheapest of all sets of items: what each costs (below zero), the cells it takes, and per
    cell the price of a load, which rises ever faster. `known` is the price of one of these sets."""
    room = len(fair) - 1
    order = np.argsort(gain / np.maximum(takes, 1e-3))
    first, lowest, minute = _first_set(gain, takes, fair, order)
    spare = min(known, first) - lowest + _CLOSE
    count, core, used, most, value = 0, 0, 0, 0, 0.0
    for number in range(len(order)):
        item = order[number]
        here = gain[item] + minute * takes[item]
        if here > spare or takes[item] > room:
            continue
        if here < -spare:
            taken[count] = item
            count, used, value = count + 1, used + takes[item], value + gain[item]
        else:
            order[core] = item  # never ahead of what is read
            core, most = core + 1, most + takes[item]
    loads = fair[used : used + most + 1]
    value, count = _by_cells(gain, takes, order[:core], loads, value, taken, count)
    return value, count, core * len(loads)


@compiled
def _first_set(
    gain: FloatArray, takes: IntArray, fair: FloatArray, order: IntArray
) -> tuple[float, float, float]:
    """(what a set of the best items by the minute costs, the bound, the price of a cell there)."""
    room, load, known, edge, last = len(fair) - 1, 0, 0.0, -1, -1
    for item in order:
        after = load + takes[item]
        if after <= room and gain[item] + fair[after] - fair[load] < 0:
            known, load, last = known + gain[item], after, item
        elif edge < 0:
            edge = item
    top = max(1, min(load + 1, room))
    lowest, minute = -CLOSED * 1.0, 0.0
    for attempt in range(3):
        item = edge if attempt == 0 else last
        if attempt == 2:
            price = fair[top] - fair[top - 1] if room else 0.0
        elif item < 0:
            continue
        else:
            price = -gain[item] / max(takes[item], 1)
        value = _cheapest_load(fair, price)
        for other in range(len(gain)):
            value += min(0.0, gain[other] + price * takes[other])
        if value > lowest:
            lowest, minute = value, price
    return known + fair[load], lowest, minute


@compiled
def _cheapest_load(fair: FloatArray, price: float) -> float:
    """Where the next cell costs more than its price; loads cost ever more, so halves are enough."""
    low, high = 0, len(fair) - 1
    while low < high:
        middle = (low + high) // 2
        if fair[middle + 1] - fair[middle] >= price:
            high = middle
        else:
            low = middle + 1
    return float(fair[low] - price * low)


@compiled
def _by_cells(
    gain: FloatArray, takes: IntArray, core: IntArray, fair: FloatArray, value: float,
    taken: IntArray, count: int,
) -> tuple[float, int]:  # fmt: skip
    """Adds the best of the core to what is settled: its price and its number."""
    width = len(fair)
    least, other = np.zeros(width), np.zeros(width)
    is_in = np.zeros((len(core), width), dtype=np.bool_)
    for number in range(len(core)):
        step = takes[core[number]]
        if step >= width:
            continue
        other[:step] = least[:step]
        _join(least[: width - step], least[step:], gain[core[number]], other[step:],
              is_in[number, step:])  # fmt: skip
        least, other = other, least
    full = np.argmin(least + fair)
    best = least[full] + fair[full]
    for number in range(len(core) - 1, -1, -1):
        if is_in[number, full]:
            taken[count] = core[number]
            count += 1
            full -= takes[core[number]]
    return value + best, count


@compiled
def _join(
    without: FloatArray, stays: FloatArray, gain: float, least: FloatArray, is_in: BoolArray
) -> None:
    """One more item, for every load at once."""
    for cell in range(len(without)):
        joined = without[cell] + gain
        is_in[cell] = joined < stays[cell]
        least[cell] = min(joined, stays[cell])
