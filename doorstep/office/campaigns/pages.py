"""Campaigns: the list, and one with its bar, who is left by name and reason, and the days left."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.campaigns.choices import Pace, UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.queries import (
    campaign_reach,
    campaigns_for,
    can_take_back,
    carried_by,
    get_campaign_for,
    get_unit_for,
    leads_campaign,
    places_to_lead,
    progress_by_village,
    progress_of,
    standing_deeds,
    unit_line,
    unit_lines,
    units_for,
    weeks_of_turns,
    with_left,
)
from doorstep.campaigns.rules import SETTLED
from doorstep.funds.queries import keeps_money, paid_units, unpaid
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.campaigns.forms import Narrowing
from doorstep.office.campaigns.reading import (
    above_campaign,
    acts_for,
    days_left,
    rule_words,
)
from doorstep.office.doors import asker, heading_place, screen
from doorstep.people.models import Place

PAGE = 50
WEEKS = 8


@screen
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that the account sees, running ones first."""
    account, today = asker(request), clock.today()
    reach = campaign_reach(account, today)
    if not reach.led:
        raise NotVisible
    found = with_left(campaigns_for(account, today), reach.villages).order_by(
        "deadline_on", "-start_on", "pk"
    )
    running = Q(ended_on=None) | Q(ended_on__gte=today)
    context = {
        "place": _place(request),
        "today": today,
        "running": [(one, days_left(one, today)) for one in found.filter(running)],
        "over": found.exclude(running).order_by("-ended_on", "pk"),
    }
    return render(request, "office/campaigns/list.html", context)


@screen
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign: how far it is, and who is left."""
    account, today = asker(request), clock.today()
    campaign = get_campaign_for(account, campaign_id, today)
    units = units_for(account, today).filter(campaign=campaign)
    context = {
        "place": campaign.place,
        "today": today,
        "campaign": campaign,
        "days_left": days_left(campaign, today),
        "rule": rule_words(campaign),
        "leads": leads_campaign(account, campaign, today),
        "is_over": campaign.ended_on is not None and campaign.ended_on < today,
    }
    if campaign.pace != Pace.ONCE:
        context |= _turns(campaign, units)
        return render(request, "office/campaigns/turns.html", context)
    villages = Place.objects.filter(pk__in=units.order_by().values("place")).order_by("code")
    form = Narrowing(request.GET, villages=villages)
    chosen = form.chosen()
    rows = _narrowed(units, chosen).order_by("place__code", "household__code", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    by_village = progress_by_village(units)
    keeps = keeps_money(account, campaign.place, today)
    lines = unit_lines(account, page.object_list, today)
    paid = paid_units(account, [one.unit_id for one in lines], today)
    context |= {
        "progress": progress_of(units),
        "by_village": by_village if len(by_village) > 1 else [],
        "form": form,
        "state": chosen.get("state", "left"),
        "page": page,
        "lines": [(one, paid.get(one.unit_id)) for one in lines],
        "to_build": units.filter(state__in=[UnitState.NOT_BEGUN, UnitState.SENT_BACK]).exists(),
        "to_accept": units.filter(state=UnitState.BUILT).exists(),
        "to_pay": unpaid(units).count() if keeps and campaign.pay else 0,
    }
    name = "office/campaigns/campaign.html"
    return render(request, f"{name}#found" if request.htmx else name, context)  # type: ignore[attr-defined]


@screen
def campaign_unit(request: HttpRequest, campaign_unit_id: UUID) -> HttpResponse:
    """One unit with every step: who did what on which day."""
    account, today = asker(request), clock.today()
    unit = get_unit_for(account, campaign_unit_id, today)
    campaign = unit.campaign
    repeats = campaign.pace != Pace.ONCE
    line = unit_line(account, unit, today)
    units = CampaignUnit.objects.filter(pk=unit.pk)
    paid = paid_units(account, [unit.pk], today).get(unit.pk)
    context = {
        "place": unit.place,
        "today": today,
        "unit": unit,
        "line": line,
        "campaign": campaign,
        "steps": above_campaign(campaign),
        "history": [] if repeats else list(unit.unit_steps.select_related("by")),
        "is_whole": unit.place_id in campaign_reach(account, today).whole,
        "acts": [] if repeats else acts_for(account, unit, today),
        "deeds": standing_deeds(units).select_related("recorded_by") if repeats else [],
        "repeats": repeats,
        "paid": paid,
        "takes_back": paid is None and can_take_back(account, unit, today),
        "counts_trips": campaign.pace == Pace.TRIPS,
    }
    return render(request, "office/campaigns/unit.html", context)


def _turns(campaign: Campaign, units: QuerySet[CampaignUnit]) -> dict[str, Any]:
    """What a campaign that comes again shows: by week, or by village with trips."""
    counts_trips = campaign.pace == Pace.TRIPS
    carried = carried_by(units)
    return {
        "counts_trips": counts_trips,
        "weeks": [] if counts_trips else weeks_of_turns(campaign, units, clock.today(), WEEKS),
        "carried": carried,
        "trips": sum(one.trips for one in carried),
        "deeds": sum(one.deeds for one in carried),
        "kilograms": sum(one.kilograms for one in carried),
        "turn_urls": [
            (one.unit, reverse("office:campaign-turn", args=[one.unit.pk])) for one in carried
        ],
    }


def _narrowed(units: QuerySet[CampaignUnit], chosen: dict[str, str]) -> QuerySet[CampaignUnit]:
    state = chosen.get("state", "left")
    if village := chosen.get("village"):
        units = units.filter(place__code=village)
    if state == "left":
        return units.exclude(state__in=SETTLED)
    return units if state == "all" else units.filter(state=state)


def _place(request: HttpRequest) -> Place:
    """The place the list is headed with: that of the other screens, else the first that the
    account leads at."""
    return heading_place(request, places_to_lead(asker(request), clock.today()))


def title_of_many(act: str) -> str:
    """What the page is called on which several units move at once."""
    return _("Accept several") if act == "accept" else _("Enter that several are built")
