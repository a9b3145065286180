"""Stations for tests, made with the real actions."""

from doorstep.people.actions import system_account
from doorstep.stations import actions as stations
from tests.factories import DAY


def make_station(place, name="纳木错驿站", *, on=DAY, **fields):
    fields = {"where": "湖边停车场", "phone": "08910000001"} | fields
    return stations.open_station(place, name=name, by=system_account(), on=on, **fields)


def make_post(station, name="服务台", *, on=DAY):
    return stations.add_post(station, name=name, by=system_account(), on=on)


def staff(post, helper, *, weekdays=(1, 2, 3), on=DAY):
    return stations.staff_post(
        post, helper, weekdays=weekdays, agreed_on=on, by=system_account(), on=on
    )


def make_response_team(station, name="除雪队", *, kind="snow_ice", on=DAY):
    return stations.make_response_team(
        station, kind=kind, name=name, phone="08910000002", by=system_account(), on=on
    )


def put_into(team, helper, *, on=DAY):
    return stations.add_responder(team, helper, agreed_on=on, by=system_account(), on=on)
