"""What a cadence would take of a team, before anybody sets it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from doorstep.planner.costs import Costs
from doorstep.planner.hours import pair_hours
from doorstep.planner.hours.grid import Grid
from doorstep.planner.hours.problem import WEEKS, HoursProblem
from doorstep.planner.hours.result import HoursResult

HOUR = 60
WEEKS_A_YEAR = 52
UNIT = HOUR * WEEKS  # minutes of a weekly hour in four weeks


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The load of a pairing by hours, and the helpers it lacks or leaves over.

    Helpers are counted by the mean hours of those who stated any; None where nobody did.
    """

    visits: int  # a year
    km: float  # a year, of the pairs
    hours: float  # a year, with ways and calls
    weekly_hours: float  # asked for in the fullest four weeks
    weekly_hours_stated: float  # by all helpers together
    empty_places: int
    missing: int | None  # helpers, at least
    to_spare: int | None  # helpers, by their hours alone
    gap: float  # of the pairing


def rehearse(problem: HoursProblem, times_a_year: dict[str, int]) -> Rehearsal:
    """Pairs by hours and adds up; `times_a_year` are the visits of each household. A place that
    stays empty counts with the way of the nearest helper; locked pairs may move, since the hours
    may not suffice for them. PlannerError."""
    free = tuple(replace(row, locked=frozenset()) for row in problem.village.households)
    problem = replace(problem, village=replace(problem.village, households=free))
    result = pair_hours(problem)
    least = _least_minutes(problem, result)
    legs = [(pair.household, pair.minutes, 1) for pair in result.pairs]
    legs += [(row.household, least[row.household], row.places) for row in result.unserved]
    visits, minutes = 0, 0.0
    for household, taken, places in legs:
        visits += times_a_year[household] * places
        time = problem.times[household]
        each = (taken - time.phone_minutes) / max(1, time.visits)
        calls = time.phone_minutes * WEEKS_A_YEAR / WEEKS
        minutes += (each * times_a_year[household] + calls) * places
    km = sum(way * times_a_year[household] for household, way in _ways(problem, result))
    used = sum(row.minutes for row in result.loads)
    short = sum(least[row.household] * row.places for row in result.unserved)
    stated = [row.most_minutes for row in result.loads if row.most_minutes]
    mean = sum(stated) / len(stated) if stated else None
    return Rehearsal(
        visits=visits,
        km=round(km * problem.ways_a_visit, 1),
        hours=round(minutes / HOUR, 1),
        weekly_hours=round((used + short) / UNIT, 1),
        weekly_hours_stated=round(sum(stated) / UNIT, 1),
        empty_places=sum(row.places for row in result.unserved),
        missing=None if mean is None else ceil(short / mean),
        to_spare=None if mean is None else 0 if short else floor((sum(stated) - used) / mean),
        gap=result.gap,
    )


def _ways(problem: HoursProblem, result: HoursResult) -> Iterator[tuple[str, float]]:
    """(household, km one way) of every pair; one that is not known counts as in the minutes."""
    costs = Costs(problem.village)
    rows = {household.key: row for row, household in enumerate(costs.households)}
    for pair in result.pairs:
        km = pair.km
        if km is None:
            row = rows[pair.household]
            km = float(costs.known_km(costs.km(row, row + 1))[0, costs.columns[pair.helper]])
        yield pair.household, km


def _least_minutes(problem: HoursProblem, result: HoursResult) -> dict[str, int]:
    """What a household with an empty place takes of the nearest helper, in four weeks."""
    short = {row.household for row in result.unserved}
    grid, least = Grid(problem), dict[str, int]()
    for row, household in enumerate(grid.costs.households):
        if household.key in short:
            time = problem.times[household.key]
            alone = time.visits * time.visit_minutes + time.phone_minutes
            least[household.key] = min(grid.all_minutes(row, row + 1)[0].tolist(), default=alone)
    return least
