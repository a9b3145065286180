"""Problems that contradict themselves: refused, with the place that is wrong."""

import math
from collections.abc import Iterable

from doorstep.planner.problem import Helper, Household, PairingProblem, Point, Preference, Weights

MOST_POINTS = 1_000_000  # beyond it the whole numbers of the solver could overflow
MOST_WANTED = 3


class PlannerError(ValueError):
    """A problem that cannot be planned: `where` names the row, `fault` what is wrong with it."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where}: {fault}")
        self.where = where
        self.fault = fault


class LockedBeyondHours(PlannerError):
    """A helper's locked pairs take more minutes in four weeks than there are."""

    def __init__(self, helper: str, minutes: int, most: int) -> None:
        super().__init__(
            f"helper {helper}",
            f"locked pairs take {minutes} minutes in four weeks, there are {most}",
        )
        self.helper, self.minutes, self.most = helper, minutes, most


def check_problem(problem: PairingProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    _check_weights(problem.weights)
    check_keys("household", [household.key for household in problem.households])
    check_keys("helper", [helper.key for helper in problem.helpers])
    helpers = {helper.key: helper for helper in problem.helpers}
    for helper in problem.helpers:
        _check_helper(helper)
    for household in problem.households:
        _check_household(household, helpers)
    _check_locked(problem, helpers)
    households = {household.key for household in problem.households}
    for (household_key, helper_key), points in problem.extra.items():
        where = f"extra ({household_key}, {helper_key})"
        if household_key not in households or helper_key not in helpers:
            raise PlannerError(where, "no such household or helper")
        _check_points(where, "points", points, least=-MOST_POINTS)


def check_keys(noun: str, keys: Iterable[str]) -> None:
    """Raises PlannerError where a key stands there twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise PlannerError(f"{noun} {key}", "stands there twice")
        seen.add(key)


def _check_helper(helper: Helper) -> None:
    where = f"helper {helper.key}"
    _check_points(where, "most_households", helper.most_households)
    if helper.home is not None:
        _check_home(where, helper.home)
    if helper.weekly_hours is not None:
        _check_points(where, "weekly_hours", helper.weekly_hours)


def _check_household(household: Household, helpers: dict[str, Helper]) -> None:
    where = f"household {household.key}"
    if not 0 <= household.helpers_wanted <= MOST_WANTED:
        raise PlannerError(where, f"helpers_wanted is {household.helpers_wanted}, not 0 to 3")
    for home in household.homes:
        _check_home(where, home)
    _check_points(where, "urgency", household.urgency)
    for name in ("declined", "current", "locked"):
        named: Iterable[str] = getattr(household, name)
        for key in sorted(named):
            if key not in helpers:
                raise PlannerError(where, f"{name} names {key}, who is no helper here")
    check_keys(f"{where}: current", household.current)
    check_keys(f"{where}: preference", [wish.key for wish in household.preferences])
    for wish in household.preferences:
        _check_preference(where, wish)


def _check_preference(where: str, wish: Preference) -> None:
    name = f"preference {wish.key}"
    if wish.kind not in ("has_skill", "born_on_or_after", "hours_at_least"):
        raise PlannerError(where, f"{name} has the unknown kind {wish.kind}")
    if isinstance(wish.value, str) != (wish.kind == "has_skill"):
        raise PlannerError(where, f"{name} ({wish.kind}) cannot have the value {wish.value!r}")
    if not isinstance(wish.value, str):
        _check_points(where, f"{name}'s value", wish.value)
    if wish.points is not None:
        _check_points(where, f"{name}'s points", wish.points)


def _check_locked(problem: PairingProblem, helpers: dict[str, Helper]) -> None:
    """A locked pair stays, so it must not break another hard rule."""
    taken: dict[str, int] = {}
    for household in problem.households:
        where = f"household {household.key}"
        if len(household.locked) > household.helpers_wanted:
            raise PlannerError(
                where, f"{len(household.locked)} locked, {household.helpers_wanted} wanted"
            )
        for key in sorted(household.locked):
            if key in household.declined:
                raise PlannerError(where, f"{key} is locked and declined")
            missing = household.required_skills - helpers[key].skills
            if missing:
                raise PlannerError(where, f"{key} is locked and lacks {', '.join(sorted(missing))}")
            taken[key] = taken.get(key, 0) + 1
    for key, count in taken.items():
        if count > helpers[key].most_households:
            raise PlannerError(
                f"helper {key}", f"{count} locked, most_households {helpers[key].most_households}"
            )


def _check_weights(weights: Weights) -> None:
    for name in (
        "km", "terrain_factor", "missed_preference", "no_common_language", "change", "unserved",
    ):  # fmt: skip
        _check_points("weights", name, getattr(weights, name))
    bands = weights.load_bands
    shares = [share for share, _ in bands]
    if not bands or shares[-1] != 100 or shares[0] < 0 or shares != sorted(set(shares)):
        raise PlannerError("weights", "load_bands must rise and end at 100 percent")
    points = [price for _, price in bands]
    for price in points:
        _check_points("weights", "load_bands", price)
    if points != sorted(points):
        raise PlannerError("weights", "load_bands must not become cheaper with the load")


def _check_home(where: str, home: Point) -> None:
    latitude, longitude = home
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise PlannerError(where, f"home ({latitude}, {longitude}) is not a number")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PlannerError(where, f"home ({latitude}, {longitude}) is not on the earth")


def _check_points(where: str, name: str, points: float, *, least: int = 0) -> None:
    if not (math.isfinite(points) and least <= points <= MOST_POINTS):
        raise PlannerError(where, f"{name} is {points}, not {least} to {MOST_POINTS}")
