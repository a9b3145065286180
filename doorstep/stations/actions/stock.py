"""Stock: what came in, was handed out, counted or written off, each a row that stays."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.stations.actions.text import clean, guard_open, guard_same
from doorstep.stations.choices import MoveKind
from doorstep.stations.models import Batch, HelpRequest, Station, StockItem, StockMove
from doorstep.stations.queries.stock import balance

ITEM_NAME = pgettext_lazy("stock", "What is kept")
UNIT = pgettext_lazy("stock", "Counted in")
NUMBER = pgettext_lazy("stock", "Number of the batch")
REASON = pgettext_lazy("stock", "Why it is written off")
MOST = 100_000


class StockItemTaken(Refused):
    message = _("“%(name)s” is kept here already; note what came in there.")


class QuantityRefused(Refused):
    message = _("How much it is is a whole number from %(least)s to %(most)s.")


class BatchExpired(Refused):
    message = _(
        "This batch of “%(name)s” was good until %(day)s and cannot be handed out. Take another "
        "batch, and write this one off."
    )


class ExpiredOnArrival(Refused):
    message = _("This was good until %(day)s, which is over; it is not taken in. Send it back.")


class NotSoMuchThere(Refused):
    message = _("“%(name)s”: %(left)s are there of this batch, %(asked)s were asked for.")


class MoveNotOut(Refused):
    message = _("Only what was handed out can be brought back.")


class RequestOfAnotherStation(Refused):
    message = _("That request was not made at this station.")


@transaction.atomic
def add_stock_item(
    keeper: Station | Place, *, name: str, unit: str, low_at: int, by: Account, on: date
) -> StockItem:
    """A thing that a station, or a village itself, keeps; at or below `low_at` it is told as low.
    StationClosed, TextMissing, TextTooLong, StockItemTaken, QuantityRefused."""
    station = keeper if isinstance(keeper, Station) else None
    type(keeper).objects.select_for_update(no_key=True).get(pk=keeper.pk)
    if station is not None:
        guard_open(station, on)
    name, unit = clean(name, ITEM_NAME, most=60), clean(unit, UNIT, most=20)
    _guard_quantity(low_at, least=0)
    place_id = station.place_id if station is not None else keeper.pk
    if StockItem.objects.filter(place=place_id, station=station, name=name).exists():
        raise StockItemTaken(name=name)
    item = StockItem.objects.create(
        place_id=place_id, station=station, name=name, unit=unit, low_at=low_at
    )
    audit("add_stock_item", item, by=by, on=on, place=place_id)
    return item


@transaction.atomic
def take_in(
    item: StockItem,
    *,
    quantity: int,
    expires_on: date | None,
    by: Account,
    on: date,
    number: str = "",
    id: UUID | None = None,  # noqa: A002
) -> Batch:
    """A batch came in; sent again under its id, it is the same batch. StationClosed,
    SentOtherwise, QuantityRefused, ExpiredOnArrival, TextTooLong."""
    item.refresh_from_db(from_queryset=StockItem.objects.select_for_update(no_key=True))
    number = clean(number, NUMBER, most=40, needed=False)
    if sent := item.batches.filter(pk=id).first():
        first = sent.moves.get(kind=MoveKind.IN)
        guard_same(
            quantity=(first.quantity, quantity),
            day=(sent.expires_on, expires_on),
            number=(sent.number, number),
        )
        return sent
    if item.station is not None:
        guard_open(item.station, on)
    _guard_quantity(quantity)
    if expires_on is not None and expires_on < on:
        raise ExpiredOnArrival(day=expires_on)
    batch = Batch(item=item, number=number, expires_on=expires_on)
    if id is not None and not Batch.objects.filter(pk=id).exists():
        batch.id = id
    batch.save(force_insert=True)
    _move(batch, MoveKind.IN, quantity, "take_in", by=by, on=on)
    return batch


@transaction.atomic
def hand_out(
    batch: Batch,
    *,
    quantity: int,
    by: Account,
    on: date,
    request: HelpRequest | None = None,
    id: UUID | None = None,  # noqa: A002
) -> StockMove:
    """Hands some of a batch out, for a request of the same station where there is one; sent again
    under its id, it is the same move. SentOtherwise, QuantityRefused, BatchExpired,
    NotSoMuchThere, RequestOfAnotherStation."""
    _hold(batch)
    if sent := StockMove.objects.filter(pk=id).first():
        if sent.batch_id == batch.pk:
            guard_same(quantity=(sent.quantity, -quantity), request=(sent.request, request))
            return sent
        id = None  # noqa: A001 - of another batch, which was chosen before this one
    _guard_quantity(quantity)
    if batch.expires_on is not None and batch.expires_on < on:
        raise BatchExpired(name=batch.item.name, day=batch.expires_on)
    _guard_there(batch, quantity)
    if request is not None and request.station_id != batch.item.station_id:
        raise RequestOfAnotherStation
    return _move(batch, MoveKind.OUT, -quantity, "hand_out", by=by, on=on, request=request, id=id)


@transaction.atomic
def bring_back(move: StockMove, *, by: Account, on: date) -> StockMove:
    """What was handed out by mistake is there again; the mistake stays on the list. Brought back
    already, it is the move there is. MoveNotOut."""
    _hold(move.batch)
    if move.kind != MoveKind.OUT:
        raise MoveNotOut
    if back := StockMove.objects.filter(undoes=move).first():
        return back
    return _move(move.batch, MoveKind.BACK, -move.quantity, "bring_back", by=by, on=on, undoes=move)


@transaction.atomic
def count_batch(batch: Batch, *, there: int, by: Account, on: date) -> StockMove:
    """Somebody counted what is there; the difference is a move. QuantityRefused."""
    _hold(batch)
    _guard_quantity(there, least=0)
    return _move(batch, MoveKind.COUNTED, there - balance(batch), "count_batch", by=by, on=on)


@transaction.atomic
def write_off(batch: Batch, *, quantity: int, reason: str, by: Account, on: date) -> StockMove:
    """Writes some of a batch off, expired or spoilt, with the reason. QuantityRefused,
    NotSoMuchThere, TextMissing, TextTooLong."""
    _hold(batch)
    _guard_quantity(quantity)
    _guard_there(batch, quantity)
    reason = clean(reason, REASON, most=100)
    return _move(batch, MoveKind.WRITTEN_OFF, -quantity, "write_off", by=by, on=on, reason=reason)


def _hold(batch: Batch) -> None:
    """Nobody else moves anything of the batch until this is done."""
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update(no_key=True))


def _guard_quantity(quantity: int, *, least: int = 1) -> None:
    if not least <= quantity <= MOST:
        raise QuantityRefused(least=least, most=MOST)


def _guard_there(batch: Batch, quantity: int) -> None:
    if quantity > (left := balance(batch)):
        raise NotSoMuchThere(name=batch.item.name, left=left, asked=quantity)


def _move(
    batch: Batch,
    kind: MoveKind,
    quantity: int,
    act: str,
    *,
    by: Account,
    on: date,
    reason: str = "",
    request: HelpRequest | None = None,
    undoes: StockMove | None = None,
    id: UUID | None = None,  # noqa: A002
) -> StockMove:
    move = StockMove.objects.create(
        id=id or uuid4(),
        batch=batch,
        kind=kind,
        quantity=quantity,
        on=on,
        reason=reason,
        request=request,
        undoes=undoes,
    )
    place = batch.item.place_id
    audit(act, move, by=by, on=on, place=place, detail={"quantity": quantity})
    return move
