"""Reads of stations."""

from doorstep.stations.queries.reach import (
    coordinates_station,
    get_led_station_for,
    get_post_for,
    get_responder_for,
    get_response_team_for,
    get_shift_for,
    get_station_for,
    helpers_to_ask,
    stations_for,
)
from doorstep.stations.queries.stations import StationPage, is_open_on, station_page

__all__ = [
    "StationPage",
    "coordinates_station",
    "get_led_station_for",
    "get_post_for",
    "get_responder_for",
    "get_response_team_for",
    "get_shift_for",
    "get_station_for",
    "helpers_to_ask",
    "is_open_on",
    "station_page",
    "stations_for",
]
