"""From the cheapest flow to an answer in terms: each pair's price, the next best, who is short."""

import numpy as np

from doorstep.planner.bands import Bands
from doorstep.planner.costs import CLOSED, Costs, IntArray
from doorstep.planner.exchanges import Exchanges
from doorstep.planner.flow import Optimum
from doorstep.planner.problem import Household
from doorstep.planner.result import (
    HelperLoad,
    NextBest,
    Pair,
    PairingResult,
    Reason,
    Removed,
    Unserved,
)
from doorstep.planner.roles import asked_by_the_rest
from doorstep.planner.terms import Terms, in_order


def explain(costs: Costs, bands: Bands, optimum: Optimum) -> PairingResult:
    """The result with its reasons."""
    way = _all_exchanges(costs, bands, optimum).shortest()
    total = optimum.load + bands.locked
    pairs: list[Pair] = []
    short: list[Unserved] = []
    for start, stop in costs.blocks():
        block = _Block(costs, bands, total, way, start, stop)
        for row in range(start, stop):
            first, last = np.searchsorted(optimum.row, [row, row + 1])
            columns = [int(column) for column in optimum.column[first:last]]
            pairs += block.pairs_of(row, columns)
            if optimum.empty[row] > 0:
                short.append(block.unserved(row, columns, int(optimum.empty[row])))
    loads = tuple(
        HelperLoad(
            helper=helper.key,
            households=int(total[column]),
            most=helper.most_households,
            fairness=bands.total(column, int(total[column])),
            place_price=int(optimum.place_price[column]),
            one_more_saves=max(0, -int(way[-1, column]) - bands.top),
        )
        for column, helper in enumerate(costs.helpers)
    )
    fairness = sum(load.fairness for load in loads)
    locked = sum(
        bands.total(column, int(bands.locked[column])) for column in range(len(costs.helpers))
    ) + sum(_without_fairness(pair) for pair in pairs if pair.is_locked)
    objective = (
        sum(_without_fairness(pair) for pair in pairs)
        + fairness
        + sum(place.places * place.price for place in short)
    )
    return PairingResult(tuple(pairs), tuple(short), loads, objective, optimum.bound + locked)


def _without_fairness(pair: Pair) -> int:
    return sum(term.price for term in pair.terms if term.kind != "fairness")


def _all_exchanges(costs: Costs, bands: Bands, optimum: Optimum) -> Exchanges:
    exchanges = Exchanges(bands, costs.roles, optimum.load, optimum.empty, costs.unserved)
    if (among := optimum.among) is not None:  # of all pairs, some rounds of exchanges still pay
        pairs = among.row * len(costs.helpers) + among.column
        chosen = optimum.row * len(costs.helpers) + optimum.column
        exchanges.add(among.row, among.column, among.price, np.isin(pairs, chosen))
        return exchanges
    for start, stop in costs.blocks():
        prices = costs.prices(start, stop)
        used = np.zeros(prices.shape, dtype=bool)
        inside = (optimum.row >= start) & (optimum.row < stop)
        used[optimum.row[inside] - start, optimum.column[inside]] = True
        line, column = np.nonzero(prices < CLOSED)
        exchanges.add(line + start, column, prices[line, column], used[line, column])
    return exchanges


class _Block:
    """Some households with their prices, ready to be explained."""

    def __init__(
        self, costs: Costs, bands: Bands, total: IntArray, way: IntArray, start: int, stop: int
    ) -> None:
        self._costs = costs
        self._bands = bands
        self._total = total
        self._way = way
        self._start = start
        self._prices = costs.prices(start, stop)
        self._terms = Terms(costs, start, stop)

    def pairs_of(self, row: int, columns: list[int]) -> list[Pair]:
        """The household's pairs, locked ones too: today's first, then the cheaper ones."""
        household = self._costs.households[row]
        locked = [self._costs.columns[key] for key in sorted(household.locked)]
        last = {column: int(self._total[column]) - 1 for column in locked + columns}
        terms = {
            column: self._terms.of(row, column, self._bands.unit(column, number))
            for column, number in last.items()
        }
        price = {column: sum(term.price for term in terms[column]) for column in terms}
        return [
            Pair(
                household=household.key,
                helper=self._costs.helpers[column].key,
                order=order,
                is_current=self._costs.helpers[column].key in household.current,
                is_locked=column in locked,
                km=self._terms.road_km(row, column),
                price=price[column],
                terms=terms[column],
                next_best=None if column in locked else self._next_best(row, column, columns),
            )
            for order, column in enumerate(in_order(self._costs, row, price), start=1)
        ]

    def unserved(self, row: int, columns: list[int], places: int) -> Unserved:
        """Why places of a household stay empty."""
        household = self._costs.households[row]
        is_full = self._total >= self._bands.most
        joins = self._costs.roles.who_joins(row, columns)
        open_ = np.nonzero((self._prices[row - self._start] < CLOSED) & joins)[0]
        left = [int(column) for column in open_ if int(column) not in columns]
        full = tuple(self._costs.helpers[column].key for column in left if is_full[column])
        dearer = tuple(self._costs.helpers[column].key for column in left if not is_full[column])
        reason: Reason = "rules"
        if not self._costs.helpers:
            reason = "no_helpers"
        elif len(columns) + len(household.locked) == len(self._costs.helpers):
            reason = "all_come"
        elif full:
            reason = "full"
        elif dearer:
            reason = "price"
        price = int(self._costs.unserved[row])
        skills = self._asked(household, columns)
        removed = self._removed(household, skills)
        return Unserved(
            household.key, places, price, reason, removed, full, dearer, tuple(sorted(skills))
        )

    def _asked(self, household: Household, columns: list[int]) -> frozenset[str]:
        """The skills of places that stay empty, as the others sit best."""
        helpers = self._costs.helpers
        held = [helpers[self._costs.columns[key]].skills for key in sorted(household.locked)]
        held += [helpers[column].skills for column in columns]
        return asked_by_the_rest(household.roles, held)

    def _removed(self, household: Household, asked: frozenset[str]) -> tuple[Removed, ...]:
        found = [Removed("declined", "", len(household.declined))] if household.declined else []
        for skill in sorted(household.required_skills | asked):
            lacking = sum(skill not in helper.skills for helper in self._costs.helpers)
            if lacking:
                found.append(Removed("skill", skill, lacking))
        if household.must_share_language and household.languages:
            lacking = sum(not household.languages & row.languages for row in self._costs.helpers)
            if lacking:
                found.append(Removed("language", "", lacking))
        return tuple(found)

    def _next_best(self, row: int, column: int, columns: list[int]) -> NextBest | None:
        """Takes another helper, gives up this one, and brings that place back to her."""
        prices = self._prices[row - self._start]
        adds = np.where(prices < CLOSED, prices - prices[column] + self._way[:-1, column], CLOSED)
        adds[columns] = CLOSED
        beside = [other for other in columns if other != column]
        adds[~self._costs.roles.who_joins(row, beside)] = CLOSED
        best = int(np.argmin(adds))
        if adds[best] >= CLOSED // 2:
            return None
        return self._terms.next_best(row, best, int(adds[best]))
