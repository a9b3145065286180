"""This week (本周): the first screen. Every number on it is a figure and opens its rows."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from doorstep.campaigns.queries import campaigns_to_tell
from doorstep.categories.queries import open_proposals_for, proposal_rows, shown_category
from doorstep.figures.queries import figure_url, late_notices
from doorstep.kit import clock
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week, month_start
from doorstep.meetings.queries import open_decisions
from doorstep.method.choices import CategoryKind, Urgency
from doorstep.method.queries import version_at
from doorstep.method.rules import season_on
from doorstep.needs.queries import need_rows, needs_for, urgent_unseen
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.nav import counts_of
from doorstep.office.wording import span_text, week_text
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place, Team
from doorstep.people.queries import has_role, helper_at, roles_of, scope_of, villages_for
from doorstep.register.choices import Season
from doorstep.register.models import Household
from doorstep.register.queries import homes_in_season, households_seen_whole
from doorstep.rights.queries import (
    Mention,
    complaints_address,
    late_rows,
    open_incidents,
    rereadings_at,
)
from doorstep.safeguarding.queries import unvouched_for
from doorstep.samples.queries import late_samples
from doorstep.stations.queries import stations_for, stations_to_tell
from doorstep.supervision.queries import problems_to_tell
from doorstep.sync.queries import register_proposals_for
from doorstep.visits.queries import coverages

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
    helper = helper_at(account, village, today)
    counts = counts_of(request, account, village, today)
    goes_nowhere = helper and not coordinates and not counts.of("households")
    if goes_nowhere and (counter := _counter(account, village, today)):
        return redirect(counter)
    scope, week = scope_of(village), Week.of(today)
    contact, on_site = coverages(scope, today).values()
    if helper and not coordinates:
        contact, on_site = contact.led_by(helper.pk), on_site.led_by(helper.pk)
    kinds = _kinds(account, village, today, is_whole=coordinates or helper is None)
    can_see = coordinates or helper is not None
    season = Season(season_on(today, version_at(village, today)))
    points = _points(village, kinds, season, today) if can_see else []
    proposals = open_proposals_for(account, today).filter(household__village=village)
    context = {
        "place": village,
        "sub": f"{week_text(week)} · {span_text(week.start_on, week.end_on)}",
        "today": today,
        "coordinates": coordinates,
        "contact": contact,
        "on_site": on_site,
        "links": _links(
            village, week, today, is_whole=coordinates or helper is None, is_visitor=can_see
        ),
        "kind_links": _kind_links(village, week, today, is_whole=coordinates or helper is None),
        "needs": _first_needs(account, village, kinds, today),
        "open_count": counts.of("needs"),
        "unvouched": unvouched_for(account, today),
        "late_requests": late_rows(village, today)[:FIRST] if coordinates else [],
        "late_notices": list(late_notices(village, today)) if coordinates else [],
        "rereadings": _to_reread(village) if coordinates else [],
        "incidents": list(open_incidents(village)) if coordinates else [],
        "held_count": counts.of("held") if can_see else 0,
        "register_proposals": register_proposals_for(account, village, today).count(),
        "campaigns": campaigns_to_tell([village.pk], today) if coordinates else [],
        "problems": list(problems_to_tell(village, today)) if coordinates else [],
        "late_samples": late_samples(account, village, today) if can_see else [],
        "stations": stations_to_tell(village, today) if coordinates else [],
        "is_empty": coordinates and not counts.of("households"),
        "lacks_complaints": coordinates and complaints_address(village, today) is None,
        "urgent": list(urgent_unseen(scope, today)) if coordinates else [],
        "proposals": proposal_rows(proposals[:COMING]),
        "proposals_count": counts.of("decisions"),
        "decisions": _decisions(village, today),
        "season": season,
        "points": points,
        "missing": len(kinds) - len(points) if can_see else 0,
        "kind_counts": {str(kind): list(kinds.values()).count(kind) for kind in CategoryKind},
    }
    return render(request, "office/this_week/page.html", context)


def _elsewhere(account: Account, today: date) -> str:
    """The first screen of those who belong to no team."""
    roles = roles_of(account, today)
    if roles & {Role.TOWN, Role.COUNTY}:
        return "office:town"
    return "office:trail" if Role.AUDITOR in roles else "office:no-place"


def _counter(account: Account, village: Place, today: date) -> str:
    """The counter of somebody who stands at stations and has no household to go to."""
    mine = list(stations_for(account, today).filter(place=village).values_list("pk", flat=True)[:2])
    if not mine:
        return ""
    return reverse("office:station", args=mine) if len(mine) == 1 else reverse("office:stations")


def _links(
    village: Place, week: Week, today: date, *, is_whole: bool, is_visitor: bool
) -> dict[str, str]:
    """Where each number opens; a helper's numbers are of the own households: the own visits.
    Reasons stand beside visits, which open to those who make or coordinate them."""
    own = reverse("office:visits")
    in_week, in_month = Period(week.start_on, today), Period(month_start(today), today)
    links = {"needs": reverse("office:needs"), "visits": own if is_visitor else ""}
    states = {"": "&state=reached", ".left": "", ".away": "&state=away"}
    for key, period in (("contact", in_week), ("on_site", in_month)):
        for part, state in states.items():
            url = f"{own}?duty={key}{state}"
            if is_whole:
                url = figure_url(f"coverage.{key}{part}", village, period)
            links[f"{key}{part}".replace(".", "_")] = url
    return links


def _kind_links(village: Place, week: Week, today: date, *, is_whole: bool) -> dict[str, str]:
    if not is_whole:
        own = reverse("office:households")
        return {str(kind): f"{own}?kind={kind}" for kind in CategoryKind}
    period = Period(week.start_on, today)
    return {str(kind): figure_url(f"category.{kind}", village, period) for kind in CategoryKind}


def _kinds(account: Account, village: Place, today: date, *, is_whole: bool) -> dict[UUID, str]:
    """The shown category of each household of the village, or of those that a helper sees."""
    seen = Household.objects.all() if is_whole else households_seen_whole(account, today)
    rows = shown_category(seen.filter(village=village).active_on(today), today)
    return dict(rows.values_list("pk", "shown_kind"))


def _first_needs(
    account: Account, village: Place, kinds: dict[UUID, str], today: date
) -> list[tuple[Any, str]]:
    """The most pressing needs: urgent ones, then by deadline; each with its household's mark."""
    pressing = Case(
        When(urgency=Urgency.URGENT, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    open_needs = needs_for(account, today).filter(place=village).open_on(today)
    needs = open_needs.annotate(pressing=pressing)
    rows = need_rows(needs.order_by("pressing", "deadline_on", "id")[:FIRST], today)
    return [
        (row, kinds.get(row.household_id, CategoryKind.GREEN) if row.household_id else "")
        for row in rows
    ]


def _decisions(village: Place, today: date) -> list[Any]:
    team = Team.objects.filter(place=village, code=village.code).first()
    return list(open_decisions(team, today)[:COMING]) if team else []


def _points(
    village: Place, kinds: dict[UUID, str], season: Season, today: date
) -> list[dict[str, Any]]:
    return [
        {"lat": lat, "lon": lon, "kind": kinds[household_id]}
        for household_id, (lat, lon) in homes_in_season(village, season, today).items()
        if household_id in kinds
    ]


def _to_reread(village: Place) -> list[Mention]:
    """What somebody can read again; a household that is out of use takes its texts with it."""
    return [one for one in rereadings_at(village) if one.screen]
