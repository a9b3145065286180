"""Boards as the office keeps them and as anybody on the road reads them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, live_on
from doorstep.people.queries import reach_of
from doorstep.stations.models import ContactBoard, Price, Station, standing_boards


@dataclass(frozen=True)
class PublicBoard:
    """All that a board says in public: no id, no helper without consent."""

    code: str
    station: Station
    where: str
    who: str
    for_what: str
    reach: str
    takes_requests: bool
    prices: tuple[Price, ...]


def boards_at(station: Station, on: date) -> QuerySet[ContactBoard]:
    """The boards of a station that hang on a day and may be read."""
    found = ContactBoard.objects.filter(standing_boards(on), station=station)
    return found.select_related("station__place", "post", "team", "helper")


def boards_kept(station: Station, on: date) -> QuerySet[ContactBoard]:
    """Boards that nobody took down, also those that say nothing in public any more, because their
    post or team ended or their helper left."""
    found = ContactBoard.objects.filter(live_on(on), station=station)
    return found.select_related("station", "post", "team", "helper")


def find_board(code: str, on: date) -> PublicBoard:
    """What the board at a public address says; NotVisible where it does not hang (any more)."""
    found = ContactBoard.objects.filter(standing_boards(on), code=code)
    board = found.select_related("station__place", "post", "team", "helper").first()
    if board is None:
        raise NotVisible
    prices = prices_at(board.station, on) if board.has_prices else []
    return public_board(board, prices)


def public_board(board: ContactBoard, prices: list[Price]) -> PublicBoard:
    """What a board says in public, its prices where it shows them."""
    return PublicBoard(
        code=board.code,
        station=board.station,
        where=board.where,
        who=board_name(board),
        for_what=board.for_what,
        reach=board.reach,
        takes_requests=board.takes_requests,
        prices=tuple(prices) if board.has_prices else (),
    )


def board_name(board: ContactBoard) -> str:
    """Whom a board names."""
    named = board.post or board.team or board.helper
    return named.name if named is not None else ""


def prices_at(station: Station, on: date) -> list[Price]:
    """What things cost at a station on a day: of each thing and unit the latest that is valid."""
    latest = {
        (price.item, price.unit): price
        for price in station.prices.filter(start_on__lte=on).order_by("start_on", "pk")
    }
    return sorted(
        (price for price in latest.values() if price.end_on is None or price.end_on > on),
        key=lambda price: (price.item, price.unit),
    )


def prices_to_come(station: Station, on: date) -> QuerySet[Price]:
    """What things will cost from a later day on."""
    return station.prices.filter(start_on__gt=on, end_on=None)


def get_board_for(account: Account, board_id: object, on: date) -> ContactBoard:
    """A board of a village that the account coordinates, or one that names it; else NotVisible."""
    reach = reach_of(account, on)
    led = reach.by_role.get(Role.COORDINATOR, frozenset())
    mine = Q(station__place__in=led) | Q(helper__in=reach.helpers)
    boards = ContactBoard.objects.filter(mine).select_related("station__place", "helper")
    board = boards.filter(pk=board_id).first()
    if board is None:
        raise NotVisible
    return board


def get_price_for(account: Account, price_id: object, on: date) -> Price:
    """A price of a village that the account coordinates; else NotVisible."""
    led = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    prices = Price.objects.filter(station__place__in=led).select_related("station__place")
    price = prices.filter(pk=price_id).first()
    if price is None:
        raise NotVisible
    return price


def boards_naming(account: Account, station: Station, on: date) -> QuerySet[ContactBoard]:
    """Boards of a station that name the account's own helper."""
    return boards_kept(station, on).filter(helper__in=reach_of(account, on).helpers)
