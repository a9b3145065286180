"""One household: how it stands now, its members, its homes, and what is kept about it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.categories.queries import live_categories, open_proposals_for
from doorstep.kit import clock
from doorstep.method.queries import version_at
from doorstep.method.rules import season_on
from doorstep.needs.choices import NeedState
from doorstep.needs.queries import needs_for, needs_of
from doorstep.office.doors import asker, goes_out, screen
from doorstep.office.households.facts import (
    next_duties,
    others_who_see,
    sub_text,
    who_looked,
    who_sees,
    why_lines,
)
from doorstep.office.households.story import story_of
from doorstep.pairing.queries import pairs_of
from doorstep.people.choices import Role
from doorstep.people.queries import has_role, openings_of
from doorstep.register.actions import look_at_household
from doorstep.register.choices import Season
from doorstep.register.models import Household
from doorstep.register.queries import (
    away_until,
    get_household_for,
    get_whole_household_for,
    households_seen_whole,
    is_sealing,
    members_of,
    standing_consents,
    with_shown_names,
)
from doorstep.rights.queries import requests_of
from doorstep.sync.queries import mergers_of, tables_with

SHOWN = 20
DAYS_SHOWN = 30


def title_of(household: Household) -> str:
    """次仁卓玛 户 · Household of Tsering Drolma; the code where nobody is the head."""
    head = getattr(household, "head_name", "") or ""
    return _("Household of %(name)s") % {"name": head} if head else household.code


def opened(request: HttpRequest, household_id: UUID) -> Household:
    """The household, for those who see it whole; the trail tells who opened it. NotVisible."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    look_at_household(household, by=account, on=today)
    return household


def frame(request: HttpRequest, household: Household, tab: str) -> dict[str, Any]:
    """What the head of each of the four pages needs."""
    account, today = asker(request), clock.today()
    names = {
        "household": _("Now"),
        "household-members": _("Members"),
        "household-homes": _("Homes"),
        "household-record": _("Record"),
    }
    return {
        "place": household.village,
        "today": today,
        "household": household,
        "heading": title_of(household),
        "sub": sub_text(household),
        "tabs": [(words, _url(name, household)) for name, words in names.items()],
        "tab": _url(tab, household),
        "coordinates": has_role(account, Role.COORDINATOR, household.village, today),
        "is_active": household.is_active(today),
        "goes_out": goes_out(account, household.village, today),
        "away_until": away_until(household, today),
        "mergers": mergers_of(household),
    }


@screen
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Live needs, what happened, who goes there and what is due next."""
    account, today = asker(request), clock.today()
    if not households_seen_whole(account, today).filter(pk=household_id).exists():
        return _escalated(request, get_household_for(account, household_id, today))
    household = opened(request, household_id)
    needs = [need for need in needs_of(account, household, today) if need.state == NeedState.OPEN]
    categories = list(live_categories(household, today))
    by_need = {one.need_id: one for one in categories if one.need_id}
    pairs = list(pairs_of(household, today))
    shows_all = "all" in request.GET
    context = frame(request, household, "household")
    events = story_of(account, household, today, coordinates=context["coordinates"])
    context |= {
        "needs": [(need, by_need.get(need.pk)) for need in needs],
        "categories": categories,
        "waiting": list(open_proposals_for(account, today).filter(household=household)),
        "pairs": pairs,
        "why": [(pair, *why_lines(pair)) for pair in pairs],
        "duties": next_duties(household, today),
        "season": _season(household, today).label,
        "has_home": household.homes.filter(end_on=None).exists(),
        "consents": standing_consents(household),
        "seers": others_who_see(household, today),
        "events": events if shows_all else events[:SHOWN],
        "earlier": 0 if shows_all else max(0, len(events) - SHOWN),
    }
    return render(request, "office/households/now.html", context)


@screen
def members(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Who lives there, and who did."""
    household = opened(request, household_id)
    today = clock.today()
    here = with_shown_names(members_of(household, today), today)
    context = frame(request, household, "household-members") | {
        "members": here,
        "is_sealing": is_sealing(household.village_id, today),
        "former": household.members.exclude(pk__in=[one.pk for one in here]),
    }
    return render(request, "office/households/members.html", context)


@screen
def homes(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Where they live in which season, with a small map."""
    today = clock.today()
    household = opened(request, household_id)
    rows = list(household.homes.order_by("-start_on", "season"))
    live = {one.season: one for one in rows if one.end_on is None or one.end_on > today}
    now = _season(household, today)
    context = frame(request, household, "household-homes") | {
        "seasons": [(season, live.get(season.value), season == now) for season in Season],
        "points": [
            {"lat": one.lat, "lon": one.lon, "kind": season, "word": one.get_season_display()}
            for season, one in live.items()
        ],
        "former": [one for one in rows if one not in live.values()],
    }
    return render(request, "office/households/homes.html", context)


@screen
def record(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """What is kept: consents, absences, circumstances, wishes, who may see it all, and who did."""
    today = clock.today()
    household = opened(request, household_id)
    circumstances = household.circumstances.select_related("member").order_by("-since_on", "id")
    context = frame(request, household, "household-record") | {
        "consents": household.consents.select_related("member").order_by("-given_on", "id"),
        "absences": household.absences.order_by("-start_on"),
        "circumstances": [one for one in circumstances if not _is_over(one.until_on, today)],
        "past": [one for one in circumstances if _is_over(one.until_on, today)],
        "wishes": household.cadences.filter(end_on=None),
        "seers": who_sees(household, today),
        "tables": tables_with(household),
        "lookers": who_looked(household, today, DAYS_SHOWN),
        "openings": openings_of(household.pk),
        "is_sealing": is_sealing(household.village_id, today),
    }
    if context["coordinates"]:  # what was asked is for the coordinator alone
        context["requests"] = requests_of(household, today)
    return render(request, "office/households/record.html", context)


def _is_over(until_on: date | None, today: date) -> bool:
    return until_on is not None and until_on <= today


def _escalated(request: HttpRequest, household: Household) -> HttpResponse:
    """For the town: the household's code and the needs that lie with the town, nothing else."""
    account, today = asker(request), clock.today()
    look_at_household(household, by=account, on=today)
    needs = needs_for(account, today).filter(household=household).select_related("owner")
    context = {"place": household.village, "household": household, "needs": needs, "today": today}
    return render(request, "office/households/escalated.html", context)


def _season(household: Household, today: date) -> Season:
    return Season(season_on(today, version_at(household.village, today)))


def _url(name: str, household: Household) -> str:
    return reverse(f"office:{name}", args=[household.pk])
