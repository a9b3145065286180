"""Why a plan goes to a household on these days: what every other day would cost, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.days import short_day_text
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import Week
from doorstep.office.doors import asker, screen
from doorstep.office.visits.listing import who_asks
from doorstep.office.wording import week_text
from doorstep.planner.visits import DayPrice, Explanation, Rule
from doorstep.register.queries import get_whole_household_for
from doorstep.visits.choices import AgainstDay
from doorstep.visits.models import PlannedVisit
from doorstep.visits.queries import Weeks, explain_planned, get_visit_plan_for, unplanned_for

AS_FAR = 0.05  # kilometres; less is no difference


@dataclass(frozen=True)
class DayLine:
    """A day, and what a visit on it would cost; `until` the last of several days alike."""

    on: date
    until: date
    words: str
    is_planned: bool


@dataclass(frozen=True)
class WeekLines:
    """A week of the plan."""

    week: Week
    days: list[DayLine]


@screen
def visit_plan_why(request: HttpRequest, visit_plan_id: UUID, household_id: UUID) -> HttpResponse:
    """One household of a plan: when it is visited, why then, and what would mend what is left
    out."""
    account, today = asker(request), clock.today()
    plan = get_visit_plan_for(account, visit_plan_id, today)
    household = get_whole_household_for(account, household_id, today)
    if household.village_id != plan.place_id:
        raise NotVisible
    _helper, coordinates = who_asks(account, plan.place, today)
    visits = PlannedVisit.objects.filter(route__plan=plan, household=household)
    visits = visits.select_related("route__helper").order_by("route__on", "route__helper__name")
    unplanned = unplanned_for(plan, account, today).filter(household=household)
    if not visits and not unplanned:
        raise NotVisible
    found = explain_planned(plan, household)
    context: dict[str, Any] = {
        "place": plan.place,
        "plan": plan,
        "household": household,
        "coordinates": coordinates,
        "visits": visits,
        "unplanned": unplanned,
    }
    if found is not None:
        weeks, explained = found
        context |= {"reasons": reasons_of(weeks, explained), "weeks": _lines(weeks, explained)}
    return render(request, "office/plans/why.html", context)


def reasons_of(weeks: Weeks, explained: Explanation) -> list[str]:
    """Why these weeks, then why these days in them; nothing for a household without a visit."""
    if not explained.weeks:
        return []
    return [_why_weeks(weeks, explained), _why_days(weeks, explained)]


def _why_weeks(weeks: Weeks, explained: Explanation) -> str:
    if not explained.others:
        return _("How often it is due leaves no other weeks.")
    best = explained.others[0]
    if best.km is None:
        return _("Other weeks are not possible: %(why)s.") % {"why": rule_text(best.rule)}
    names = _(", ").join(week_text(_week(weeks, week)) for week in sorted(best.weeks))
    told = {"weeks": names, "km": km_text(best.km)}
    return _("The next cheapest choice of weeks is %(weeks)s: %(km)s.") % told


def _why_days(weeks: Weeks, explained: Explanation) -> str:
    inside = [
        one for one in explained.days if one.day // 7 in explained.weeks and not one.is_planned
    ]
    open_ones = [one for one in inside if one.km is not None]
    if not open_ones:
        return _("No other day of these weeks is possible.")
    best = min(open_ones, key=lambda one: one.km or 0.0)
    told = {"day": short_day_text(weeks.day(best.day)), "km": km_text(best.km or 0.0)}
    return _("In these weeks the next cheapest day is %(day)s: %(km)s.") % told


def km_text(km: float) -> str:
    """What another choice costs, in kilometres."""
    if abs(km) < AS_FAR:
        return _("as far")
    told = {"km": f"{abs(km):.1f}".removesuffix(".0")}
    return _("%(km)s km more") % told if km > 0 else _("%(km)s km less") % told


def _lines(weeks: Weeks, explained: Explanation) -> list[WeekLines]:
    by_week: dict[int, list[DayPrice]] = {}
    for one in explained.days:
        by_week.setdefault(one.day // 7, []).append(one)
    return [WeekLines(_week(weeks, week), _alike(weeks, days)) for week, days in by_week.items()]


def _alike(weeks: Weeks, days: Iterable[DayPrice]) -> list[DayLine]:
    """The days of a week; those after one another of which the same is said are one line."""
    found: list[DayLine] = []
    for one in days:
        on, words = weeks.day(one.day), _words(one)
        if found and found[-1].words == words:
            found[-1] = DayLine(found[-1].on, on, words, one.is_planned)
        else:
            found.append(DayLine(on, on, words, one.is_planned))
    return found


def _words(one: DayPrice) -> str:
    if one.is_planned:
        return _("planned")
    return km_text(one.km) if one.km is not None else rule_text(one.rule)


def rule_text(rule: Rule | None) -> str:
    """What is against a day."""
    return str(AgainstDay(rule).label) if rule else ""


def _week(weeks: Weeks, number: int) -> Week:
    return Week.of(weeks.start_on).shift(number)
