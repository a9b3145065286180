"""The bridge to the visit plan: a village's weeks as a plain problem, in a constant number of
queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep import planner
from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.method.queries import special_days, version_at
from doorstep.method.rules import is_working_day, season_on
from doorstep.pairing.models import Pairing
from doorstep.pairing.queries import build_problem, helper_key
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Helper, Place
from doorstep.people.queries import helpers_at, scope_of
from doorstep.planner.visits import (
    DueHousehold,
    GoingHelper,
    Pattern,
    Shift,
    VisitProblem,
    VisitWeights,
)
from doorstep.register.models import Absence
from doorstep.register.queries import homes_in_season
from doorstep.visits.choices import DutyState
from doorstep.visits.figures.duties import with_duties
from doorstep.visits.queries.roads import roads_of_setting
from doorstep.visits.queries.terrain import Terrain
from doorstep.visits.queries.weekdays import usual_weekdays
from doorstep.visits.rules import weeks_with_call, weeks_with_visit

WEEK = 7
LATER = 0.1  # points for each week: where all else is equal, a visit that fails can be made again
CONTACT, ON_SITE = CadenceKind.CONTACT, CadenceKind.ON_SITE
DONE = (DutyState.MET, DutyState.REFUSED)


class PlanNeedsAVillage(Refused):
    message = _("%(place)s is no village. Plan its villages one by one: %(villages)s.")


@dataclass(frozen=True)
class Weeks:
    """Some whole weeks of a village, as the planner wants them, and whose its keys are."""

    place: Place
    start_on: date  # a Monday
    problem: VisitProblem
    households: Mapping[str, UUID]
    helpers: Mapping[str, Helper]
    pairing: planner.PairingProblem
    terrain: Terrain
    follows: UUID | None = None  # the plan to whose absences and closed roads these weeks keep

    def day(self, number: int) -> date:
        return self.start_on + timedelta(days=number)

    def with_home(self, point: tuple[float, float], day: date) -> tuple["Weeks", int]:
        """(the same weeks with a place more, its number); somebody lives there from that day on."""
        terrain = self.terrain.with_home(point, day)
        problem = replace(self.problem, travel=terrain.travel())
        return replace(self, problem=problem, terrain=terrain), len(terrain.points) - 1

    def paired_by(self, pairs: Iterable[planner.Pair]) -> VisitProblem:
        """The same weeks, had these pairs run from their first day on."""
        helpers: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for one in sorted(pairs, key=lambda one: one.order):
            helpers[one.household] += (one.helper,)
        return replace(
            self.problem,
            households=tuple(
                replace(row, helpers=helpers[row.key]) for row in self.problem.households
            ),
        )


def guard_village(place: Place) -> None:
    """Plans are a village's. PlanNeedsAVillage."""
    if place.kind != PlaceKind.VILLAGE:
        villages = ", ".join(place.children.values_list("code", flat=True))
        raise PlanNeedsAVillage(place=place.name, villages=villages or "–")


def weeks_to_plan(
    place: Place, start_on: date, weeks: int, on: date, *, with_past: bool = False
) -> Weeks:
    """A village's weeks from a Monday on, by what stands on a day: who is paired with whom, what is
    due how often, who is away, where everybody lives in each week's season, who goes on which day.
    What is reached already in the running week, month or quarter is not due again in it, and days
    that are past are nobody's, unless they are asked for. PlanNeedsAVillage."""
    guard_village(place)
    start_on = Week.of(start_on).start_on
    version, pairs = version_at(place, on), build_problem(place, on)
    helpers = _helpers(place, on)
    paired = _paired(place, on, helpers)
    points: list[tuple[float, float]] = []
    seasons: list[str | None] = []
    homes = []
    for week in range(weeks):
        season = season_on(start_on + timedelta(weeks=week), version)
        homes.append(_numbered(points, _homes(place, season, start_on + timedelta(weeks=week))))
        seasons += [season] * (len(points) - len(seasons))
    urgency = {row.key: row.urgency for row in pairs.households}
    away = _away(place, start_on, weeks)
    usual = usual_weekdays(place, on)
    rows = list(with_duties(scope_of(place), (CONTACT, ON_SITE), on).order_by("code", "pk"))
    households = tuple(
        _household(
            row, start_on, on, tuple(home.get(row.pk) for home in homes), paired[row.pk],
            away[row.pk], urgency.get(row.code, 0.0), usual.get(row.pk),
        )
        for row in rows
    )  # fmt: skip
    days = [start_on + timedelta(days=number) for number in range(weeks * WEEK)]
    special = special_days()
    worked = [
        day if (with_past or day >= on) and is_working_day(day, special) else None for day in days
    ]
    going = tuple(_helper(helper, points, worked) for helper in helpers)
    weights = pairs.weights
    seasons += [None] * (len(points) - len(seasons))
    terrain = Terrain(
        tuple(points), tuple(seasons), weights.terrain_factor, version, roads_of_setting()
    )
    return Weeks(
        place,
        start_on,
        VisitProblem(
            households,
            going,
            terrain.travel(),
            weeks,
            VisitWeights(unserved=weights.unserved),
        ),
        {row.code: row.pk for row in rows},
        {helper_key(helper): helper for helper in helpers},
        pairs,
        terrain,
    )


def _household(
    row: Any, start_on: date, on: date, places: tuple[int | None, ...], helpers: tuple[str, ...],
    away: frozenset[int], urgency: float, usual: int | None,
) -> DueHousehold:  # fmt: skip
    """A household; what is due in a week that it spends away is not due."""
    here = [not away >= set(range(week * WEEK, (week + 1) * WEEK)) for week in range(len(places))]

    def due(duty: CadenceKind) -> tuple[str, date, list[bool], date | None]:
        is_done = getattr(row, f"state_{duty}") in DONE
        return getattr(row, f"every_{duty}"), start_on, here, on if is_done else None

    visits = weeks_with_visit(*due(ON_SITE))
    return DueHousehold(
        key=row.code,
        helpers=helpers,
        patterns=tuple(Pattern(chosen, LATER * sum(chosen)) for chosen in visits),
        places=places,
        call_weeks=weeks_with_call(*due(CONTACT), has_visits=bool(visits)),
        closed_days=away,
        urgency=urgency,
        usual_weekday=usual,
    )


def _helper(
    helper: Helper, points: list[tuple[float, float]], worked: Sequence[date | None]
) -> GoingHelper:
    place = None
    if helper.home_lat is not None and helper.home_lon is not None:
        place = len(points)
        points.append((float(helper.home_lat), float(helper.home_lon)))
    return GoingHelper(
        key=helper_key(helper),
        place=place,
        shifts=tuple(Shift() if day and _serves(helper, day) else None for day in worked),
        week_minutes=None if helper.weekly_hours is None else round(helper.weekly_hours * 60),
    )


def _serves(helper: Helper, day: date) -> bool:
    return helper.start_on <= day and (helper.end_on is None or day < helper.end_on)


def _helpers(place: Place, on: date) -> list[Helper]:
    """The village's helpers, and who is paired there from elsewhere, by name."""
    paired = Pairing.objects.live_on(on).filter(household__village=place).values("helper")
    return list((helpers_at(place, on) | Helper.objects.filter(pk__in=paired)).distinct()
                .order_by("name", "pk"))  # fmt: skip


def _paired(place: Place, on: date, helpers: Iterable[Helper]) -> dict[UUID, tuple[str, ...]]:
    """Who goes to each household, the one who leads first."""
    keys = {helper.pk: helper_key(helper) for helper in helpers}
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    rows = Pairing.objects.live_on(on).filter(household__village=place)
    for household, helper in rows.order_by("order", "start_on", "pk").values_list(
        "household", "helper"
    ):
        if keys[helper] not in found[household]:
            found[household] += (keys[helper],)
    return found


def _homes(place: Place, season: str, on: date) -> dict[UUID, tuple[float, float]]:
    homes = homes_in_season(place, season, on)
    return {household: (float(lat), float(lon)) for household, (lat, lon) in homes.items()}


def _numbered(
    points: list[tuple[float, float]], homes: dict[UUID, tuple[float, float]]
) -> dict[UUID, int]:
    """Homes as numbers of the points, which grow."""
    first = len(points)
    points += homes.values()
    return {household: first + number for number, household in enumerate(homes)}


def _away(place: Place, start_on: date, weeks: int) -> dict[UUID, frozenset[int]]:
    """The days of the plan that each household spends away."""
    end_on = start_on + timedelta(weeks=weeks)
    found: dict[UUID, frozenset[int]] = defaultdict(frozenset)
    rows = Absence.objects.filter(
        household__village=place, start_on__lt=end_on, end_on__gt=start_on
    )
    for household, gone_on, back_on in rows.values_list("household", "start_on", "end_on"):
        first, last = (gone_on - start_on).days, (back_on - start_on).days
        found[household] |= frozenset(range(max(0, first), min(weeks * WEEK, last)))
    return found
