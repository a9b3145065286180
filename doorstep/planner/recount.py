"""Every price once more, in plain Python straight from the problem; shared with check.py alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import permutations
from math import asin, cos, radians, sin, sqrt

from doorstep.planner.problem import Helper, Household, PairingProblem, Preference
from doorstep.planner.result import NextBest, Term


def price_of(problem: PairingProblem, pairs: Iterable[tuple[str, str]]) -> int:
    """The price of any pairing (household, helper) in hundredths, empty places included."""
    return Recount(problem).total(list(pairs))


class Recount:
    """Prices of one problem."""

    def __init__(self, problem: PairingProblem) -> None:
        self.problem = problem
        self.households = {row.key: row for row in problem.households}
        self.helpers = {row.key: row for row in problem.helpers}

    def total(self, pairs: list[tuple[str, str]]) -> int:
        """The price of a pairing."""
        price = sum(self.pair(self.households[one], self.helpers[other]) for one, other in pairs)
        for key, load in Counter(helper for _, helper in pairs).items():
            price += sum(self.units(self.helpers[key].most_households)[:load])
        filled = Counter(household for household, _ in pairs)
        for row in self.problem.households:
            price += self.empty(row) * (row.helpers_wanted - filled[row.key])
        return price

    def empty(self, household: Household) -> int:
        """The price of a place that nobody fills."""
        return round((self.problem.weights.unserved + household.urgency) * 100)

    def pair(self, household: Household, helper: Helper) -> int:
        """The price of a pair without fairness."""
        return sum(term.price for term in self.terms(household, helper, 0))

    def terms(self, household: Household, helper: Helper, fairness: int) -> Iterator[Term]:
        """The lines of a pair's price."""
        weights = self.problem.weights
        yield Term("distance", self._distance(household, helper))
        speaks = not household.languages or bool(household.languages & helper.languages)
        yield Term("language", 0 if speaks else round(weights.no_common_language * 100), "", speaks)
        for wish in household.preferences:
            points = weights.missed_preference if wish.points is None else wish.points
            met = _meets(helper, wish)
            yield Term("preference", 0 if met else round(points * 100), wish.key, met)
        stays = helper.key in household.current
        yield Term("change", 0 if stays else round(weights.change * 100), "", stays)
        yield Term("fairness", fairness)
        if extra := round(self.problem.extra.get((household.key, helper.key), 0) * 100):
            yield Term("extra", extra)

    def lines_faults(self, household: Household, helper: Helper, stated: NextBest) -> Iterator[str]:
        """What is wrong with the way and the lines of a next best."""
        name = f"{household.key} – {helper.key}, next best"
        worked = tuple(one for one in self.terms(household, helper, 0) if one.kind != "fairness")
        if stated.terms != worked:
            yield f"{name}: the terms are {stated.terms}, worked out {worked}"
        km = self.km(household, helper)
        if (stated.km is None) != (km is None) or abs((stated.km or 0) - (km or 0)) > 0.00501:
            yield f"{name}: the way is {km} km, stated {stated.km}"

    def _distance(self, household: Household, helper: Helper) -> int:
        km = self.km(household, helper)
        if km is None:
            ways = [self.km(household, other) for other in self.problem.helpers]
            known = [way for way in ways if way is not None]
            km = sum(known) / len(known) if known else 0.0
        return round(km * self.problem.weights.km * 100)

    def km(self, household: Household, helper: Helper) -> float | None:
        """Road km, mean over the homes; None where one is unknown."""
        if helper.home is None or not household.homes:
            return None
        ways = [_straight_km(home, helper.home) for home in household.homes]
        return self.problem.weights.terrain_factor * sum(ways) / len(ways)

    def units(self, most: int) -> list[int]:
        """The prices of a helper's households, the first one first."""
        wanted = sum(household.helpers_wanted for household in self.problem.households)
        bands = self.problem.weights.load_bands
        return [
            next(round(price * 100) for share, price in bands if number <= most * share // 100)
            for number in range(1, min(most, wanted) + 1)
        ]


def may(household: Household, helper: Helper) -> bool:
    """Whether the hard rules allow the pair."""
    speaks = not household.languages or bool(household.languages & helper.languages)
    return (
        helper.key not in household.declined
        and household.required_skills <= helper.skills
        and fills(household, [helper])
        and (speaks or not household.must_share_language)
    )


def fills(household: Household, helpers: Iterable[Helper]) -> bool:
    """Whether each of these can have a place of its own that asks for no skill they lack."""
    skills = [helper.skills for helper in helpers]
    return not household.roles or any(
        all(role <= held for role, held in zip(taken, skills, strict=True))
        for taken in permutations(household.roles, len(skills))
    )


def _meets(helper: Helper, wish: Preference) -> bool:
    if wish.kind == "has_skill":
        return wish.value in helper.skills
    stated = helper.birth_year if wish.kind == "born_on_or_after" else helper.weekly_hours
    return stated is not None and stated >= float(wish.value)


def _straight_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Haversine on a sphere of 6371.0088 km."""
    north, south = radians(one[0]), radians(two[0])
    east = radians(one[1]) - radians(two[1])
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(min(1.0, half)))
