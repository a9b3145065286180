"""Where everybody of a village lives in some weeks, and how far it is from one to the other."""

from dataclasses import dataclass, replace
from datetime import date

from doorstep.method.models import Version
from doorstep.method.rules import season_on
from doorstep.planner.visits import Matrix, Straight
from doorstep.planner.visits.roads import Roads, travel_on


@dataclass(frozen=True)
class Terrain:
    """The homes by number: the points (lat, lon), and the season in which each is lived in (None: a
    helper's, all year)."""

    points: tuple[tuple[float, float], ...]
    seasons: tuple[str | None, ...]
    factor: float  # road km for one km as the crow flies
    version: Version
    roads: Roads | None

    def travel(self) -> Straight | Matrix:
        """The ways as the planner wants them: by the roads of the season, or straight."""
        straight = Straight(self.points, self.factor)
        if self.roads is None:
            return straight
        return travel_on(
            self.roads, self.points, self.seasons,
            factor=self.factor, km_an_hour=straight.km_an_hour,
        )  # fmt: skip

    def with_home(self, point: tuple[float, float], day: date) -> "Terrain":
        """With one home more, lived in from a day on; its number is the count of those before."""
        season = season_on(day, self.version)
        return replace(self, points=(*self.points, point), seasons=(*self.seasons, season))
