"""A helper's days of the running plan, as a calendar takes them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from doorstep.kit.weeks import Week
from doorstep.people.models import CalendarLink
from doorstep.visits.choices import Mode, PartOfDay
from doorstep.visits.models import PlannedRoute, VisitPlan
from doorstep.visits.queries.planned import routes_for, visit_plans_ahead


@dataclass(frozen=True)
class CalendarVisit:
    """A household on a day; `key` stays the same when a later plan moves it within its week, and
    `revision` is higher then."""

    key: UUID
    revision: int
    on: date
    code: str
    mode: Mode
    part_of_day: PartOfDay | None  # None: by phone, at any time


def calendar_visits(link: CalendarLink, on: date) -> tuple[date | None, list[CalendarVisit]]:
    """(the day on which it was accepted last; the visits of the plans that the helper goes by and
    will go by, by day and order, of households that the helper sees on that day); (None, []) where
    none runs."""
    ahead = visit_plans_ahead(link.helper.team.place, on)
    found = []
    for plan, last in ahead:
        routes = routes_for(plan, link.account, on, helpers=[link.helper_id])
        found += _visits_of(link, plan, routes.filter(on__lte=last).order_by("on"))
    return max((plan.accepted_on or plan.made_on for plan, _last in ahead), default=None), found


def _visits_of(
    link: CalendarLink, plan: VisitPlan, routes: Iterable[PlannedRoute]
) -> list[CalendarVisit]:
    revisions = _revisions(plan)
    seen: Counter[str] = Counter()
    found = []
    for route in routes:
        week = Week.of(route.on)
        for visit in route.visits.all():
            name = f"{visit.household_id} {week} {visit.mode}"
            seen[name] += 1
            found.append(
                CalendarVisit(
                    uuid5(link.helper_id, f"{name} {seen[name]}"),
                    revisions[week],
                    route.on,
                    visit.household.code,
                    Mode(visit.mode),
                    PartOfDay(visit.part_of_day) if visit.part_of_day else None,
                )
            )
    return found


def _revisions(plan: VisitPlan) -> dict[Week, int]:
    """Per week how many plans with it were accepted before: those are kept for a year, so that the
    number never falls while a calendar may still hold the week."""
    before = plan.place.visit_plans.filter(
        pk__lt=plan.pk, accepted_on__isnull=False, end_on__gte=plan.start_on
    ).values_list("start_on", "end_on")
    spans = list(before)
    return {week: sum(start <= week.start_on <= end for start, end in spans) for week in plan.weeks}
