"""What pairs take as they stand, whoever made them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doorstep.planner.hours.grid import Grid
from doorstep.planner.hours.problem import WEEKS, HoursProblem


@dataclass(frozen=True, slots=True)
class Standing:
    """Pairs, the one-way road to all of them, and what each helper has of it."""

    pairs: int
    empty: int  # places without a helper, whoever else has one more than it wants
    km: float
    households: Mapping[str, int]
    weekly_hours: Mapping[str, float]


def take(problem: HoursProblem, pairs: Iterable[tuple[str, str]]) -> Standing:
    """What pairs (household, helper) of a problem take; an unknown way counts as the mean of the
    household's known ones."""
    grid = Grid(problem)
    costs = grid.costs
    rows = {row.key: number for number, row in enumerate(costs.households)}
    wanted: dict[int, list[int]] = defaultdict(list)
    for household, helper in pairs:
        wanted[rows[household]].append(costs.columns[helper])
    km, count, empty = 0.0, 0, 0
    households: dict[str, int] = defaultdict(int)
    minutes: dict[str, int] = defaultdict(int)
    for start, stop in costs.blocks():
        way = costs.known_km(costs.km(start, stop))
        work = grid.all_minutes(start, stop)
        for row in range(start, stop):
            empty += max(0, costs.households[row].helpers_wanted - len(wanted[row]))
            for column in wanted[row]:
                helper = costs.helpers[column].key
                km += float(way[row - start, column])
                minutes[helper] += int(work[row - start, column])
                households[helper] += 1
                count += 1
    hours = {helper: took / 60 / WEEKS for helper, took in minutes.items()}
    return Standing(count, empty, km, dict(households), hours)
