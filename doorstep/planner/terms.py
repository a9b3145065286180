"""The price of a pair line by line, and the order of a household's helpers."""

import math

from doorstep.planner.costs import Costs, FloatArray, hundredths
from doorstep.planner.result import NextBest, Term


class Terms:
    """The lines of some households' prices, rows `start` up to `stop`."""

    def __init__(self, costs: Costs, start: int, stop: int) -> None:
        self._costs = costs
        self._start = start
        self._km: FloatArray = costs.km(start, stop)
        self._distance = costs.distance(self._km)
        self._no_language = costs.no_language(start, stop)

    def of(self, row: int, column: int, fairness: int) -> tuple[Term, ...]:
        """The lines of one pair, which add up to its price; fairness as the caller counts it."""
        costs, line = self._costs, row - self._start
        household, helper = costs.households[row], costs.helpers[column]
        speaks = not self._no_language[line, column]
        stays = helper.key in household.current
        language = 0 if speaks else hundredths(costs.weights.no_common_language)
        change = 0 if stays else hundredths(costs.weights.change)
        terms = [
            Term("distance", int(self._distance[line, column])),
            Term("language", language, is_met=speaks),
        ]
        for wish in household.preferences:
            missing = int(costs.missing(wish)[column])
            price = missing * costs.points(wish)
            terms.append(Term("preference", price, wish.key, is_met=not missing))
        terms.append(Term("change", change, is_met=stays))
        terms.append(Term("fairness", fairness))
        if extra := costs.extra_price(row, column):
            terms.append(Term("extra", extra))
        return tuple(terms)

    def next_best(self, row: int, column: int, adds: int) -> NextBest:
        """Another helper for a household, with the lines of that pair."""
        terms = tuple(term for term in self.of(row, column, 0) if term.kind != "fairness")
        return NextBest(self._costs.helpers[column].key, adds, self.road_km(row, column), terms)

    def road_km(self, row: int, column: int) -> float | None:
        """By road, one way, to 0.01; None where a home is unknown."""
        km = float(self._km[row - self._start, column])
        return None if math.isnan(km) else round(km, 2)


def in_order(costs: Costs, row: int, price: dict[int, int]) -> list[int]:
    """A household's helpers (columns with prices): today's first, then the cheaper ones."""
    today = costs.households[row].current

    def rank(column: int) -> tuple[int, int, str]:
        key = costs.helpers[column].key
        return (today.index(key) if key in today else len(today), price[column], key)

    return sorted(price, key=rank)
