"""What the stations let others count. Stations, posts, teams and boards are free: no person and no
case is counted by them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.models import live_on
from doorstep.people.queries import Scope
from doorstep.stations.choices import HelpState
from doorstep.stations.models import (
    ContactBoard,
    HelpRequest,
    Post,
    ResponseTeam,
    Shift,
    Station,
    standing_boards,
    standing_on,
)
from doorstep.stations.rules import kind_name, median


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


def _boards(scope: Scope, period: Period) -> QuerySet[ContactBoard]:
    boards = ContactBoard.objects.filter(standing_boards(period.to_on))
    found = boards.filter(station__place__in=scope.village_ids)
    return found.select_related("station").order_by("station__start_on", "start_on", "pk")


def helped(scope: Scope, period: Period) -> QuerySet[HelpRequest]:
    """Requests that were closed with help in a period."""
    found = HelpRequest.objects.filter(station__place__in=scope.village_ids, state=HelpState.HELPED)
    found = found.filter(closed_on__gte=period.from_on, closed_on__lte=period.to_on)
    return found.select_related("station", "kind")


def _timed(scope: Scope, period: Period) -> QuerySet[HelpRequest]:
    return helped(scope, period).filter(minutes__isnull=False)


def _median_minutes(rows: QuerySet[HelpRequest]) -> int | None:
    found = rows.order_by().values_list("minutes", flat=True)
    return median(minutes for minutes in found if minutes is not None)


def _of_request(row: HelpRequest) -> str:
    return f"{row.closed_on} · {row.station.name} · {kind_name(row.kind)}"


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
    Figure(
        key="contact_boards",
        name=_("Contact boards that hang"),
        unit=Unit.BOARD,
        rows=_boards,
        label=lambda board: f"{board.station.name} · {board.where}",
        household="",
        url_name="office:boards-of-station",
        target=lambda board: board.station_id,
        is_stock=True,
        is_guarded=False,
    ),
    Figure(
        key="help_given",
        name=_("Requests at stations that were helped with"),
        unit=Unit.CASE,
        rows=helped,
        label=_of_request,
        household="",
        url_name="office:station",
        target=lambda request: request.station_id,
    ),
    Figure(
        key="help_minutes",
        name=_("From asking at a station to help, the middle of all requests"),
        unit=Unit.MINUTE,
        rows=_timed,
        measure=_median_minutes,
        label=_of_request,
        household="",
        url_name="office:station",
        target=lambda request: request.station_id,
    ),
)
