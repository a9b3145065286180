"""What the stations let others count. Stations, posts, teams and boards are free: no person and no
case is counted by them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.models import live_on
from doorstep.people.queries import Scope
from doorstep.stations.models import Post, ResponseTeam, Shift, Station, standing_on


def _stations(scope: Scope, period: Period) -> QuerySet[Station]:
    return Station.objects.filter(live_on(period.to_on), place__in=scope.village_ids)


def _posts_staffed(scope: Scope, period: Period) -> QuerySet[Post]:
    shifts = Shift.objects.filter(standing_on(period.to_on), post=OuterRef("pk"))
    posts = Post.objects.filter(live_on(period.to_on), station__in=_stations(scope, period))
    return posts.filter(Exists(shifts)).select_related("station")


def _response_teams(scope: Scope, period: Period) -> QuerySet[ResponseTeam]:
    stations = _stations(scope, period)
    teams = ResponseTeam.objects.filter(live_on(period.to_on), station__in=stations)
    return teams.select_related("station")


def _of_station(row: Any) -> str:
    return f"{row.station.name} · {row.name}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="stations",
        name=_("Stations open"),
        unit=Unit.STATION,
        rows=_stations,
        label=lambda station: station.name,
        household="",
        url_name="office:station-about",
        is_stock=True,
        is_guarded=False,
    ),
    Figure(
        key="posts_staffed",
        name=_("Posts of stations that are staffed"),
        unit=Unit.POST,
        rows=_posts_staffed,
        label=_of_station,
        household="",
        url_name="office:station-about",
        target=lambda post: post.station_id,
        is_stock=True,
        is_guarded=False,
    ),
    Figure(
        key="response_teams",
        name=_("Response teams of stations"),
        unit=Unit.TEAM,
        rows=_response_teams,
        label=_of_station,
        household="",
        url_name="office:station-about",
        target=lambda team: team.station_id,
        is_stock=True,
        is_guarded=False,
    ),
)
