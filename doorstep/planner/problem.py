"""What the planner is told. Prices are points (1 point = 1 km) until costs.py makes integers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

type Point = tuple[float, float]  # latitude, longitude in degrees
type PreferenceKind = Literal["has_skill", "born_on_or_after", "hours_at_least"]


@dataclass(frozen=True, slots=True)
class Preference:
    """What a household would like in a helper; missing it costs points."""

    key: str
    kind: PreferenceKind
    value: str | float  # a skill's key, a year, hours a week
    points: float | None = None  # None: the weight `missed_preference`


@dataclass(frozen=True, slots=True)
class Household:
    """Somebody to go to."""

    key: str
    homes: tuple[Point, ...] = ()  # several (winter, summer) count by their mean distance
    helpers_wanted: int = 1  # 0 to 3
    languages: frozenset[str] = frozenset()  # none stated: every helper will do
    must_share_language: bool = False  # nobody comes who shares none of them
    required_skills: frozenset[str] = frozenset()  # of every helper
    roles: tuple[frozenset[str], ...] = ()  # skills that each place asks for beside those; none:
    # no place asks for more. Whoever comes can take any place that no other one has
    preferences: tuple[Preference, ...] = ()
    declined: frozenset[str] = frozenset()  # helpers, whichever side declined
    current: tuple[str, ...] = ()  # helpers of today, the first one first
    locked: frozenset[str] = frozenset()  # helpers that must stay or come
    urgency: float = 0.0  # points on top of the weight `unserved`

    def accepts(self, helper: "Helper") -> bool:
        """Whether the hard rules allow the pair."""
        speaks = not self.languages or bool(self.languages & helper.languages)
        return (
            helper.key not in self.declined
            and self.required_skills <= helper.skills
            and (not self.roles or any(role <= helper.skills for role in self.roles))
            and (speaks or not self.must_share_language)
        )


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who goes."""

    key: str
    home: Point | None = None
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    birth_year: int | None = None
    weekly_hours: float | None = None
    most_households: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of every soft rule; data of the programme."""

    km: float = 1.0
    terrain_factor: float = 1.3  # road km for one km as the crow flies
    missed_preference: float = 60.0
    no_common_language: float = 40.0
    change: float = 15.0  # for every pair that is not one of today
    unserved: float = 500.0  # for every place nobody fills
    load_bands: tuple[tuple[int, float], ...] = ((60, 0.0), (80, 4.0), (100, 10.0))
    # (percent of most_households, points for each household up to there), rising


@dataclass(frozen=True, slots=True)
class PairingProblem:
    """One village, town or county to pair."""

    households: tuple[Household, ...]
    helpers: tuple[Helper, ...]
    weights: Weights = field(default_factory=Weights)
    extra: Mapping[tuple[str, str], float] = field(default_factory=dict)
    # (household, helper) → points on top, such as travel a visit plan has found
