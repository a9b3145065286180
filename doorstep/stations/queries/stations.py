"""A station as its page shows it: hours, posts with their rota, teams with who goes out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from doorstep.people.models import live_on
from doorstep.stations.models import (
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


def is_staffed_at(station: Station, at: datetime) -> bool:
    """Whether a moment, in the instance's zone, lies within the opening hours of its day; always
    where no hours are set."""
    hours = list(station.hours.all())
    today = [row for row in hours if row.weekday == at.isoweekday()]
    return not hours or any(row.opens_at <= at.time() < row.closes_at for row in today)


def is_open_on(station: Station, on: date) -> bool:
    """Whether a station stands open on a day, whatever the hour."""
    return station.start_on <= on and (station.end_on is None or on < station.end_on)
