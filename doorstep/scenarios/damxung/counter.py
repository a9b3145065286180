"""A day at the counters: walk-ins and requests from boards, each to its end."""

from datetime import date, datetime, timedelta

from doorstep.people.actions import system_account
from doorstep.people.models import Account
from doorstep.scenarios.damxung.stage import Row, Stage, moment
from doorstep.scenarios.damxung.stock import give, give_mistyped
from doorstep.stations.actions import (
    alert_team,
    ask_for_help,
    lend,
    log_incident,
    note_agreement,
    note_help,
    note_not_possible,
    set_out,
    take_up_dispute,
)
from doorstep.stations.choices import Source
from doorstep.stations.models import HelpRequest, LoanItem
from doorstep.stations.queries import boards_at, find_board, open_disputes

TEXTS = ("who", "reach", "where", "text")


def serve(stage: Stage, number: int, day: date) -> None:
    """Whoever asks on a day, in the order of the hours; then the log of the day."""
    for row in stage.of_day("asks", number):
        request = _ask(stage, row, day)
        if not row.get("is_left_open", False):
            helped_at = moment(day, row["at"]) + timedelta(minutes=row["minutes"] + number // 7)
            _answer(stage, row, request, helped_at)
    for row in stage.of_day("incidents", number):
        log_incident(
            stage.stations[row["station"]],
            happened_on=day,
            part=row["part"],
            kind=row["kind"],
            done=row["done"],
            by=stage.counter(row["station"]),
            on=day,
        )


def _ask(stage: Stage, row: Row, day: date) -> HelpRequest:
    """At the counter, or by the address of a board that hangs, as the program itself."""
    station, by, source = stage.stations[row["station"]], stage.counter(row["station"]), "counter"
    if "board" in row:
        board = boards_at(station, day).filter(where=row["board"], takes_requests=True)[0]
        station, by, source = find_board(board.code, day).station, system_account(), "board"
    return ask_for_help(
        station,
        stage.kinds[row["kind"]],
        source=Source(source),
        at=moment(day, row["at"]),
        by=by,
        on=day,
        **{field: row[field] for field in TEXTS if field in row},
    )


def _answer(stage: Stage, row: Row, request: HelpRequest, at: datetime) -> None:
    """What was done about it: a team went, something was given or lent, a mediator came."""
    by, day, key = stage.counter(row["station"]), request.asked_on, row["station"]
    if "team" in row:
        team = request.station.response_teams.get(name=row["team"])
        alert_team(request, team, by=by, on=day)
        if not request.kind.is_dispute:
            set_out(request, by=by, on=day)
    for item, quantity in row.get("gives", {}).items():
        typed = give_mistyped if row.get("is_mistyped", False) else give
        typed(request, item, quantity, stage, key)
    if "impossible" in row:
        note_not_possible(request, reason=row["impossible"], by=by, on=day)
    elif "lends" in row:
        _lend(stage, row, request, at)
    elif request.kind.is_dispute:
        mediator = stage.village.accounts[stage.story["mediator"]]
        told = next(one for one in open_disputes(mediator, day, at) if one.request == request)
        take_up_dispute(told.request, by=mediator, on=day)
        note_agreement(told.request, agreed=row["agreed"], at=at, by=mediator, on=day)
    else:
        note_help(request, at=at, by=by, on=day)


def _lend(stage: Stage, row: Row, request: HelpRequest, at: datetime) -> None:
    """Lent free, due after some days; back on the day it says, or not yet."""
    by: Account = stage.counter(row["station"])
    told, day = row["lends"], request.asked_on
    loan = lend(
        LoanItem.objects.get(station=request.station, name=told["item"]),
        borrower=row["who"],
        reach=row["reach"],
        due_on=day + timedelta(days=told["days"]),
        pieces=told["pieces"],
        request=request,
        at=at,
        by=by,
        on=day,
    )
    if "back_after" in told:
        stage.back.append((day + timedelta(days=told["back_after"]), loan, told["condition"]))
