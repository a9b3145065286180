"""A station as its page shows it: hours, posts with their rota, teams with who goes out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from doorstep.people.models import Place, live_on
from doorstep.stations.models import (
    HelpRequest,
    Loan,
    OpeningHours,
    Post,
    Responder,
    ResponseTeam,
    Shift,
    Station,
    standing_on,
)


@dataclass(frozen=True)
class StationPage:
    """What stands on a day: hours by weekday; posts and teams, whose `lines` say who is there."""

    hours: tuple[tuple[int, OpeningHours | None], ...]
    posts: tuple[Post, ...]
    teams: tuple[ResponseTeam, ...]


def station_page(station: Station, on: date) -> StationPage:
    """Everything about a station that its page shows on a day, in five queries."""
    hours = {row.weekday: row for row in station.hours.all()}
    rota = Shift.objects.filter(standing_on(on)).select_related("helper").order_by("start_on", "pk")
    going = Responder.objects.filter(standing_on(on)).select_related("helper")
    posts = station.posts.filter(live_on(on)).prefetch_related(
        Prefetch("shifts", queryset=rota, to_attr="lines")
    )
    teams = station.response_teams.filter(live_on(on)).prefetch_related(
        Prefetch("responders", queryset=going.order_by("start_on", "pk"), to_attr="lines")
    )
    return StationPage(
        hours=tuple((weekday, hours.get(weekday)) for weekday in range(1, 8)),
        posts=tuple(posts),
        teams=tuple(teams),
    )


@dataclass(frozen=True)
class StationNews:
    """What of a station a coordinator has to know this week."""

    station: Station
    waiting: int
    overdue: int


def stations_to_tell(place: Place, on: date) -> list[StationNews]:
    """The open stations of a village where something waits or is overdue."""
    open_now = Station.objects.filter(live_on(on), place=place)
    counted = open_now.annotate(
        waiting=_count(HelpRequest.objects.filter(closed_on=None), "station"),
        overdue=_count(Loan.objects.filter(back_on=None, due_on__lt=on), "item__station"),
    )
    news = [StationNews(one, one.waiting, one.overdue) for one in counted]
    return [one for one in news if one.waiting or one.overdue]


def _count(rows: QuerySet[Any], way: str) -> Coalesce:
    """How many rows lead to the outer station."""
    found = rows.filter(**{way: OuterRef("pk")}).order_by().values(way)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def is_open_on(station: Station, on: date) -> bool:
    """Whether a station stands open on a day, whatever the hour."""
    return station.start_on <= on and (station.end_on is None or on < station.end_on)
