"""An independent checker: works every rule and price out again, in plain Python, from the problem.

It shares the types with the solver and no line of code, so that a fault there does not repeat here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from doorstep.planner.problem import Helper, Household, PairingProblem
from doorstep.planner.recount import Recount, fills, may
from doorstep.planner.result import Pair, PairingResult, Unserved


def check_pairing(problem: PairingProblem, result: PairingResult) -> list[str]:
    """Sentences about every broken rule, wrong price or wrong claim; [] where all is well.

    The bound is checked as a proof: worked out from the place prices alone, it is valid whatever
    made them.
    """
    return list(_Check(problem, result).faults())


class _Check:
    def __init__(self, problem: PairingProblem, result: PairingResult) -> None:
        self.problem = problem
        self.result = result
        self.again = Recount(problem)
        self.households = self.again.households
        self.helpers = self.again.helpers
        self.load = Counter(pair.helper for pair in result.pairs)
        self.locked = Counter(key for row in problem.households for key in row.locked)

    def faults(self) -> Iterator[str]:
        unknown = [
            f"{pair.household} – {pair.helper}: no such household or helper"
            for pair in self.result.pairs
            if pair.household not in self.households or pair.helper not in self.helpers
        ]
        unknown += [
            f"unserved {row.household}: no such household"
            for row in self.result.unserved
            if row.household not in self.households
        ]
        yield from unknown
        if unknown:
            return
        for household in self.problem.households:
            yield from self._household(household)
        for pair in self.result.pairs:
            yield from self._pair(pair)
        for row in self.result.unserved:
            yield from self._unserved(row)
        yield from self._loads()
        yield from self._objective()

    def _household(self, household: Household) -> Iterator[str]:
        pairs = [pair for pair in self.result.pairs if pair.household == household.key]
        empty = [row.places for row in self.result.unserved if row.household == household.key]
        names = [pair.helper for pair in pairs]
        if len(set(names)) < len(names):
            yield f"{household.key}: one helper twice"
        if len(names) + sum(empty) != household.helpers_wanted:
            yield (
                f"{household.key}: {len(names)} pairs and {sum(empty)} empty places, "
                f"{household.helpers_wanted} wanted"
            )
        if len(empty) > 1 or 0 in empty:
            yield f"{household.key}: unserved stands twice, or without a place"
        if not household.locked <= set(names):
            yield f"{household.key}: a locked pair is gone"
        if not fills(household, [self.helpers[name] for name in names]):
            yield f"{household.key}: the helpers do not fill its roles"
        if [pair.order for pair in pairs] != list(range(1, len(pairs) + 1)):
            yield f"{household.key}: the order of helpers is not 1, 2, 3"

    def _pair(self, pair: Pair) -> Iterator[str]:
        household, helper = self.households[pair.household], self.helpers[pair.helper]
        name = f"{pair.household} – {pair.helper}"
        if not may(household, helper):
            yield f"{name}: the rules do not allow it"
        if pair.is_locked != (helper.key in household.locked):
            yield f"{name}: locked or not is wrong"
        if pair.is_current != (helper.key in household.current):
            yield f"{name}: of today or not is wrong"
        if pair.price != sum(term.price for term in pair.terms):
            yield f"{name}: the terms do not add up to {pair.price}"
        stated = [(term.kind, term.key, term.price, term.is_met) for term in pair.terms]
        worked = [
            (term.kind, term.key, term.price, term.is_met)
            for term in self.again.terms(household, helper, self._last_price(helper.key))
        ]
        if stated != worked:
            yield f"{name}: the terms are {stated}, worked out {worked}"
        km = self.again.km(household, helper)
        if (pair.km is None) != (km is None) or abs((pair.km or 0) - (km or 0)) > 0.00501:
            yield f"{name}: the way is {km} km, stated {pair.km}"
        if pair.next_best is not None:
            other = self.helpers.get(pair.next_best.helper)
            taken = {row.helper for row in self.result.pairs if row.household == household.key}
            beside = [self.helpers[key] for key in sorted(taken - {helper.key})]
            if (
                pair.is_locked
                or other is None
                or other.key in taken
                or not may(household, other)
                or not fills(household, [*beside, other])
            ):
                yield f"{name}: the next best, {pair.next_best.helper}, cannot come"
                return
            yield from self.again.lines_faults(household, other, pair.next_best)
            if self.result.optimal and pair.next_best.adds < 0:
                yield f"{name}: the next best is better"

    def _unserved(self, row: Unserved) -> Iterator[str]:
        household = self.households[row.household]
        taken = {pair.helper for pair in self.result.pairs if pair.household == household.key}
        there = [self.helpers[key] for key in sorted(taken)]
        left = sorted(
            helper.key
            for helper in self.problem.helpers
            if helper.key not in taken
            and may(household, helper)
            and fills(household, [*there, helper])
        )
        full = [key for key in left if self.load[key] >= self.helpers[key].most_households]
        dearer = [key for key in left if key not in full]
        if (list(row.full), list(row.dearer)) != (full, dearer):
            yield f"{row.household}: full {full}, with room {dearer}; stated otherwise"
        if row.price != self.again.empty(household):
            yield f"{row.household}: an empty place is not {row.price}"
        reason = (
            "no_helpers"
            if not self.problem.helpers
            else "all_come"
            if len(taken) == len(self.problem.helpers)
            else "full"
            if full
            else "price"
            if dearer
            else "rules"
        )
        if row.reason != reason:
            yield f"{row.household}: the reason is {reason}, stated {row.reason}"
        asked = self._asked(household, there)
        if row.skills != tuple(sorted(asked)):
            yield f"{row.household}: its empty places ask for {asked}, stated {row.skills}"
        removed = {("declined", ""): len(household.declined)} | {
            ("skill", skill): sum(skill not in helper.skills for helper in self.problem.helpers)
            for skill in household.required_skills | asked
        }
        if household.must_share_language and household.languages:
            silent = [
                row for row in self.problem.helpers if not row.languages & household.languages
            ]
            removed["language", ""] = len(silent)
        stated = {(rule.rule, rule.key): rule.helpers for rule in row.removed}
        if stated != {rule: count for rule, count in removed.items() if count}:
            yield f"{row.household}: the rules remove {removed}, stated {stated}"

    def _asked(self, household: Household, there: list[Helper]) -> frozenset[str]:
        """The skills that the empty places ask for, where these helpers sit so that they ask for
        the least; of several such ways, those of each."""
        ways = []
        for empty in combinations(household.roles, max(0, len(household.roles) - len(there))):
            left = list(household.roles)
            for role in empty:
                left.remove(role)
            if fills(replace(household, roles=tuple(left)), there):
                ways.append({skill for role in empty for skill in role})
        least = [way for way in ways if all(not other < way for other in ways)]
        return frozenset(skill for way in least for skill in way)

    def _loads(self) -> Iterator[str]:
        if [row.helper for row in self.result.loads] != sorted(self.helpers):
            yield "loads: not every helper once"
        for row in self.result.loads:
            most = self.helpers[row.helper].most_households
            if row.households != self.load[row.helper] or row.most != most:
                yield f"{row.helper}: carries {self.load[row.helper]} of {most}, stated otherwise"
            if row.households > most:
                yield f"{row.helper}: carries {row.households}, at most {most}"
            elif row.fairness != sum(self.again.units(most)[: row.households]):
                yield f"{row.helper}: fairness is not {row.fairness}"

    def _objective(self) -> Iterator[str]:
        objective = self.again.total([(row.household, row.helper) for row in self.result.pairs])
        if objective != self.result.objective:
            yield f"the objective is {objective}, stated {self.result.objective}"
        bound = self._bound()
        if bound != self.result.bound:
            yield f"the place prices prove {bound}, stated {self.result.bound}"
        if self.result.bound > self.result.objective:
            yield "the bound is above the objective"

    def _bound(self) -> int:
        """What no pairing can be cheaper than, if every place had its price."""
        value = {row.helper: row.place_price for row in self.result.loads}
        bound = 0
        for helper in self.problem.helpers:
            units = self.again.units(helper.most_households)
            bound += sum(units[: self.locked[helper.key]])
            free = units[self.locked[helper.key] :]
            bound += sum(min(0, unit - value[helper.key]) for unit in free)
        for household in self.problem.households:
            bound += sum(self.again.pair(household, self.helpers[key]) for key in household.locked)
            wanted = household.helpers_wanted - len(household.locked)
            empty = self.again.empty(household)
            loaded = {
                helper.key: self.again.pair(household, helper) + value[helper.key]
                for helper in self.problem.helpers
                if helper.key not in household.locked and may(household, helper)
            }
            if household.roles:
                bound += self._least(household, loaded, wanted, empty)
            else:
                bound += sum(sorted([*loaded.values(), *[empty] * wanted])[:wanted])
        return bound

    def _least(self, household: Household, loaded: dict[str, int], wanted: int, empty: int) -> int:
        """What its open places cost at least, by trying every choice; of those who fit a role, as
        many of the cheapest as there are places."""
        choices: set[str | None] = {None}
        for role in household.roles:
            fit = [key for key in loaded if role <= self.helpers[key].skills]
            choices |= set(sorted(fit, key=lambda key: loaded[key])[:wanted])
        least = []
        for chosen in product(choices, repeat=wanted):
            who = sorted(key for key in chosen if key is not None)
            there = [self.helpers[key] for key in [*who, *household.locked]]
            if len(set(who)) == len(who) and fills(household, there):
                least.append(sum(loaded[key] for key in who) + empty * (wanted - len(who)))
        return min(least)

    def _last_price(self, helper: str) -> int:
        units = self.again.units(self.helpers[helper].most_households)
        return units[min(self.load[helper], len(units)) - 1] if units else 0
