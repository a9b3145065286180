"""Campaigns that repeat: which village had its turn in which week, and what was taken away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from doorstep.campaigns.models import Campaign, CampaignUnit, Deed
from doorstep.kit.weeks import Week


@dataclass(frozen=True)
class WeekOfTurns:
    """A week of a campaign: how many villages had their turn, and which did not."""

    week: Week
    done: int
    left: tuple[CampaignUnit, ...]


@dataclass(frozen=True)
class Carried:
    """What a village did so far: turns or trips, and kilograms where they were weighed."""

    unit: CampaignUnit
    deeds: int
    trips: int
    kilograms: int


def standing_deeds(units: QuerySet[CampaignUnit]) -> QuerySet[Deed]:
    """What was done and not taken back, the latest first."""
    rows = Deed.objects.filter(unit__in=units.values("pk"), taken_back="")
    return rows.select_related("unit__place").order_by("-on", "pk")


def weeks_of_turns(
    campaign: Campaign, units: QuerySet[CampaignUnit], today: date, most: int
) -> list[WeekOfTurns]:
    """The last `most` weeks of a weekly campaign up to a day, the latest first; two queries."""
    last = min(today, campaign.ended_on or today)
    week = Week.of(last)
    weeks: list[Week] = []
    while len(weeks) < most and week.end_on >= campaign.start_on:
        weeks.append(week)
        week = week.shift(-1)
    rows = list(units.order_by("place__code"))
    had = set(
        Deed.objects.filter(
            unit__in=rows, taken_back="", week_on__in=[one.start_on for one in weeks]
        ).values_list("unit", "week_on")
    )
    found = []
    for one in weeks:
        left = tuple(unit for unit in rows if (unit.pk, one.start_on) not in had)
        found.append(WeekOfTurns(one, len(rows) - len(left), left))
    return found


def carried_by(units: QuerySet[CampaignUnit]) -> list[Carried]:
    """What each village did so far; two queries."""
    rows = Deed.objects.filter(unit__in=units.values("pk"), taken_back="").order_by()
    sums: dict[Any, dict[str, Any]] = {
        row["unit"]: row
        for row in rows.values("unit").annotate(
            n=Count("pk"), trip_sum=Sum("trips"), weight=Sum("kilograms")
        )
    }
    found = []
    for unit in units.order_by("place__code"):
        told: dict[str, Any] = sums.get(unit.pk, {})
        found.append(
            Carried(unit, told.get("n", 0), told.get("trip_sum") or 0, told.get("weight") or 0)
        )
    return found
