"""An independent checker of a pairing by hours, in plain Python; no line shared with the solver."""

from collections import Counter
from collections.abc import Iterator
from itertools import permutations

from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.hours.result import HoursPair, HoursResult, HoursShort
from doorstep.planner.problem import Helper, Household
from doorstep.planner.recount import Recount, may

UNIT = 240  # minutes of a weekly hour in four weeks


def check_pairing_hours(problem: HoursProblem, result: HoursResult) -> list[str]:
    """Sentences about every broken rule, wrong sum or claim; [] where all is well."""
    return list(_Check(problem, result).faults())


class _Check:
    def __init__(self, problem: HoursProblem, result: HoursResult) -> None:
        self.problem, self.result = problem, result
        self.again = Recount(problem.village)
        self.room = {
            row.key: round((row.weekly_hours or 0) * UNIT) for row in problem.village.helpers
        }

    def faults(self) -> Iterator[str]:
        pairs = self.result.pairs
        minutes: Counter[str] = Counter()
        for pair in pairs:
            minutes[pair.helper] += pair.minutes
        for pair in pairs:
            yield from self.pair(pair, minutes[pair.helper])
        empty = Counter({row.household: row.places for row in self.result.unserved})
        for household in self.problem.village.households:
            names = [pair.helper for pair in pairs if pair.household == household.key]
            if len(names) != len(set(names)) or not household.locked <= set(names):
                yield f"{household.key}: a helper twice, or a locked one gone"
            if len(names) + empty[household.key] != household.helpers_wanted:
                yield f"{household.key}: pairs and empty places do not add up"
            if [pair.order for pair in pairs if pair.household == household.key] != list(
                range(1, len(names) + 1)
            ):
                yield f"{household.key}: the order of helpers is not 1, 2, 3"
            if not self.fills(household, names):
                yield f"{household.key}: the helpers do not fill its roles"
        for row in self.result.unserved:
            yield from self.short(row)
        yield from self.sums()

    def short(self, row: HoursShort) -> Iterator[str]:
        """Why a place stays empty, said anew of everybody who could come beside those who do."""
        household, helpers = self.again.households[row.household], self.again.helpers
        there = [one.helper for one in self.result.pairs if one.household == row.household]
        could = [
            helper
            for key, helper in helpers.items()
            if key not in there
            and self.may(household, helper)
            and self.fills(household, [*there, key])
        ]
        loads = {load.helper: load for load in self.result.loads}
        stated = [one for one in could if one.weekly_hours]
        with_room = [
            one
            for one in stated
            if loads[one.key].households < one.most_households
            and loads[one.key].minutes + self.minutes(household, one) <= self.room[one.key]
        ]
        others = set(helpers) - set(there)
        steps = (
            (helpers, "no_helpers"), (others, "all_come"), (could, "rules"),
            (stated, "hours_unknown"),
        )  # fmt: skip
        reason = next((said for known, said in steps if not known), None)
        reason = reason or ("price" if with_room else "full")
        if row.reason != reason:
            yield f"{row.household}: the reason is {reason}, stated {row.reason}"

    def pair(self, pair: HoursPair, load: int) -> Iterator[str]:
        household = self.again.households[pair.household]
        helper = self.again.helpers[pair.helper]
        name = f"{pair.household} – {pair.helper}"
        if pair.minutes != self.minutes(household, helper):
            yield f"{name}: takes {self.minutes(household, helper)}, stated {pair.minutes}"
        last = self.fairness(helper.key, load) - self.fairness(helper.key, load - pair.minutes)
        terms = tuple(self.again.terms(household, helper, round(last / UNIT)))
        if pair.terms != terms or pair.price != sum(term.price for term in terms):
            yield f"{name}: the terms are {pair.terms}, worked out {terms}"
        if (pair.is_locked, pair.is_current) != (
            helper.key in household.locked,
            helper.key in household.current,
        ):
            yield f"{name}: locked or of today is wrong"
        if not pair.is_locked and not self.may(household, helper):
            yield f"{name}: the rules do not allow it"
        km = self.again.km(household, helper)
        if (pair.km is None) != (km is None) or abs((pair.km or 0) - (km or 0)) > 0.00501:
            yield f"{name}: the way is {km} km, stated {pair.km}"
        if pair.next_best is not None:
            other = self.again.helpers[pair.next_best.helper]
            taken = {row.helper for row in self.result.pairs if row.household == household.key}
            team = [*sorted(taken - {helper.key}), other.key]
            if (
                pair.is_locked
                or other.key in taken
                or not self.may(household, other)
                or not self.fills(household, team)
            ):
                yield f"{name}: the next best, {other.key}, cannot come"
            yield from self.again.lines_faults(household, other, pair.next_best)
            if pair.next_best.adds < 0:
                yield f"{name}: the next best is better"

    def sums(self) -> Iterator[str]:
        minutes: Counter[str] = Counter()
        for pair in self.result.pairs:
            minutes[pair.helper] += pair.minutes
        count = Counter(pair.helper for pair in self.result.pairs)
        fine = sum(
            UNIT
            * self.again.pair(self.again.households[row.household], self.again.helpers[row.helper])
            for row in self.result.pairs
        )
        for row in self.result.unserved:
            fine += row.places * UNIT * self.again.empty(self.again.households[row.household])
        for load in self.result.loads:
            helper = self.again.helpers[load.helper]
            if (load.minutes, load.households) != (minutes[helper.key], count[helper.key]):
                yield f"{helper.key}: the load is stated otherwise"
            if load.minutes > self.room[helper.key] or load.households > helper.most_households:
                yield f"{helper.key}: carries too much"
            fine += self.fairness(helper.key, minutes[helper.key])
        if -(-fine // UNIT) != self.result.objective:
            yield f"the objective is {-(-fine // UNIT)}, stated {self.result.objective}"
        proven = -(-self.bound() // UNIT)
        if self.result.bound > proven:
            yield f"the prices prove {proven}, stated {self.result.bound}"
        if self.result.bound > self.result.objective:
            yield "the bound is above the objective"

    def minutes(self, household: Household, helper: Helper) -> int:
        km = self.again.km(household, helper)
        if km is None:
            ways = [self.again.km(household, other) for other in self.problem.village.helpers]
            known = [way for way in ways if way is not None]
            km = sum(known) / len(known) if known else 0.0
        time = self.problem.times[household.key]
        way = round(km * (60 * self.problem.ways_a_visit / self.problem.km_an_hour))
        return time.visits * (time.visit_minutes + way) + time.phone_minutes

    def may(self, household: Household, helper: Helper) -> bool:
        speaks = not household.languages or bool(household.languages & helper.languages)
        return may(household, helper) and (
            speaks or household.key not in self.problem.must_share_language
        )

    def fills(self, household: Household, names: list[str]) -> bool:
        roles = self.problem.roles.get(household.key)
        skills = [self.again.helpers[name].skills for name in names]
        return roles is None or any(
            all(role <= held for role, held in zip(taken, skills, strict=True))
            for taken in permutations(roles, len(skills))
        )

    def fairness(self, helper: str, minutes: int) -> int:
        return sum(
            max(0, min(minutes, upper) - lower) * price
            for lower, upper, price in self.bands(helper)
        )

    def bands(self, helper: str) -> list[tuple[int, int, int]]:
        bands = self.problem.village.weights.load_bands
        uppers = [self.room[helper] * share // 100 for share, _ in bands]
        prices = [round(points * 100) for _, points in bands]
        return list(zip([0, *uppers[:-1]], uppers, prices, strict=True))

    def bound(self) -> int:
        """What the stated prices of places prove: these, and the least that each helper can make
        of them, by trying every load."""
        used: Counter[str] = Counter()
        held: Counter[str] = Counter()
        stated = dict(self.result.place_prices)
        offers: list[tuple[Household, list[frozenset[str]], int]] = []
        bound = 0
        for household in self.problem.village.households:
            for key in household.locked:
                used[key] += self.minutes(household, self.again.helpers[key])
                held[key] += 1
                bound += UNIT * self.again.pair(household, self.again.helpers[key])
            places = [(skills, count) for skills, count in self.open(household) if count]
            for (skills, count), price in zip(places, stated.get(household.key, ()), strict=True):
                bound += count * min(price, UNIT * self.again.empty(household))
                offers.append((household, skills, min(price, UNIT * self.again.empty(household))))
        one = {row.helper: row.household_price for row in self.result.loads}
        for helper in self.problem.village.helpers:
            key = helper.key
            left = helper.most_households - held[key]
            bound -= left * one[key]
            least = {0: 0}  # by minutes
            for household, skills, price in offers if left else ():
                gain = UNIT * self.again.pair(household, helper) + one[key] - price
                fits = self.may(household, helper) and any(one <= helper.skills for one in skills)
                if gain < 0 and fits and key not in household.locked:
                    takes = self.minutes(household, helper)
                    for minutes, value in list(least.items()):
                        if used[key] + minutes + takes <= self.room[key]:
                            more = least.get(minutes + takes, 0)
                            least[minutes + takes] = min(more, value + gain)
            bound += min(
                value + self.fairness(key, used[key] + minutes) for minutes, value in least.items()
            )
        return bound

    def open(self, household: Household) -> list[tuple[list[frozenset[str]], int]]:
        """What the open places ask for: one set of skills of each list is enough."""
        roles = self.problem.roles.get(household.key)
        left = household.helpers_wanted - len(household.locked)
        if roles is None:
            return [([frozenset()], left)]
        locked = [self.again.helpers[key].skills for key in sorted(household.locked)]
        ways = [
            [role for at, role in enumerate(roles) if at not in taken]
            for taken in permutations(range(len(roles)), len(locked))
            if all(roles[at] <= held for at, held in zip(taken, locked, strict=True))
        ]
        if left == 1:
            return [([role for way in ways for role in way], 1)]
        free = [one for key, one in self.again.helpers.items() if key not in household.locked]

        def takers(way: list[frozenset[str]]) -> list[int]:
            return sorted(sum(role <= one.skills for one in free) for role in way)

        return [([role], 1) for role in max(ways, key=takers, default=[])]
