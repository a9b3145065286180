"""This week (本周): the first screen. Every number on it is a figure and opens its rows."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from doorstep.categories.queries import open_proposals_for, proposal_rows
from doorstep.figures.queries import figure_url
from doorstep.kit import clock
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week, month_start
from doorstep.meetings.queries import open_decisions
from doorstep.method.choices import CadenceKind, CategoryKind, Urgency
from doorstep.method.queries import version_at
from doorstep.method.rules import season_on
from doorstep.needs.models import NeedQuerySet
from doorstep.needs.queries import need_rows, needs_for, urgent_unseen
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.wording import span_text, week_text
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place, Team
from doorstep.people.queries import has_role, helper_of, roles_of, scope_of, villages_for
from doorstep.register.choices import Season
from doorstep.register.queries import homes_in_season
from doorstep.visits.queries import coverage

FIRST = 6
COMING = 5


@screen
def this_week(request: HttpRequest) -> HttpResponse:
    """What the team has to know on Monday morning; a helper sees the own households alone."""
    account, today = asker(request), clock.today()
    if not villages_for(account, today).exists():
        return redirect(_elsewhere(account, today))
    village = village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    helper = helper_of(account, today)
    scope, week = scope_of(village), Week.of(today)
    contact = coverage(scope, CadenceKind.CONTACT, today)
    on_site = coverage(scope, CadenceKind.ON_SITE, today)
    if helper and not coordinates:
        contact, on_site = contact.led_by(helper.pk), on_site.led_by(helper.pk)
    shown_kinds = {row.household_id: row.shown_kind for row in contact.rows}
    can_see = coordinates or helper is not None
    season = Season(season_on(today, version_at(village, today)))
    context = {
        "place": village,
        "sub": f"{week_text(week)} · {span_text(week.start_on, week.end_on)}",
        "today": today,
        "coordinates": coordinates,
        "contact": contact,
        "on_site": on_site,
        "links": _links(village, week, today),
        "kind_links": _kind_links(village, week, today),
        "needs": _first_needs(account, village, shown_kinds, today),
        "open_count": _open_needs(account, village, today).count(),
        "urgent": list(urgent_unseen(scope, today)) if coordinates else [],
        "proposals": proposal_rows(open_proposals_for(account, today)[:COMING]),
        "decisions": _decisions(village, today),
        "season": season,
        "points": _points(village, shown_kinds, season, today) if can_see else [],
        "missing": 0,
        "kind_counts": _kind_counts(shown_kinds),
    }
    context["missing"] = len(shown_kinds) - len(context["points"]) if can_see else 0
    return render(request, "office/this_week/page.html", context)


def _elsewhere(account: Account, today: date) -> str:
    """The first screen of those who belong to no team."""
    roles = roles_of(account, today)
    if roles & {Role.TOWN, Role.COUNTY}:
        return "office:town"
    return "office:trail" if Role.AUDITOR in roles else "office:no-place"


def _links(village: Place, week: Week, today: date) -> dict[str, str]:
    in_week, in_month = Period(week.start_on, today), Period(month_start(today), today)
    return {
        "contact": figure_url("coverage.contact", village, in_week),
        "contact_left": figure_url("coverage.contact.left", village, in_week),
        "contact_away": figure_url("coverage.contact.away", village, in_week),
        "on_site": figure_url("coverage.on_site", village, in_month),
        "on_site_left": figure_url("coverage.on_site.left", village, in_month),
        "on_site_away": figure_url("coverage.on_site.away", village, in_month),
        "needs": reverse("office:needs"),
    }


def _kind_links(village: Place, week: Week, today: date) -> dict[str, str]:
    period = Period(week.start_on, today)
    return {
        str(kind): figure_url(f"category.{kind}", village, period) for kind in CategoryKind.values
    }


def _kind_counts(shown_kinds: dict[UUID, str]) -> dict[str, int]:
    kinds = list(shown_kinds.values())
    return {str(kind): kinds.count(kind) for kind in CategoryKind.values}


def _open_needs(account: Account, village: Place, today: date) -> NeedQuerySet:
    return needs_for(account, today).filter(place=village).open_on(today)


def _first_needs(
    account: Account, village: Place, shown_kinds: dict[UUID, str], today: date
) -> list[tuple[Any, str]]:
    """The most pressing needs: urgent ones, then by deadline; each with its household's mark."""
    pressing = Case(
        When(urgency=Urgency.URGENT, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    needs = _open_needs(account, village, today).annotate(pressing=pressing)
    rows = need_rows(needs.order_by("pressing", "deadline_on", "id")[:FIRST], today)
    return [
        (row, shown_kinds.get(row.household_id, CategoryKind.GREEN) if row.household_id else "")
        for row in rows
    ]


def _decisions(village: Place, today: date) -> list[Any]:
    team = Team.objects.filter(place=village, code=village.code).first()
    return list(open_decisions(team, today)[:COMING]) if team else []


def _points(
    village: Place, shown_kinds: dict[UUID, str], season: Season, today: date
) -> list[dict[str, Any]]:
    return [
        {"lat": lat, "lon": lon, "kind": shown_kinds[household_id]}
        for household_id, (lat, lon) in homes_in_season(village, season, today).items()
        if household_id in shown_kinds
    ]
