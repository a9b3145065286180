"""Whose stations: of villages one coordinates, and where one stands on the rota or in a team."""

from datetime import date

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.people.queries import reach_of
from doorstep.stations.models import (
    Post,
    Responder,
    ResponseTeam,
    Shift,
    Station,
    standing_on,
)


def stations_for(account: Account, on: date) -> QuerySet[Station]:
    """Stations whose screens open to an account, closed ones among them: those of villages it
    coordinates, and those where its helper stands on the rota or in a response team on a day."""
    reach = reach_of(account, on)
    mine = Q(place__in=reach.by_role.get(Role.COORDINATOR, frozenset()))
    if reach.helpers:
        shifts = Shift.objects.filter(live_on(on), helper__in=reach.helpers)
        going = Responder.objects.filter(live_on(on), helper__in=reach.helpers)
        mine |= Q(pk__in=shifts.values("post__station"))
        mine |= Q(pk__in=going.values("team__station"))
    return Station.objects.filter(mine).select_related("place")


def stations_staffed_by(helper: Helper, on: date) -> QuerySet[Station]:
    """Stations on whose rota or in whose response teams a helper stands on a day."""
    shifts = Shift.objects.filter(standing_on(on), helper=helper)
    going = Responder.objects.filter(standing_on(on), helper=helper)
    mine = Q(pk__in=shifts.values("post__station")) | Q(pk__in=going.values("team__station"))
    return Station.objects.filter(mine).select_related("place")


def get_station_for(account: Account, station_id: object, on: date) -> Station:
    """A station whose screens open to the account; else NotVisible."""
    return _found(stations_for(account, on).filter(pk=station_id).first())


def get_led_station_for(account: Account, station_id: object, on: date) -> Station:
    """A station of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    return _found(stations_for(account, on).filter(place__in=led, pk=station_id).first())


def coordinates_station(account: Account, station: Station, on: date) -> bool:
    """Whether an account coordinates the village of a station."""
    return station.place_id in reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())


def get_post_for(account: Account, post_id: object, on: date) -> Post:
    """A post of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    posts = Post.objects.filter(station__place__in=led).select_related("station__place")
    return _found(posts.filter(pk=post_id).first())


def get_response_team_for(account: Account, team_id: object, on: date) -> ResponseTeam:
    """A response team of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    teams = ResponseTeam.objects.filter(station__place__in=led).select_related("station__place")
    return _found(teams.filter(pk=team_id).first())


def get_shift_for(account: Account, shift_id: object, on: date) -> Shift:
    """A line of the rota as the coordinator, or one's own; else NotVisible."""
    reach = reach_of(account, on)
    led = reach.by_role.get(Role.COORDINATOR, frozenset())
    mine = Q(post__station__place__in=led) | Q(helper__in=reach.helpers)
    shifts = Shift.objects.filter(mine).select_related("post__station__place", "helper")
    return _found(shifts.filter(pk=shift_id).first())


def get_responder_for(account: Account, responder_id: object, on: date) -> Responder:
    """Who stands in a response team, as the coordinator, or oneself; else NotVisible."""
    reach = reach_of(account, on)
    led = reach.by_role.get(Role.COORDINATOR, frozenset())
    mine = Q(team__station__place__in=led) | Q(helper__in=reach.helpers)
    going = Responder.objects.filter(mine).select_related("team__station__place", "helper")
    return _found(going.filter(pk=responder_id).first())


def helpers_to_ask(place: Place, on: date) -> QuerySet[Helper]:
    """The helpers of a village who can be asked to staff a post, by name."""
    return Helper.objects.filter(live_on(on), team__place=place).order_by("name", "pk")


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise NotVisible
    return row
