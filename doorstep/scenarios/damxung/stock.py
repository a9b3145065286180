"""What the stations keep: batches that come in, are counted, run out of date and are written
off; and what they lend."""

from datetime import date, timedelta

from doorstep.scenarios.damxung.stage import Stage
from doorstep.stations.actions import (
    add_loan_item,
    add_stock_item,
    bring_back,
    count_batch,
    hand_out,
    take_back,
    take_in,
    write_off,
)
from doorstep.stations.models import Batch, HelpRequest, Station, StockItem
from doorstep.stations.queries import batches_to_hand_out, stock_of


class NothingGood(LookupError):
    """The story asks for more of a thing than its deliveries brought."""


def fill_shelves(stage: Stage) -> None:
    """Which things each station keeps and lends, before anything came in."""
    by, on = stage.coordinator, stage.first
    for row in stage.story["stations"]:
        station = stage.stations[row["key"]]
        for item in stage.story["stock"]:
            add_stock_item(station, **item, by=by, on=on)
        for name, pieces in row["lends"].items():
            add_loan_item(station, name=name, pieces=pieces, by=by, on=on)


def keep_shelves(stage: Stage, number: int, day: date) -> None:
    """Before the doors open: what expired is written off, what came is taken in, things are
    counted, and loans come back."""
    by = stage.coordinator
    for station in stage.stations.values():
        for line in stock_of(station, day):
            for batch in line.batches:
                if batch.is_expired:
                    write_off(batch.batch, quantity=batch.left, reason="已过有效期", by=by, on=day)
    for row in stage.of_day("deliveries", number):
        take_in(
            StockItem.objects.get(station=stage.stations[row["station"]], name=row["item"]),
            quantity=row["quantity"],
            number=row["number"],
            expires_on=day + timedelta(days=row["good_days"]),
            by=by,
            on=day,
        )
    for row in stage.of_day("counts", number):
        counted, left = _good(stage.stations[row["station"]], row["item"], 1, day)
        count_batch(counted, there=left - row["missing"], by=by, on=day)
    for on, loan, condition in stage.back:
        if on == day:
            take_back(loan, condition=condition, by=by, on=day)


def give(request: HelpRequest, item: str, quantity: int, stage: Stage, key: str) -> None:
    """Hands something out for a request, of what expires first."""
    day = request.asked_on
    batch, _left = _good(request.station, item, quantity, day)
    hand_out(batch, quantity=quantity, request=request, by=stage.counter(key), on=day)


def give_mistyped(request: HelpRequest, item: str, quantity: int, stage: Stage, key: str) -> None:
    """One too many was typed, brought back on the list, and typed again."""
    day, by = request.asked_on, stage.counter(key)
    batch, _left = _good(request.station, item, quantity + 1, day)
    move = hand_out(batch, quantity=quantity + 1, request=request, by=by, on=day)
    bring_back(move, by=by, on=day)
    hand_out(batch, quantity=quantity, request=request, by=by, on=day)


def _good(station: Station, item: str, quantity: int, day: date) -> tuple[Batch, int]:
    """The first batch with so many good pieces, and how many it has. NothingGood."""
    for line in batches_to_hand_out(station, day):
        if line.batch.item.name == item and line.left >= quantity:
            return line.batch, line.left
    raise NothingGood(f"{station.name}, {item}, {day}")
