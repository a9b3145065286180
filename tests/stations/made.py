"""Stations for tests, made with the real actions."""

from datetime import UTC, datetime

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


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def kind_of(station, name="热水"):
    """One of the kinds with which a village begins, by its Chinese name."""
    return next(kind for kind in station.place.help_kinds.all() if kind.names["zh-hans"] == name)


def ask(station, kind="热水", *, at=NOON, on=DAY, source="counter", **fields):
    fields = {"who": "藏A12345", "text": "在停车场"} | fields
    return stations.ask_for_help(
        station, kind_of(station, kind), source=source, at=at, by=system_account(), on=on, **fields
    )


def make_loan_item(station, name="防滑链", *, pieces=2, on=DAY):
    return stations.add_loan_item(station, name=name, pieces=pieces, by=system_account(), on=on)


def make_loan(station, *, item=None, on=DAY, due_on=None, **fields):
    item = item or make_loan_item(station)
    fields = {"borrower": "李师傅", "reach": "19900000009"} | fields
    return stations.lend(item, due_on=due_on or on, by=system_account(), on=on, **fields)


def make_stock_item(station, name="氧气瓶", *, low_at=2, on=DAY):
    return stations.add_stock_item(
        station, name=name, unit="瓶", low_at=low_at, by=system_account(), on=on
    )


def make_batch(station, *, item=None, quantity=10, expires_on=None, on=DAY, **fields):
    item = item or make_stock_item(station)
    return stations.take_in(
        item, quantity=quantity, expires_on=expires_on, by=system_account(), on=on, **fields
    )


def log(station, done="一辆车滑出路面，小队拖回", *, on=DAY, happened_on=None, **fields):
    fields = {"part": "morning", "kind": "road"} | fields
    return stations.log_incident(
        station, happened_on=happened_on or on, done=done, by=system_account(), on=on, **fields
    )


def hang(station, *, where=("山口观景台",), on=DAY, **named):
    named = {"for_what": "冰雪路段代驾", "reach": "0891-6300000"} | named
    return stations.hang_boards(station, where=where, by=system_account(), on=on, **named)


def make_price(station, item="骑马", *, fen=10_000, unit="一圈", valid_from=None, on=DAY):
    return stations.set_price(
        station, item=item, fen=fen, unit=unit, valid_from=valid_from or on,
        by=system_account(), on=on,
    )  # fmt: skip
