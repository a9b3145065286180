"""A plan as its screens show it: per helper the weeks, per day the households in order, the way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from doorstep.kit.weeks import Week
from doorstep.method.queries import version_at
from doorstep.method.rules import season_on
from doorstep.pairing.models import Pairing
from doorstep.pairing.rules import weights_of
from doorstep.people.models import Helper
from doorstep.register.choices import Season
from doorstep.register.models import Household
from doorstep.register.queries import homes_in_season
from doorstep.visits.choices import Mode
from doorstep.visits.models import PlannedRoute, UnplannedVisit, VisitPlan
from doorstep.visits.queries import camps_moved, roads_of_setting


@dataclass(frozen=True)
class Load:
    """What a plan gives a helper: visits on site by week, calls and kilometres altogether."""

    helper: Helper
    by_week: list[tuple[Week, int]]
    calls: int
    km: Decimal


@dataclass
class Totals:
    """What a plan comes to."""

    visits: int = 0
    calls: int = 0
    km: Decimal = field(default_factory=Decimal)


@dataclass(frozen=True)
class PlannedWeek:
    """The routes of a helper in a week, by day."""

    week: Week
    routes: list[PlannedRoute]

    @property
    def km(self) -> Decimal:
        """Of all its days."""
        return sum((route.km for route in self.routes), Decimal())

    @property
    def goes_out(self) -> bool:
        """Whether anybody is visited on site."""
        return any(one.mode == Mode.ON_SITE for route in self.routes for one in route.visits.all())


def loads_of(plan: VisitPlan, routes: Iterable[PlannedRoute]) -> tuple[list[Load], Totals]:
    """Every helper by name, and the sums: a visit of two helpers counts once."""
    totals, weeks = Totals(), plan.weeks
    loads, met = [], set()
    for helper, own in groupby(routes, key=lambda route: route.helper):
        visits, calls, km = Counter[Week](), 0, Decimal()
        for route in own:
            stops = list(route.visits.all())
            met |= {(one.household_id, route.on) for one in stops if one.mode == Mode.ON_SITE}
            on_site = sum(one.mode == Mode.ON_SITE for one in stops)
            visits[Week.of(route.on)] += on_site
            calls += len(stops) - on_site
            km += route.km
        totals.calls += calls
        totals.km += km
        loads.append(Load(helper, [(week, visits[week]) for week in weeks], calls, km))
    totals.visits = len(met)
    return loads, totals


def weeks_of(plan: VisitPlan, routes: Iterable[PlannedRoute]) -> list[PlannedWeek]:
    """One helper's weeks, also those without a route."""
    by_week = defaultdict(list)
    for route in routes:
        by_week[Week.of(route.on)].append(route)
    return [PlannedWeek(week, by_week[week]) for week in plan.weeks]


def how_good(plan: VisitPlan) -> str:
    """What may be said of a plan against the best possible one for today's pairs."""
    if plan.gap is None or plan.bound is None:
        return _("Not worked out how far it is from the best possible.")
    if plan.gap <= 0:
        return _("The best possible for the pairs there are; it was computed exactly.")
    above = plan.objective - plan.bound
    percent = f"{-(-1000 * above // plan.bound) / 10:.1f}"  # said to be the most: rounded up
    return _("At most %(percent)s %% above the best possible for the pairs there are.") % {
        "percent": percent
    }


@dataclass
class Left:
    """What is due to a household and not planned, and who would go there."""

    household: Household
    mode: str
    helpers: str
    weeks: list[date] = field(default_factory=list)  # Mondays; none: in any week


@dataclass(frozen=True)
class Hindered:
    """What is not planned for one reason, and what would mend it."""

    why: str
    mend: str
    left: list[Left]


def hindered_of(plan: VisitPlan, rows: Iterable[UnplannedVisit]) -> list[Hindered]:
    """Rows by reason, then household, with the helpers who were paired on the day of the plan."""
    rows = list(rows)
    pairs = Pairing.objects.live_on(plan.made_on).filter(
        household__in={row.household_id for row in rows}
    )
    names = defaultdict(list)
    for household, name in pairs.order_by("order", "pk").values_list("household", "helper__name"):
        names[household].append(name)
    found = []
    for _why, alike in groupby(rows, key=lambda row: row.why):
        left: dict[tuple[UUID, str], Left] = {}
        for row in alike:
            one = left.setdefault(
                (row.household_id, row.mode),
                Left(row.household, row.get_mode_display(), _(", ").join(names[row.household_id])),
            )
            one.weeks += [row.week_on] if row.week_on else []
        found.append(Hindered(row.get_why_display(), row.mend, list(left.values())))
    return found


def map_of(plan: VisitPlan, week: PlannedWeek) -> dict[str, Any]:
    """The homes of a week as marks with their codes, numbered as each day's list has them, and for
    each day the way from one to the next; where the helper lives is not drawn."""
    last = week.week.end_on
    season = Season(season_on(last, version_at(plan.place, last)))
    homes = homes_in_season(plan.place, season, last)
    moved = camps_moved(plan, [route.on for route in week.routes])
    points, ways = {}, []
    for route in week.routes:
        stops = [one for one in route.visits.all() if one.mode == Mode.ON_SITE]
        here = homes | moved[route.on]
        there = [one for one in stops if one.household_id in here]
        for number, one in enumerate(stops, start=1):
            if one.household_id not in here:
                continue
            lat, lon = here[one.household_id]
            word = f"{number} {one.household.code}"
            points[one.household_id] = {"lat": lat, "lon": lon, "kind": season, "word": word}
        ways.append([here[one.household_id] for one in there])
    return {"points": list(points.values()), "ways": ways}


def km_words(plan: VisitPlan) -> str:
    """How the kilometres of a plan are counted, beside a map that draws less."""
    if roads_of_setting() is not None:
        return _(
            "Each day counts from the helper's home to the households in this order and back, by "
            "the roads of the file. The map draws straight lines between the households alone."
        )
    weights = weights_of(version_at(plan.place, plan.made_on).weights, {})
    return _(
        "Each day counts from the helper's home to the households in this order and back, as "
        "straight lines times %(factor)s for the terrain. The map draws the lines between the "
        "households alone."
    ) % {"factor": f"{weights.terrain_factor:g}"}


def weeks_to_choose(today: date) -> Sequence[Week]:
    """The weeks in which a new plan may begin: this one and the next four."""
    return [Week.of(today).shift(ahead) for ahead in range(5)]
