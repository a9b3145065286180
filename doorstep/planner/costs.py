"""From a problem to whole-number prices: which pairs the hard rules allow, and what each costs."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from doorstep.planner.problem import Helper, PairingProblem, Point, Preference
from doorstep.planner.roles import Roles

type IntArray = npt.NDArray[np.int64]
type FloatArray = npt.NDArray[np.float64]
type BoolArray = npt.NDArray[np.bool_]

CLOSED = 2**60  # the price of a pair that may not be; twice that still fits in 64 bits
EARTH_KM = 6371.0088  # mean radius
_CELLS = 2_000_000  # pairs priced at once: bounds the memory


def hundredths(points: float) -> int:
    """Points as whole hundredths."""
    return round(points * 100)


class Costs:
    """Prices of all pairs, worked out by blocks of households.

    Households and helpers are sorted by key and then known by their row and column, so that the
    order in which a caller names them cannot matter.
    """

    def __init__(self, problem: PairingProblem) -> None:
        self.weights = problem.weights
        self.households = tuple(sorted(problem.households, key=lambda row: row.key))
        self.helpers = tuple(sorted(problem.helpers, key=lambda row: row.key))
        self.columns = {row.key: column for column, row in enumerate(self.helpers)}
        self.locked = [
            (row, self.columns[key])
            for row, household in enumerate(self.households)
            for key in sorted(household.locked)
        ]
        self.roles = Roles(self.households, self.helpers, self.locked)
        self.places = np.array(  # still to fill, beside the locked ones
            [row.helpers_wanted - len(row.locked) for row in self.households], dtype=np.int64
        )
        self.unserved = np.array(
            [hundredths(self.weights.unserved + row.urgency) for row in self.households],
            dtype=np.int64,
        )
        rows = {household.key: row for row, household in enumerate(self.households)}
        self._extra: dict[int, list[tuple[int, int]]] = {}
        for (household, helper), points in sorted(problem.extra.items()):
            self._extra.setdefault(rows[household], []).append(
                (self.columns[helper], hundredths(points))
            )
        self.homes = _homes(row.homes for row in self.households)
        helper_homes = _homes(() if row.home is None else (row.home,) for row in self.helpers)
        self.helper_homes = helper_homes[:, 0]
        self._languages = _Sets(
            [row.languages for row in self.households], [row.languages for row in self.helpers]
        )
        self._skills = _Sets(
            [row.required_skills for row in self.households], [row.skills for row in self.helpers]
        )
        self._km_block: tuple[tuple[int, int], FloatArray] = (
            (0, 0),
            np.zeros((0, len(self.helpers))),
        )
        self._missing: dict[tuple[str, str | float], IntArray] = {}  # wish → 1 where not met

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of households whose prices fit into memory together."""
        step = max(1, _CELLS // max(1, len(self.helpers)))
        for start in range(0, len(self.households), step):
            yield start, min(start + step, len(self.households))

    def prices(self, start: int, stop: int) -> IntArray:
        """Prices without fairness, a line per household; CLOSED where locked or not allowed."""
        prices = self.all_prices(start, stop)
        prices[~self.allowed(start, stop)] = CLOSED
        for line, household in enumerate(self.households[start:stop]):
            for key in household.locked:
                prices[line, self.columns[key]] = CLOSED
        return prices

    def all_prices(self, start: int, stop: int) -> IntArray:
        """The same of every pair, locked or not allowed ones, too."""
        prices = self.distance(self.km(start, stop))
        prices += hundredths(self.weights.no_common_language) * self.no_language(start, stop)
        prices += hundredths(self.weights.change)
        for line, household in enumerate(self.households[start:stop]):
            for wish in household.preferences:
                prices[line] += self.points(wish) * self.missing(wish)
            for column, price in self._singles(start + line).items():
                prices[line, column] += price
        return prices

    def on_top(self, row: int) -> IntArray:
        """What a household like this one pays on top of the way: language, change, preferences;
        CLOSED where a skill is missing."""
        household = self.households[row]
        prices = hundredths(self.weights.no_common_language) * self.no_language(row, row + 1)[0]
        prices = prices + hundredths(self.weights.change)
        for wish in household.preferences:
            prices += self.points(wish) * self.missing(wish)
        return np.where(self._lacks(row, row + 1)[0], CLOSED, prices)

    def single_pairs(self, row: int) -> dict[int, int]:
        """By column what one household alone pays on top of that; CLOSED where it may not be."""
        household = self.households[row]
        closed = household.declined | household.locked
        return self._singles(row) | {self.columns[key]: CLOSED for key in sorted(closed)}

    def _singles(self, row: int) -> dict[int, int]:
        current = self.households[row].current
        found = dict.fromkeys(
            map(self.columns.__getitem__, current), -hundredths(self.weights.change)
        )
        for column, price in self._extra.get(row, ()):
            found[column] = found.get(column, 0) + price
        return found

    def allowed(self, start: int, stop: int) -> BoolArray:
        """Whether the hard rules allow the pair: nobody declined, no required skill and no common
        language missing."""
        allowed = ~self._lacks(start, stop)
        for line, household in enumerate(self.households[start:stop]):
            for key in household.declined:
                allowed[line, self.columns[key]] = False
        return allowed

    def _lacks(self, start: int, stop: int) -> BoolArray:
        """Whether a helper lacks a required skill, that of every place, or the language where one
        must be shared."""
        must = np.array(
            [row.must_share_language for row in self.households[start:stop]], dtype=bool
        )
        lacks = self._skills.lacks(start, stop)
        if self.roles.are_asked:
            lacks = lacks | self.roles.fit_none(start, stop)
        return lacks | (must[:, None] & self.no_language(start, stop)) if must.any() else lacks

    def km(self, start: int, stop: int) -> FloatArray:
        """Road km, mean over a household's homes; NaN where a home is unknown."""
        if self._km_block[0] != (start, stop):  # prices and their terms ask one after the other
            self._km_block = (start, stop), self._road_km(start, stop)
        return self._km_block[1]

    def _road_km(self, start: int, stop: int) -> FloatArray:
        total = np.zeros((stop - start, len(self.helpers)))
        known = np.zeros((stop - start, 1))
        for home in range(self.homes.shape[1]):
            here = self.homes[start:stop, home, None]
            is_known = ~np.isnan(here[:, :, 0])
            total += np.where(is_known, _straight_km(here, self.helper_homes[None]), 0.0)
            known += is_known
        with np.errstate(invalid="ignore"):
            return self.weights.terrain_factor * total / known

    def distance(self, km: FloatArray) -> IntArray:
        """Price of the km."""
        return np.rint(self.known_km(km) * self.weights.km * 100).astype(np.int64)

    def known_km(self, km: FloatArray) -> FloatArray:
        """An unknown way counts as the mean of the household's known ones."""
        is_known = ~np.isnan(km)
        count = np.maximum(is_known.sum(axis=1, keepdims=True), 1)
        mean = np.where(is_known, km, 0.0).sum(axis=1, keepdims=True) / count
        return np.where(is_known, km, mean)

    def no_language(self, start: int, stop: int) -> BoolArray:
        """Whether a household that states languages shares none with the helper."""
        return self._languages.shares_none(start, stop)

    def points(self, wish: Preference) -> int:
        """What missing a preference costs."""
        weight = self.weights.missed_preference if wish.points is None else wish.points
        return hundredths(weight)

    def missing(self, wish: Preference) -> IntArray:
        """1 for every helper who does not meet the preference."""
        about = (wish.kind, wish.value)
        if about not in self._missing:
            self._missing[about] = np.array(
                [not _meets(helper, wish) for helper in self.helpers], dtype=np.int64
            )
        return self._missing[about]

    def extra_price(self, row: int, column: int) -> int:
        """The price on top of one pair."""
        return sum(price for other, price in self._extra.get(row, ()) if other == column)


class _Sets:
    """Sets of households beside sets of helpers, as 0/1 tables over all their members."""

    def __init__(self, left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> None:
        members = sorted(frozenset().union(*left))
        self._left = np.array([[one in row for one in members] for row in left], dtype=np.float32)
        self._right = np.array([[one in row for one in members] for row in right], dtype=np.float32)
        self._left = self._left.reshape(len(left), len(members))
        self._right = self._right.reshape(len(right), len(members))

    def lacks(self, start: int, stop: int) -> BoolArray:
        """Whether the right set lacks a member of the left one."""
        return np.asarray(self._left[start:stop] @ (1 - self._right.T) > 0)

    def shares_none(self, start: int, stop: int) -> BoolArray:
        """Whether the left set has members, and the right one none of them."""
        left = self._left[start:stop]
        return np.asarray((left @ self._right.T == 0) & left.any(axis=1, keepdims=True))


def _homes(rows: Iterable[tuple[Point, ...]]) -> FloatArray:
    """Homes as (row, home, 2) in radians, filled up with NaN; at least one column."""
    listed = list(rows)
    width = max([1, *map(len, listed)])
    homes = np.full((len(listed), width, 2), np.nan)
    for row, points in enumerate(listed):
        for index, point in enumerate(points):
            homes[row, index] = np.radians(point)
    return homes


def _straight_km(here: FloatArray, there: FloatArray) -> FloatArray:
    """Great-circle distance (haversine) of points (…, 2) in radians."""
    half = np.sin((there - here) / 2) ** 2
    chord = half[..., 0] + np.cos(here[..., 0]) * np.cos(there[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def _meets(helper: Helper, wish: Preference) -> bool:
    if isinstance(wish.value, str):
        return wish.value in helper.skills
    known = helper.birth_year if wish.kind == "born_on_or_after" else helper.weekly_hours
    return known is not None and known >= wish.value
