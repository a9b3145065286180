"""The first Monday: two stations with their hours, posts, rota, response teams and prices."""

from datetime import time

from doorstep.scenarios.damxung.stage import Row, Stage
from doorstep.stations.actions import (
    add_help_kind,
    add_post,
    add_responder,
    make_response_team,
    open_station,
    set_hours,
    set_price,
    staff_post,
)
from doorstep.stations.models import Station
from doorstep.stations.queries import help_kinds

ROTA = ((1, 3, 5, 7), (2, 4, 6))  # two helpers take turns at a post
IN_A_TEAM = 3


def open_stations(stage: Stage) -> None:
    """Opens the stations, each with everybody who agreed to stand there."""
    by, on = stage.coordinator, stage.first
    posts = teams = 0
    for row in stage.story["stations"]:
        station = open_station(
            stage.village.place,
            name=row["name"],
            where=row["where"],
            phone=row["phone"],
            by=by,
            on=on,
        )
        stage.stations[row["key"]] = station
        opens, closes = (time.fromisoformat(hour) for hour in row["hours"])
        set_hours(station, dict.fromkeys(range(1, 8), (opens, closes)), by=by, on=on)
        for post in row["posts"]:
            _staff(stage, station, post["name"], posts)
            posts += 1
        for team in row["teams"]:
            _man(stage, station, team, teams)
            teams += 1
    _name_kinds(stage)


def set_prices(stage: Stage, number: int) -> None:
    """What a ride and other things may cost, written on the day it is decided."""
    for row in stage.of_day("prices", number):
        on = stage.village.day(*divmod(number, 7))
        for station in stage.stations.values():
            set_price(
                station,
                item=row["item"],
                unit=row["unit"],
                fen=row["fen"],
                valid_from=on,
                by=stage.coordinator,
                on=on,
            )


def _name_kinds(stage: Stage) -> None:
    place, on = stage.village.place, stage.first
    for row in stage.story["kinds"]:
        add_help_kind(place, by=stage.coordinator, on=on, **row)
    stage.kinds.update({kind.names["zh-hans"]: kind for kind in help_kinds(place, on)})


def _staff(stage: Stage, station: Station, name: str, at: int) -> None:
    by, on = stage.coordinator, stage.first
    post = add_post(station, name=name, by=by, on=on)
    for turn, weekdays in enumerate(ROTA):
        helper = stage.village.helpers[len(ROTA) * at + turn]
        staff_post(post, helper, weekdays=weekdays, agreed_on=on, by=by, on=on)


def _man(stage: Stage, station: Station, row: Row, at: int) -> None:
    by, on = stage.coordinator, stage.first
    team = make_response_team(
        station, kind=row["kind"], name=row["name"], phone=row["phone"], by=by, on=on
    )
    for helper in stage.village.helpers[IN_A_TEAM * at : IN_A_TEAM * (at + 1)]:
        add_responder(team, helper, agreed_on=on, by=by, on=on)
