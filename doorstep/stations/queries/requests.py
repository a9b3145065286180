"""Requests as the counter, the teams and a mediator see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place, live_on
from doorstep.people.queries import reach_of, scope_of
from doorstep.stations.figures import helped
from doorstep.stations.models import HelpKind, HelpRequest, ResponseTeam, Station
from doorstep.stations.queries.reach import stations_for
from doorstep.stations.rules import kind_name, median, minutes_between, state_words


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits: its state in words, for how many minutes, and which teams are likely to
    be called."""

    request: HelpRequest
    kind: str
    state: str
    waits: int
    teams: tuple[ResponseTeam, ...]


def help_requests_for(account: Account, on: date) -> QuerySet[HelpRequest]:
    """Requests of the stations that open to an account; a mediator's, the disputes of the village's
    stations, too."""
    mediates = reach_of(account, on).by_duty.get(Duty.MEDIATOR, frozenset())
    mine = Q(station__in=stations_for(account, on).values("pk"))
    mine |= Q(kind__is_dispute=True, station__place__in=mediates)
    return HelpRequest.objects.filter(mine).select_related("station__place", "kind", "team")


def get_help_request_for(account: Account, request_id: object, on: date) -> HelpRequest:
    """A request that the account may work on; else NotVisible."""
    request = help_requests_for(account, on).filter(pk=request_id).first()
    if request is None:
        raise NotVisible
    return request


def get_dispute_for(account: Account, request_id: object, on: date) -> HelpRequest:
    """A dispute at a station of a village for which the account mediates; else NotVisible."""
    request = _disputes_of(account, on).filter(pk=request_id).first()
    if request is None:
        raise NotVisible
    return request


def open_requests(station: Station, on: date, now: datetime) -> list[OpenRequest]:
    """What waits at a station, the longest first."""
    return _waiting(station.requests.filter(closed_on=None), on, now)


def open_disputes(account: Account, on: date, now: datetime) -> list[OpenRequest]:
    """Disputes that wait at stations of the villages for which an account mediates."""
    return _waiting(_disputes_of(account, on).filter(closed_on=None), on, now)


def ended_disputes(account: Account, on: date) -> QuerySet[HelpRequest]:
    """What was agreed on, or why nothing was, at stations of the villages for which an account
    mediates, until it is deleted; the latest first."""
    found = _disputes_of(account, on).filter(closed_on__isnull=False)
    return found.exclude(agreed="", reason="").order_by("-closed_on", "pk")


def mediates_at(account: Account, station: Station, on: date) -> bool:
    """Whether an account mediates in the village of a station."""
    return station.place_id in reach_of(account, on).by_duty.get(Duty.MEDIATOR, frozenset())


def closed_requests(station: Station, on: date) -> QuerySet[HelpRequest]:
    """What was closed at a station on a day; by kind, in no order of time."""
    found = station.requests.filter(closed_on=on).select_related("kind", "team")
    return found.order_by("kind__order", "state", "id")


def help_at(station: Station, period: Period) -> tuple[int, int | None]:
    """How many requests were helped with at one station in a period, and the middle of the minutes
    from asking to help; None where there were none. Of the figures' own rows."""
    rows = helped(scope_of(station.place), period).filter(station=station)
    minutes = [one for one in rows.values_list("minutes", flat=True) if one is not None]
    return rows.count(), median(minutes)


def help_kinds(place: Place, on: date) -> list[HelpKind]:
    """The kinds of help on the list of a village on a day, in their order."""
    return list(HelpKind.objects.filter(live_on(on), place=place))


def get_help_kind_for(account: Account, kind_id: object, on: date) -> HelpKind:
    """A kind of help of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    kind = HelpKind.objects.filter(place__in=led, pk=kind_id).select_related("place").first()
    if kind is None:
        raise NotVisible
    return kind


def _disputes_of(account: Account, on: date) -> QuerySet[HelpRequest]:
    places = reach_of(account, on).by_duty.get(Duty.MEDIATOR, frozenset())
    found = HelpRequest.objects.filter(kind__is_dispute=True, station__place__in=places)
    return found.select_related("station__place", "kind", "team")


def _waiting(found: QuerySet[HelpRequest], on: date, now: datetime) -> list[OpenRequest]:
    rows = list(found.select_related("kind", "team", "station").order_by("asked_at", "pk"))
    teams: dict[Any, list[ResponseTeam]] = {}
    stations = {row.station_id for row in rows}
    if stations:
        for team in ResponseTeam.objects.filter(live_on(on), station__in=stations):
            teams.setdefault(team.station_id, []).append(team)
    return [
        OpenRequest(
            request=row,
            kind=kind_name(row.kind),
            state=state_words(row),
            waits=minutes_between(row.asked_at, now) if row.asked_at else 0,
            teams=_likely(teams.get(row.station_id, []), row.kind),
        )
        for row in rows
    ]


def _likely(teams: list[ResponseTeam], kind: HelpKind) -> tuple[ResponseTeam, ...]:
    """The teams that go out for a kind of help; all where none does, but no other to a dispute."""
    likely = tuple(team for team in teams if team.kind == kind.response_kind)
    return likely if likely or kind.is_dispute else tuple(teams)
