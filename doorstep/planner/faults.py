"""Problems that contradict themselves: refused, with the place that is wrong."""

import math
from collections.abc import Callable, Iterable

from doorstep.planner.problem import Helper, Household, PairingProblem, Point, Preference, Weights
from doorstep.planner.roles import filled
from doorstep.planner.words import Said, said

MOST_POINTS = 1_000_000  # beyond it the whole numbers of the solver could overflow
MOST_WANTED = 3


class PlannerError(ValueError):
    """A problem that cannot be planned: `where` names the row, `fault` what is wrong with it. As
    text it is English; whoever has a reader of another language translates both."""

    def __init__(self, where: Said | str, fault: Said | str) -> None:
        super().__init__(f"{where}: {fault}")
        self.where = where
        self.fault = fault

    def __reduce__(self) -> tuple[type["PlannerError"], tuple[object, ...]]:
        """How it comes out of another process: by what it was made of, not by its text."""
        return type(self), (self.where, self.fault)


class LockedBeyondHours(PlannerError):
    """A helper's locked pairs take more minutes in four weeks than there are."""

    def __init__(self, helper: str, minutes: int, most: int) -> None:
        super().__init__(
            helper_named(helper),
            said(
                "locked pairs take %(minutes)s minutes in four weeks, there are %(most)s",
                minutes=minutes,
                most=most,
            ),
        )
        self.helper, self.minutes, self.most = helper, minutes, most

    def __reduce__(self) -> tuple[type["PlannerError"], tuple[object, ...]]:
        return type(self), (self.helper, self.minutes, self.most)


def household_named(key: str) -> Said:
    """A household as the place of a fault."""
    return said("household %(household)s", household=key)


def helper_named(key: str) -> Said:
    """A helper as the place of a fault."""
    return said("helper %(helper)s", helper=key)


def check_problem(problem: PairingProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    _check_weights(problem.weights)
    check_keys(household_named, [household.key for household in problem.households])
    check_keys(helper_named, [helper.key for helper in problem.helpers])
    helpers = {helper.key: helper for helper in problem.helpers}
    for helper in problem.helpers:
        _check_helper(helper)
    for household in problem.households:
        _check_household(household, helpers)
    _check_locked(problem, helpers)
    households = {household.key for household in problem.households}
    for (household_key, helper_key), points in problem.extra.items():
        where = said(
            "extra (%(household)s, %(helper)s)", household=household_key, helper=helper_key
        )
        if household_key not in households or helper_key not in helpers:
            raise PlannerError(where, said("no such household or helper"))
        _check_points(where, said("points"), points, least=-MOST_POINTS)


def check_keys(named: Callable[[str], Said], keys: Iterable[str]) -> None:
    """Raises PlannerError where a key stands there twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise PlannerError(named(key), said("stands there twice"))
        seen.add(key)


def not_between(name: Said, value: float, least: float, most: float) -> Said:
    """A number outside of what it may be."""
    return said(
        "%(name)s is %(value)s, not %(least)s to %(most)s",
        name=name, value=value, least=least, most=most,
    )  # fmt: skip


def no_helper_here(name: Said | str, key: str) -> Said:
    """Somebody named who does not stand among the helpers."""
    return said("%(name)s names %(helper)s, who is no helper here", name=name, helper=key)


def _check_helper(helper: Helper) -> None:
    where = helper_named(helper.key)
    _check_points(where, said("most_households"), helper.most_households)
    if helper.home is not None:
        _check_home(where, helper.home)
    if helper.weekly_hours is not None:
        _check_points(where, said("weekly_hours"), helper.weekly_hours)


def _check_household(household: Household, helpers: dict[str, Helper]) -> None:
    where = household_named(household.key)
    if not 0 <= household.helpers_wanted <= MOST_WANTED:
        wanted = household.helpers_wanted
        raise PlannerError(where, not_between(said("helpers_wanted"), wanted, 0, MOST_WANTED))
    roles = household.roles
    if roles and len(roles) != household.helpers_wanted:
        wanted = household.helpers_wanted
        text = said("%(count)s roles, %(wanted)s wanted", count=len(roles), wanted=wanted)
        raise PlannerError(where, text)
    for home in household.homes:
        _check_home(where, home)
    _check_points(where, said("urgency"), household.urgency)
    lists: tuple[tuple[Said, Iterable[str]], ...] = (
        (said("declined"), household.declined),
        (said("current"), household.current),
        (said("locked"), household.locked),
    )
    for name, named in lists:
        for key in sorted(named):
            if key not in helpers:
                raise PlannerError(where, no_helper_here(name, key))

    def current(key: str) -> Said:
        return said("%(where)s: current %(helper)s", where=where, helper=key)

    def preference(key: str) -> Said:
        return said("%(where)s: preference %(key)s", where=where, key=key)

    check_keys(current, household.current)
    check_keys(preference, [wish.key for wish in household.preferences])
    for wish in household.preferences:
        _check_preference(where, wish)


def _check_preference(where: Said, wish: Preference) -> None:
    if wish.kind not in ("has_skill", "born_on_or_after", "hours_at_least"):
        text = said(
            "preference %(key)s has the unknown kind %(kind)s", key=wish.key, kind=wish.kind
        )
        raise PlannerError(where, text)
    if isinstance(wish.value, str) != (wish.kind == "has_skill"):
        text = said(
            "preference %(key)s (%(kind)s) cannot have the value %(value)s",
            key=wish.key, kind=wish.kind, value=repr(wish.value),
        )  # fmt: skip
        raise PlannerError(where, text)
    if not isinstance(wish.value, str):
        _check_points(where, said("preference %(key)s's value", key=wish.key), wish.value)
    if wish.points is not None:
        _check_points(where, said("preference %(key)s's points", key=wish.key), wish.points)


def _check_locked(problem: PairingProblem, helpers: dict[str, Helper]) -> None:
    """A locked pair stays, so it must not break another hard rule."""
    taken: dict[str, int] = {}
    for household in problem.households:
        where = household_named(household.key)
        locked, wanted = len(household.locked), household.helpers_wanted
        if locked > wanted:
            text = said("%(locked)s locked, %(wanted)s wanted", locked=locked, wanted=wanted)
            raise PlannerError(where, text)
        for key in sorted(household.locked):
            if key in household.declined:
                raise PlannerError(where, said("%(helper)s is locked and declined", helper=key))
            spoken = household.languages & helpers[key].languages
            if household.must_share_language and household.languages and not spoken:
                text = said("%(helper)s is locked and shares no language", helper=key)
                raise PlannerError(where, text)
            missing = ", ".join(sorted(household.required_skills - helpers[key].skills))
            if missing:
                text = said("%(helper)s is locked and lacks %(skills)s", helper=key, skills=missing)
                raise PlannerError(where, text)
            taken[key] = taken.get(key, 0) + 1
        held = [helpers[key].skills for key in sorted(household.locked)]
        if household.roles and filled(household.roles, held) < len(held):
            raise PlannerError(where, said("locked helpers lack the skills of its roles"))
    for key, count in taken.items():
        most = helpers[key].most_households
        if count > most:
            text = said("%(count)s locked, most_households %(most)s", count=count, most=most)
            raise PlannerError(helper_named(key), text)


def _check_weights(weights: Weights) -> None:
    where = said("weights")
    for name, points in (
        (said("km"), weights.km),
        (said("terrain_factor"), weights.terrain_factor),
        (said("missed_preference"), weights.missed_preference),
        (said("no_common_language"), weights.no_common_language),
        (said("change"), weights.change),
        (said("unserved"), weights.unserved),
    ):
        _check_points(where, name, points)
    bands = weights.load_bands
    shares = [share for share, _ in bands]
    if not bands or shares[-1] != 100 or shares[0] < 0 or shares != sorted(set(shares)):
        raise PlannerError(where, said("load_bands must rise and end at 100 percent"))
    prices = [price for _, price in bands]
    for price in prices:
        _check_points(where, said("load_bands"), price)
    if prices != sorted(prices):
        raise PlannerError(where, said("load_bands must not become cheaper with the load"))


def _check_home(where: Said, home: Point) -> None:
    latitude, longitude = home
    told = {"lat": latitude, "lon": longitude}
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise PlannerError(where, said("home (%(lat)s, %(lon)s) is not a number", **told))
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PlannerError(where, said("home (%(lat)s, %(lon)s) is not on the earth", **told))


def _check_points(where: Said, name: Said, points: float, *, least: int = 0) -> None:
    if not (math.isfinite(points) and least <= points <= MOST_POINTS):
        raise PlannerError(where, not_between(name, points, least, MOST_POINTS))
