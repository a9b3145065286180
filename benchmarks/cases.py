"""Invented villages of any size, as plain values; the same size and seed give the same village."""

import argparse
import json
import math
from dataclasses import asdict, dataclass
from random import Random

from doorstep.planner import Helper, Household, PairingProblem, Point

CORNER = (30.0, 91.0)  # south-west, in degrees
KM_A_DEGREE = 111.195
SIDE_KM = 160.0  # of the square round 197 households; the density stays at other sizes
WEEKLY = 1 / 3  # of the households are visited weekly, the others monthly
TWO_HELPERS = 0.1  # of the households
SPARE = 1.15  # places of all helpers for one that is wanted
HOURS_A_WEEK = 8.0  # of a helper, for visits, phone calls and the way
VISIT_MINUTES = 40
PHONE_MINUTES = 10
KM_AN_HOUR = 40.0


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
