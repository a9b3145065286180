"""All pairs of places and helpers as whole numbers: the price, and the minutes in four weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from doorstep.planner.costs import CLOSED, Costs, IntArray, hundredths
from doorstep.planner.hours.problem import WEEKS, HoursProblem
from doorstep.planner.problem import Household

FINE = WEEKS * 60  # fine prices in a hundredth: a weekly hour's price divides over its minutes
type Asked = tuple[frozenset[str], ...]  # skills, of which one set is enough
_KEPT = 40_000_000  # pairs whose numbers stay in memory


@dataclass(frozen=True, slots=True)
class Locked:
    """A pair that stays."""

    row: int
    column: int
    price: int  # hundredths, without fairness
    minutes: int


class Grid:
    """Rows are posts: the places of a household that ask for the same skills.

    Locked pairs stand apart; what they take is in `locked_minutes` and `locked_count`. Prices are
    fine ones and leave fairness out.
    """

    def __init__(self, problem: HoursProblem) -> None:
        self.problem = problem
        self.costs = Costs(problem.village)
        self._times = [problem.times[row.key] for row in self.costs.households]
        posts = [
            (row, skills, places)
            for row, household in enumerate(self.costs.households)
            for skills, places in open_posts(problem, household)
        ]
        self.household = np.array([row for row, _, _ in posts], dtype=np.int64)
        self.places = np.array([places for _, _, places in posts], dtype=np.int64)
        self.empty = self.costs.unserved[self.household] * FINE
        self._skills = [skills for _, skills, _ in posts]
        helpers = self.costs.helpers
        self.most = np.array([row.most_households for row in helpers], dtype=np.int64)
        self.minutes = np.array(
            [round((row.weekly_hours or 0) * 60 * WEEKS) for row in helpers], dtype=np.int64
        )
        self.locked_count = np.zeros(len(helpers), dtype=np.int64)
        self.locked_minutes = np.zeros(len(helpers), dtype=np.int64)
        self.locked = self._locked()
        for pair in self.locked:
            self.locked_count[pair.column] += 1
            self.locked_minutes[pair.column] += pair.minutes
        bands = problem.village.weights.load_bands
        shares = np.array([share for share, _ in bands], dtype=np.int64)
        self.band_minutes: IntArray = self.minutes[:, None] * shares // 100
        self.band_prices = np.array([hundredths(points) for _, points in bands], dtype=np.int64)
        self._kept: list[tuple[int, int, IntArray, IntArray]] = []

    def fairness(self, helper: int, minutes: int) -> int:
        """The fine price of a whole load."""
        upper = np.minimum(self.band_minutes[helper], minutes)
        steps = np.diff(upper, prepend=0)
        return int((steps * self.band_prices).sum())

    def last_price(self, helper: int, load: IntArray, minutes: int) -> int:
        """What a household's minutes cost for fairness, hundredths, if they are the last ones."""
        full = int(load[helper])
        return round((self.fairness(helper, full) - self.fairness(helper, full - minutes)) / FINE)

    def _locked(self) -> list[Locked]:
        rows = np.array([row for row, _ in self.costs.locked], dtype=np.int64)
        found = []
        for start, stop in self.costs.blocks():
            first, last = np.searchsorted(rows, [start, stop])
            if first == last:
                continue
            prices, minutes = self.costs.all_prices(start, stop), self.all_minutes(start, stop)
            for row, column in self.costs.locked[first:last]:
                line = row - start
                found.append(
                    Locked(row, column, int(prices[line, column]), int(minutes[line, column]))
                )
        return found

    def blocks(self) -> Iterator[tuple[int, int, IntArray, IntArray]]:
        """Ranges of posts with prices (CLOSED where not allowed) and minutes."""
        if self._kept:
            yield from self._kept
            return
        keep = len(self.household) * len(self.costs.helpers) <= _KEPT
        for start, stop in self.costs.blocks():
            first, last = np.searchsorted(self.household, [start, stop])
            line = self.household[first:last] - start
            prices = self.costs.prices(start, stop)
            closed = prices >= CLOSED
            for offset, household in enumerate(self.costs.households[start:stop]):
                if household.key in self.problem.must_share_language:
                    row = start + offset
                    closed[offset] |= self.costs.no_language(row, row + 1)[0]
            prices = np.where(closed, CLOSED, prices * FINE)[line]
            for post in range(first, last):
                asked = self._skills[post]
                if frozenset() not in asked:
                    lacks = [
                        not any(one <= row.skills for one in asked) for row in self.costs.helpers
                    ]
                    prices[post - first, lacks] = CLOSED
            minutes = self.all_minutes(start, stop)[line]
            prices[minutes > self.minutes[None, :] - self.locked_minutes[None, :]] = CLOSED
            prices[:, self.most <= self.locked_count] = CLOSED
            block = (int(first), int(last), prices, minutes)
            if keep:
                self._kept.append(block)
            yield block

    def all_minutes(self, start: int, stop: int) -> IntArray:
        """Minutes over four weeks; an unknown way counts as in the price, at the mean."""
        km = self.costs.known_km(self.costs.km(start, stop))
        way = km * (60 * self.problem.ways_a_visit / self.problem.km_an_hour)
        visits = np.array([[row.visits] for row in self._times[start:stop]])
        there = np.array([[row.visit_minutes] for row in self._times[start:stop]])
        phone = np.array([[row.phone_minutes] for row in self._times[start:stop]])
        return np.asarray(visits * (there + np.rint(way).astype(np.int64)) + phone)


def open_posts(problem: HoursProblem, household: Household) -> list[tuple[Asked, int]]:
    """What the places beside the locked pairs ask for, and how many ask for the same.

    A last place is anybody's beside whom the locked helpers find places of their own, whichever
    these are. Of several, the locked ones leave those that most of the team can take.
    """
    left = household.helpers_wanted - len(household.locked)
    roles = problem.roles.get(household.key)
    if roles is None:
        return [((frozenset(),), left)] if left else []
    team = {row.key: row.skills for row in problem.village.helpers}
    locked = [team[key] for key in sorted(household.locked)]
    seated = [
        taken
        for taken in permutations(range(len(roles)), len(locked))
        if all(roles[place] <= held for place, held in zip(taken, locked, strict=True))
    ]
    if not seated:
        raise ValueError(f"{household.key}: the locked helpers lack the skills of its places")
    if left == 1:
        last = {
            roles[place] for taken in seated for place in range(len(roles)) if place not in taken
        }
        return [(tuple(sorted(last, key=sorted)), 1)]
    others = [held for key, held in team.items() if key not in household.locked]

    def many(taken: tuple[int, ...]) -> list[int]:
        open_ = [role for place, role in enumerate(roles) if place not in taken]
        return sorted(sum(role <= held for held in others) for role in open_)

    best = max(seated, key=many)  # the first of equals
    return [((role,), 1) for place, role in enumerate(roles) if place not in best]
