"""Invented villages of any size, as plain values; the same size and seed give the same village."""

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from random import Random

import numpy as np

from doorstep.planner import Helper, Household, Pair, PairingProblem, Point
from doorstep.planner.hours.problem import HoursProblem, VisitTime
from doorstep.planner.visits import (
    DueHousehold,
    GoingHelper,
    Shift,
    Straight,
    VisitProblem,
    once,
    weekly,
)

CORNER = (30.0, 91.0)  # south-west, in degrees
KM_A_DEGREE = 111.195
SIDE_KM = 160.0  # of the square round 197 households; the density stays at other sizes
WEEKLY = 1 / 3  # of the households are visited weekly, the others monthly
TWO_HELPERS = 0.1  # of the households
SPARE = 1.15  # places (by hours: minutes) of all helpers for one that is wanted
HOURS_A_WEEK = 8.0  # of a helper, for visits, phone calls and the way
VISIT_MINUTES = 40
PHONE_MINUTES = 10
KM_AN_HOUR = 40.0  # on the road, there and back for every visit
WEEKLY_VISITS, MONTHLY_VISITS = 4, 1  # in four weeks; in the other weeks a phone call
WEEKS, WORK_DAYS, DAY_HOURS = 4, 5, 8.0  # of a plan of visits; a day is within 8 and 20 o'clock
ROAD = 1.3  # road km for one km as the crow flies


@dataclass(frozen=True, slots=True)
class HouseholdCase:
    """A household: where, how often, by how many."""

    key: str
    home: Point
    is_weekly: bool
    helpers_wanted: int


@dataclass(frozen=True, slots=True)
class HelperCase:
    """A helper: from where, how many, how long."""

    key: str
    home: Point
    most_households: int
    weekly_hours: float


@dataclass(frozen=True, slots=True)
class Village:
    """A case of the benchmarks."""

    side_km: float
    households: tuple[HouseholdCase, ...]
    helpers: tuple[HelperCase, ...]

    def pairing_problem(self) -> PairingProblem:
        """Who goes to whom, nobody paired yet."""
        return PairingProblem(
            tuple(
                Household(row.key, (row.home,), helpers_wanted=row.helpers_wanted)
                for row in self.households
            ),
            tuple(
                Helper(
                    row.key,
                    row.home,
                    weekly_hours=row.weekly_hours,
                    most_households=row.most_households,
                )
                for row in self.helpers
            ),
        )

    def hours_problem(self) -> HoursProblem:
        """The same village by hours, which alone limit a helper.

        All helpers have the same hours: together SPARE times the minutes of all places with the
        mean way from the two nearest helpers.
        """
        times = {
            row.key: VisitTime(
                visits=WEEKLY_VISITS if row.is_weekly else MONTHLY_VISITS,
                visit_minutes=VISIT_MINUTES,
                phone_minutes=0 if row.is_weekly else PHONE_MINUTES * (4 - MONTHLY_VISITS),
            )
            for row in self.households
        }
        minutes = 0.0
        for row, km in zip(self.households, self._near_km(), strict=True):
            time = times[row.key]
            visit = time.visit_minutes + 2 * km * 60 / KM_AN_HOUR
            minutes += row.helpers_wanted * (time.visits * visit + time.phone_minutes)
        hours = round(SPARE * minutes / len(self.helpers) / 240, 2)
        plain = self.pairing_problem()
        team = tuple(
            replace(row, weekly_hours=hours, most_households=len(self.households))
            for row in plain.helpers
        )
        return HoursProblem(replace(plain, helpers=team), times, KM_AN_HOUR)

    def visit_problem(self, pairs: Iterable[Pair]) -> VisitProblem:
        """Four weeks of the village once it is settled who goes to whom.

        All helpers go on WORK_DAYS, at most DAY_HOURS of a day, and have the weekly hours of
        `hours_problem`. Those paired with the same household visit it together.
        """
        together: dict[str, list[str]] = {row.key: [] for row in self.households}
        for one in sorted(pairs, key=lambda one: one.order):
            together[one.household].append(one.helper)
        weeks, first = range(WEEKS), len(self.households)
        shift = Shift(most_minutes=round(DAY_HOURS * 60))
        shifts = tuple(shift if day % 7 < WORK_DAYS else None for day in range(7 * WEEKS))
        hours = self.hours_problem().village.helpers
        return VisitProblem(
            tuple(
                DueHousehold(
                    row.key,
                    tuple(together[row.key]),
                    weekly(WEEKS) if row.is_weekly else once(weeks),
                    (place,) * WEEKS,
                    VISIT_MINUTES,
                    frozenset() if row.is_weekly else frozenset(weeks),
                    PHONE_MINUTES,
                )
                for place, row in enumerate(self.households)
            ),
            tuple(
                GoingHelper(row.key, first + place, shifts, round((row.weekly_hours or 0) * 60))
                for place, row in enumerate(hours)
            ),
            Straight(
                tuple(row.home for row in (*self.households, *self.helpers)), ROAD, KM_AN_HOUR
            ),
            WEEKS,
        )

    def _near_km(self) -> list[float]:
        """Road km of every household to its two nearest helpers, in the mean."""
        flat = math.cos(math.radians(CORNER[0])) * KM_A_DEGREE
        scale = np.array([KM_A_DEGREE, flat])
        team = np.array([row.home for row in self.helpers]) * scale
        near = []
        for row in self.households:
            km = np.hypot(*(team - np.array(row.home) * scale).T)
            near.append(ROAD * float(np.sort(km)[:2].mean()))
        return near


def make_village(size: int, helpers: int, seed: int) -> Village:
    """So many households and helpers, spread evenly over a square."""
    random = Random(seed)
    side_km = SIDE_KM * math.sqrt(size / 197)

    def home() -> Point:
        north, east = random.random() * side_km, random.random() * side_km
        latitude = CORNER[0] + north / KM_A_DEGREE
        longitude = CORNER[1] + east / (KM_A_DEGREE * math.cos(math.radians(latitude)))
        return latitude, longitude

    weekly = set(random.sample(range(size), round(size * WEEKLY)))
    double = set(random.sample(range(size), round(size * TWO_HELPERS)))
    households = tuple(
        HouseholdCase(f"h{number:06}", home(), number in weekly, 2 if number in double else 1)
        for number in range(size)
    )
    places = math.ceil(SPARE * (size + len(double)))
    return Village(
        side_km,
        households,
        tuple(
            HelperCase(
                f"g{number:05}",
                home(),
                places // helpers + (number < places % helpers),
                HOURS_A_WEEK,
            )
            for number in range(helpers)
        ),
    )


def main() -> None:
    """Prints one case as JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.cases")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--helpers", type=int, help="default: one for about 6.6 households")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    helpers = given.helpers or max(1, round(given.size * 30 / 197))
    print(json.dumps(asdict(make_village(given.size, helpers, given.seed)), indent=1))


if __name__ == "__main__":
    main()
