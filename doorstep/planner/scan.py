"""Looks through all pairs for the cheap ones, without keeping a table of them.

The straight line through the earth is shorter than the way over it and takes no angle to work out:
it rules out nearly every pair. Only the rest are priced, by the formula of costs.py.
"""

import math
import os
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import CLOSED, EARTH_KM, Costs, FloatArray, IntArray
from doorstep.planner.posts import NOBODY, Posts, least_of

type ColumnArray = npt.NDArray[np.int32]

THREADS = min(2, os.cpu_count() or 1)
_ROWS = 2048  # of one piece of work


class Ground(NamedTuple):
    """Where all live, and what single pairs cost on top; a household's rows are its posts."""

    home: FloatArray  # (row, home, 2): radians, NaN where there is none
    helper: FloatArray  # (helper, 2)
    home_point: FloatArray  # (row, home, 3): on a sphere of radius 1
    helper_x: FloatArray
    helper_y: FloatArray
    helper_z: FloatArray
    first: IntArray  # per row: its first single pair; the last entry is the end
    column: IntArray
    on_top: IntArray  # CLOSED: may not be
    places: IntArray  # of the row's household
    factor: float  # hundredths for a km in a straight line
    terrain: float
    km_weight: float


class Scan:
    """All pairs of a problem."""

    def __init__(self, costs: Costs, posts: Posts) -> None:
        self._costs, self._posts = costs, posts
        first, column, on_top = _single_pairs(costs, posts)
        homes = costs.homes[posts.household]
        helper = costs.helper_homes
        x, y, z = np.ascontiguousarray(_points(helper).T)
        self._ground = Ground(
            homes, helper, _points(homes), x, y, z, first, column, on_top,
            costs.places[posts.household],
            costs.weights.terrain_factor * costs.weights.km * 100, costs.weights.terrain_factor,
            costs.weights.km,
        )  # fmt: skip
        alike: dict[object, list[int]] = defaultdict(list)
        for post, row in enumerate(posts.household.tolist()):
            household = costs.households[row]
            if costs.places[row]:
                wishes = tuple((one.kind, one.value, one.points) for one in household.preferences)
                speaks = household.languages, household.must_share_language
                skills = household.required_skills, posts.skills[post]
                alike[speaks, skills, wishes].append(post)
        self._alike = [np.array(rows, dtype=np.int64) for rows in alike.values()]

    def cheapest(self, count: int) -> tuple[IntArray, IntArray, IntArray]:
        """Row, column and price of so many pairs of each household, the cheapest."""
        shape = (len(self._posts.places), min(count, len(self._costs.helpers)))
        column, price = np.full(shape, -1, dtype=np.int32), np.full(shape, CLOSED, dtype=np.int64)

        def work(rows: IntArray, on_top: IntArray) -> None:
            _cheapest(self._ground, rows, on_top, column, price)

        self._each(work)
        return self._pairs(column, price)

    def price_out(
        self, place_price: IntArray, worst: IntArray, used: tuple[IntArray, IntArray], count: int
    ) -> tuple[int, tuple[IntArray, IntArray, IntArray]]:
        """With the price of her place on each helper: the least that all households pay, and up
        to so many pairs of each post that cost less than `worst` (per post). `used` pairs
        (household, column; in order) are not among them."""
        rows, owner = len(self._posts.places), self._posts.household
        column = np.full((rows, count), NOBODY, dtype=np.int32)
        price = np.full((rows, count), CLOSED, dtype=np.int64)
        wide = int(self._ground.places.max(initial=0))
        lowest = np.zeros((rows, wide), dtype=np.int64)
        lowest_column = np.full((rows, wide), NOBODY, dtype=np.int32)
        first_used = np.searchsorted(used[0], owner)
        end_used = np.searchsorted(used[0], owner, side="right")
        unserved = self._costs.unserved[owner]

        def work(rows: IntArray, on_top: IntArray) -> None:
            _price_out(
                self._ground, rows, on_top, place_price, worst, unserved, first_used, end_used,
                used[1], column, price, lowest, lowest_column,
            )  # fmt: skip

        self._each(work)
        least = least_of(self._costs, self._posts, lowest, lowest_column)
        return least, self._pairs(column, price)

    def _pairs(self, column: ColumnArray, price: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Household, column and price of what stands in the lists of posts, each pair once."""
        post, at = np.nonzero(column >= 0)
        row, columns, prices = self._posts.household[post], column[post, at], price[post, at]
        if self._posts.asked:
            pairs = row * len(self._costs.helpers) + columns
            once = np.unique(pairs, return_index=True)[1]
            row, columns, prices = row[once], columns[once], prices[once]
        return row, columns.astype(np.int64), prices

    def _each(self, work: Callable[[IntArray, IntArray], None]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            for rows in self._alike:
                on_top = self._on_top(int(rows[0]))
                pieces = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
                for _done in pool.map(work, pieces, [on_top] * len(pieces)):
                    pass

    def _on_top(self, post: int) -> IntArray:
        """What a post like this one pays on top of the way, CLOSED where a skill is missing."""
        on_top = self._costs.on_top(int(self._posts.household[post]))
        if skills := self._posts.skills[post]:
            on_top[[not skills <= helper.skills for helper in self._costs.helpers]] = CLOSED
        return on_top


def _single_pairs(costs: Costs, posts: Posts) -> tuple[IntArray, IntArray, IntArray]:
    """What pairs of one household alone cost on top of those of households like it."""
    first, column, on_top = [0], list[int](), list[int]()
    for row in posts.household.tolist():
        single = costs.single_pairs(row)
        column += single.keys()
        on_top += single.values()
        first.append(len(column))
    return np.array(first), np.array(column, dtype=np.int64), np.array(on_top, dtype=np.int64)


def _points(homes: FloatArray) -> FloatArray:
    """Radians (…, 2) as points of a sphere (…, 3)."""
    lat, lon = homes[..., 0], homes[..., 1]
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


@compiled
def _way(ground: Ground, row: int, column: int) -> float:
    """Km as the crow flies, summed over the homes; NaN where the helper's home is unknown."""
    there = ground.helper[column]
    total = 0.0
    for home in range(ground.home.shape[1]):
        here = ground.home[row, home]
        if math.isnan(here[0]):
            continue
        north = math.sin((there[0] - here[0]) / 2) ** 2
        east = math.sin((there[1] - here[1]) / 2) ** 2
        half = north + math.cos(here[0]) * math.cos(there[0]) * east
        total += 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))
    return total


@compiled
def _homes(ground: Ground, row: int) -> int:
    """How many homes of a household are known."""
    known = 0
    for home in range(ground.home.shape[1]):
        known += not math.isnan(ground.home[row, home, 0])
    return known


@compiled
def _mean_km(ground: Ground, row: int, homes: int) -> float:
    """The mean of a household's ways, which stands for those that are unknown."""
    total, known, is_needed = 0.0, 0, False
    for column in range(len(ground.helper)):
        is_needed = is_needed or math.isnan(ground.helper[column, 0])
    if not is_needed or homes == 0:
        return 0.0
    for column in range(len(ground.helper)):
        if not math.isnan(ground.helper[column, 0]):
            total += ground.terrain * _way(ground, row, column) / homes
            known += 1
    return total / max(known, 1)


@compiled
def _price(ground: Ground, row: int, column: int, homes: int, mean_km: float) -> int:
    """Price of the way."""
    km = mean_km
    if homes > 0 and not math.isnan(ground.helper[column, 0]):
        km = ground.terrain * _way(ground, row, column) / homes
    return int(np.rint(km * ground.km_weight * 100))


@compiled
def _at_least(ground: Ground, row: int, homes: int, low: FloatArray) -> None:
    """Prices of a household's ways that the real ones are not below; NaN where unknown."""
    x, y, z = ground.helper_x, ground.helper_y, ground.helper_z
    scale = EARTH_KM * ground.factor * (1 - 1e-9) / max(homes, 1)
    low[:] = -0.51
    for home in range(ground.home.shape[1]):
        here_x, here_y, here_z = ground.home_point[row, home]
        if math.isnan(here_x):
            continue
        for at in range(len(low)):
            east, north, up = x[at] - here_x, y[at] - here_y, z[at] - here_z
            low[at] += scale * math.sqrt(east * east + north * north + up * up)


@compiled
def _put(columns: ColumnArray, prices: IntArray, column: int, price: int) -> None:
    """Puts a pair into a sorted row, the last of which falls out."""
    at = len(prices) - 1
    while at > 0 and prices[at - 1] > price:
        prices[at], columns[at] = prices[at - 1], columns[at - 1]
        at -= 1
    prices[at], columns[at] = price, column


@compiled
def _with_singles(ground: Ground, row: int, on_top: IntArray, own: IntArray) -> None:
    """What stands on top of a household's ways, into `own`."""
    own[:] = on_top
    for at in range(ground.first[row], ground.first[row + 1]):
        column = ground.column[at]
        if own[column] < CLOSED:
            own[column] = min(CLOSED, own[column] + ground.on_top[at])


@compiled
def _cheapest(
    ground: Ground, rows: IntArray, on_top: IntArray, columns: ColumnArray, prices: IntArray
) -> None:
    own, low = on_top.copy(), np.zeros(len(on_top))
    last = columns.shape[1] - 1
    for row in rows:
        _with_singles(ground, row, on_top, own)
        homes = _homes(ground, row)
        mean_km = _mean_km(ground, row, homes)
        _at_least(ground, row, homes, low)
        for column in range(len(own)):
            below = prices[row, last]
            if own[column] + low[column] >= below:
                continue
            price = own[column] + _price(ground, row, column, homes, mean_km)
            if price < below and own[column] < CLOSED:
                _put(columns[row], prices[row], column, price)


@compiled
def _price_out(
    ground: Ground,
    rows: IntArray,
    on_top: IntArray,
    place_price: IntArray,
    worst: IntArray,
    unserved: IntArray,
    first_used: IntArray,
    end_used: IntArray,
    used: IntArray,
    columns: ColumnArray,
    prices: IntArray,
    lowests: IntArray,
    nobodies: ColumnArray,
) -> None:
    own, low = on_top.copy(), np.zeros(len(on_top))
    last = columns.shape[1] - 1
    loaded = np.full(columns.shape[1], CLOSED)
    for row in rows:
        _with_singles(ground, row, on_top, own)
        homes = _homes(ground, row)
        mean_km = _mean_km(ground, row, homes)
        _at_least(ground, row, homes, low)
        lowest = lowests[row, : ground.places[row]]
        lowest[:] = unserved[row]
        nobody = nobodies[row, : ground.places[row]]
        loaded[:] = worst[row]
        for column in range(len(own)):
            base = own[column] + place_price[column]
            below = max(lowest[-1], loaded[last])
            if base + low[column] >= below or own[column] >= CLOSED:
                continue
            way = _price(ground, row, column, homes, mean_km)
            if base + way < lowest[-1]:
                _put(nobody, lowest, column, base + way)
            is_used = False
            for at in range(first_used[row], end_used[row]):
                is_used = is_used or used[at] == column
            if base + way < loaded[last] and not is_used:
                _put(columns[row], loaded, column, base + way)
        for at in range(columns.shape[1]):
            if columns[row, at] >= 0:
                prices[row, at] = loaded[at] - place_price[columns[row, at]]
