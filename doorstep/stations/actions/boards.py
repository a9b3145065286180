"""Hanging boards up and taking them down; prices from a day on."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Helper, live_on
from doorstep.stations.actions.rota import PostEnded
from doorstep.stations.actions.text import clean, end_row, guard_asked, guard_open, helper_named_in
from doorstep.stations.models import ContactBoard, Post, Price, ResponseTeam, Station

WHERE = pgettext_lazy("board", "Where it hangs")
FOR_WHAT = pgettext_lazy("board", "For what")
REACH = pgettext_lazy("board", "How to reach them")
ITEM = pgettext_lazy("price", "What it is for")
UNIT = pgettext_lazy("price", "For how much of it")
# without what is taken for something else in print or by a finger: 0 o, 1 l i
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 13  # 64 bits
MOST_AT_ONCE = 500
MOST_FEN = 100_000_000


class NobodyNamed(Refused):
    message = _("A board names a post, a team or a helper: choose exactly one.")


class HelperNotAsked(Refused):
    message = _(
        "A helper stands on a public board by name only after saying yes to that. Write the day on "
        "which %(name)s agreed; it is not after today."
    )


class NamesHelperUnasked(Refused):
    message = _(
        "The board would show the name or the phone of %(name)s, who did not agree to that. Name "
        "the post or the team instead, or choose the helper and write the day of the agreement; if "
        "it is the name of a place, tick that below."
    )


class NotOfThisStation(Refused):
    message = _("“%(name)s” does not belong to %(station)s.")


class TooManyBoards(Refused):
    message = _("%(count)s boards at once are too many; at most %(most)s are made in one go.")


class BoardHangsThere(Refused):
    message = _("A board that says the same hangs at “%(where)s” already; leave that line out.")


class PriceRefused(Refused):
    message = _("A price is from ¥0.01 to ¥%(most)s.")


class PriceTaken(Refused):
    message = _("From %(day)s on “%(item)s” has a price already; end that one first.")


class PriceInThePast(Refused):
    message = _("%(day)s is over; a price holds from today or from a later day on.")


@transaction.atomic
def hang_boards(
    station: Station,
    *,
    where: Sequence[str],
    for_what: str,
    reach: str,
    by: Account,
    on: date,
    post: Post | None = None,
    team: ResponseTeam | None = None,
    helper: Helper | None = None,
    agreed_on: date | None = None,
    has_prices: bool = False,
    takes_requests: bool = True,
    is_place_name: bool = False,
) -> list[ContactBoard]:
    """Makes a board for each place where one hangs, which all say the same. StationClosed,
    NobodyNamed, NotOfThisStation, PostEnded, HelperOfAnotherPlace, HelperNotAsked,
    NamesHelperUnasked, TooManyBoards, BoardHangsThere, TextMissing, TextTooLong,
    IdentityNumberRefused."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)  # a double click makes one
    guard_open(station, on)
    if sum(named is not None for named in (post, team, helper)) != 1:
        raise NobodyNamed
    for row in (post, team):
        if row is not None:
            _guard_row(row, station, on)
    if helper is not None:
        guard_asked(helper, station, agreed_on, on, HelperNotAsked)
    if len(where) > MOST_AT_ONCE:
        raise TooManyBoards(count=len(where), most=MOST_AT_ONCE)
    places = [clean(one, WHERE, most=100) for one in where] or [clean("", WHERE, most=100)]
    texts = {
        "for_what": clean(for_what, FOR_WHAT, most=150),
        "reach": clean(reach, REACH, most=100),
    }
    shown = [*places, *texts.values(), *(row.name for row in (post, team) if row is not None)]
    named = helper_named_in(station, *shown, but=helper, is_place_name=is_place_name)
    if named is not None:
        raise NamesHelperUnasked(name=named.name)
    named_now = {"post": post, "team": team, "helper": helper}
    same = ContactBoard.objects.filter(
        live_on(on), station=station, where__in=places, **named_now, **texts
    )
    if (hanging := same.first()) is not None:
        raise BoardHangsThere(where=hanging.where)
    boards = [
        ContactBoard(
            station=station,
            code=make_code(),
            where=place,
            agreed_on=agreed_on if helper is not None else None,
            has_prices=has_prices,
            takes_requests=takes_requests,
            start_on=on,
            **named_now,
            **texts,
        )
        for place in places
    ]
    ContactBoard.objects.bulk_create(boards)
    with told_together():
        for board in boards:
            audit("hang_boards", board, by=by, on=on, place=station.place_id)
    return boards


@transaction.atomic
def take_down_board(board: ContactBoard, *, by: Account, on: date) -> None:
    """Ends a board: its address says nothing any more. EndedAlready, EndsBeforeItBegan."""
    board.refresh_from_db(from_queryset=ContactBoard.objects.select_for_update(no_key=True))
    end_row(board, on)
    audit("take_down_board", board, by=by, on=on, place=board.station.place_id)


@transaction.atomic
def set_price(
    station: Station, *, item: str, fen: int, unit: str, valid_from: date, by: Account, on: date
) -> Price:
    """What something costs from a day on, in whole fen. StationClosed, TextMissing, TextTooLong,
    PriceRefused, PriceInThePast, PriceTaken."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    item, unit = clean(item, ITEM, most=60), clean(unit, UNIT, most=30)
    if not 1 <= fen <= MOST_FEN:
        raise PriceRefused(most=f"{MOST_FEN / 100:,.2f}")
    if valid_from < on:
        raise PriceInThePast(day=valid_from)
    same = station.prices.filter(item=item, unit=unit, start_on=valid_from)
    if same.exists():
        raise PriceTaken(item=item, day=valid_from)
    price = Price.objects.create(
        station=station, item=item, fen=fen, unit=unit, start_on=valid_from
    )
    audit("set_price", price, by=by, on=on, place=station.place_id, detail={"fen": fen})
    return price


@transaction.atomic
def end_price(price: Price, *, by: Account, on: date) -> None:
    """Takes a price off the list; one that is still to come ends before it began. EndedAlready."""
    price.refresh_from_db(from_queryset=Price.objects.select_for_update(no_key=True))
    end_row(price, max(on, price.start_on))
    audit("end_price", price, by=by, on=on, place=price.station.place_id)


def make_code() -> str:
    """A public address that nobody can guess, short enough to be typed from paper."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def _guard_row(row: Post | ResponseTeam, station: Station, on: date) -> None:
    if row.station_id != station.pk:
        raise NotOfThisStation(name=row.name, station=station.name)
    if row.end_on is not None and row.end_on <= on:
        raise PostEnded(name=row.name, day=row.end_on)
