"""Why a plan goes to a household on these days: worked out when somebody asks, by the rows as they
stood on the day of the plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from uuid import UUID

from doorstep.pairing.queries import helper_key
from doorstep.planner.visits import (
    DayPrice,
    DueHousehold,
    Explanation,
    Going,
    VisitProblem,
    explain_visits,
)
from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.register.models import Household
from doorstep.visits.choices import Mode
from doorstep.visits.models import VisitPlan
from doorstep.visits.queries.earlier_events import still_holding
from doorstep.visits.queries.planning import Weeks, weeks_to_plan


def explain_planned(plan: VisitPlan, household: Household) -> tuple[Weeks, Explanation] | None:
    """(the plan's weeks, why the household is visited when it is); None for one that no plan of
    that day holds. Of a plan that was changed what happened holds, and whoever goes there in a week
    goes on any other day of it."""
    weeks = weeks_to_plan(plan.place, plan.start_on, len(plan.weeks), plan.made_on)
    weeks = still_holding(weeks, plan)
    key = next((key for key, pk in weeks.households.items() if pk == household.pk), None)
    if key is None:
        return None
    every = _going(plan, weeks)
    here = {one.key for one in weeks.problem.helpers}  # who left since went on days that are past
    there = [one for one in every if one.helper in here]
    problem, going = _with_takers(weeks.problem, there, key)
    row = next(one for one in problem.households if one.key == key)
    found = [
        (own, explain_visits(_gone_by(problem, row, who, own), going, key))
        for who, own in _who_goes(row, going, problem.weeks).items()
    ]
    planned = {one.day for one in every if key in one.stops}
    days = sorted(
        (one for own, each in found for one in each.days if one.day // DAYS_A_WEEK in own),
        key=lambda one: one.day,
    )
    return weeks, Explanation(
        household=key,
        helpers=row.helpers,
        weeks=frozenset(day // DAYS_A_WEEK for day in planned),
        # of a day that is past the planner knows nothing
        days=tuple(DayPrice(one.day, True, 0.0, None) if one.day in planned else one
                   for one in days),
        others=found[0][1].others if len(found) == 1 else (),
    )  # fmt: skip


def _who_goes(
    row: DueHousehold, going: Iterable[Going], weeks: int
) -> dict[tuple[str, ...], set[int]]:
    """Those who go to a household, with their weeks; a week without a visit is that of whom it is
    paired with, or of those who make all its visits."""
    by_week: dict[int, set[str]] = defaultdict(set)
    for one in going:
        if row.key in one.stops:
            by_week[one.day // DAYS_A_WEEK].add(one.helper)
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for week, who in by_week.items():
        own = [helper for helper in row.helpers if helper in who]
        found[(*own, *sorted(who - set(own)))].add(week)
    left = set(range(weeks)) - set(by_week)
    if left:
        found[next(iter(found)) if len(found) == 1 else row.helpers] |= left
    return found


def _gone_by(
    problem: VisitProblem, row: DueHousehold, who: tuple[str, ...], weeks: Set[int]
) -> VisitProblem:
    """The same weeks, had a household these helpers in some of them and no visit in others."""
    due = [replace(one, weeks=one.weeks & weeks) for one in row.patterns if one.weeks & weeks]
    own = replace(row, helpers=who, patterns=tuple(due))
    others = (own if one is row else one for one in problem.households)
    return replace(problem, households=tuple(others))


def _with_takers(
    problem: VisitProblem, going: Sequence[Going], key: str
) -> tuple[VisitProblem, list[Going]]:
    """Whoever goes to others that are not theirs has them on the way: each such pair as a household
    of its own, in the problem and in the plan."""
    rows = {row.key: row for row in problem.households}
    more: dict[tuple[str, str], DueHousehold] = {}
    for one in going:
        for stop in one.stops:
            if stop != key and one.helper not in rows[stop].helpers:
                name = f"{stop} {one.helper}"
                more[stop, one.helper] = replace(rows[stop], key=name, helpers=(one.helper,))

    def named(stop: str, helper: str) -> str:
        return more[stop, helper].key if (stop, helper) in more else stop

    return replace(problem, households=(*problem.households, *more.values())), [
        replace(one, stops=tuple(named(stop, one.helper) for stop in one.stops)) for one in going
    ]


def _going(plan: VisitPlan, weeks: Weeks) -> list[Going]:
    """Every day of every helper, as the plan has it."""
    keys = {pk: key for key, pk in weeks.households.items()}
    stops: dict[tuple[str, date], list[str]] = defaultdict(list)
    calls: dict[tuple[str, date], list[str]] = defaultdict(list)
    helpers: dict[UUID, str] = {}
    for route in plan.routes.select_related("helper").prefetch_related("visits"):
        helper = helpers.setdefault(route.helper_id, helper_key(route.helper))
        for visit in route.visits.all():
            household = keys.get(visit.household_id)
            if household is None:
                continue
            listed = stops if visit.mode == Mode.ON_SITE else calls
            listed[helper, route.on].append(household)
    return [
        Going(
            helper, (on - weeks.start_on).days, tuple(stops[helper, on]), tuple(calls[helper, on])
        )
        for helper, on in stops.keys() | calls.keys()
    ]
