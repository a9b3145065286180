"""What is there: every balance is the sum of its moves."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet, Sum
from django.db.models.functions import Coalesce

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.stations.models import Batch, Station, StockItem, StockMove
from doorstep.stations.queries.reach import stations_for
from doorstep.stations.rules import SOON_DAYS


@dataclass(frozen=True)
class BatchLine:
    """A batch of which something is there."""

    batch: Batch
    left: int
    is_expired: bool
    is_soon: bool


@dataclass(frozen=True)
class StockLine:
    """An item: how much may be handed out, and its batches, the first to expire first."""

    item: StockItem
    good: int
    is_low: bool
    batches: tuple[BatchLine, ...]

    @property
    def needs_care(self) -> bool:
        return self.is_low or any(one.is_expired or one.is_soon for one in self.batches)


def balance(batch: Batch) -> int:
    """How much of a batch is there."""
    return batch.moves.aggregate(n=Sum("quantity"))["n"] or 0


def stock_of(station: Station, on: date) -> list[StockLine]:
    """Everything a station keeps on a day, in two queries."""
    return _lines(StockItem.objects.filter(station=station), on)


def stock_of_village(place: Place, on: date) -> list[StockLine]:
    """Everything that a village keeps beside its stations, in two queries."""
    return _lines(StockItem.objects.filter(place=place, station=None), on)


def good_batches(item: StockItem, on: date) -> list[BatchLine]:
    """Batches of an item of which something good is there, the first to expire first."""
    [line] = _lines(StockItem.objects.filter(pk=item.pk), on)
    return [one for one in line.batches if not one.is_expired]


def _lines(items: QuerySet[StockItem], on: date) -> list[StockLine]:
    batches = Batch.objects.annotate(left=Coalesce(Sum("moves__quantity"), 0)).filter(left__gt=0)
    items = items.prefetch_related(
        Prefetch("batches", queryset=batches.order_by("expires_on", "pk"), to_attr="there")
    )
    return [_line(item, on) for item in items]


def batches_to_hand_out(station: Station, on: date) -> list[BatchLine]:
    """Batches of which something good is there, the first to expire first."""
    return [one for line in stock_of(station, on) for one in line.batches if not one.is_expired]


def stock_moves(station: Station) -> QuerySet[StockMove]:
    """Every move of a station's stock, the latest day first."""
    found = StockMove.objects.filter(batch__item__station=station)
    return found.select_related("batch__item", "request__kind").order_by("-on", "batch", "pk")


def get_stock_item_for(account: Account, item_id: object, on: date) -> StockItem:
    """An item of a station that opens to the account; else NotVisible."""
    stations = stations_for(account, on).values("pk")
    found = StockItem.objects.filter(station__in=stations, pk=item_id)
    item = found.select_related("station__place").first()
    if item is None:
        raise NotVisible
    return item


def get_batch_for(account: Account, batch_id: object, on: date) -> Batch:
    """A batch of a station that opens to the account; else NotVisible."""
    stations = stations_for(account, on).values("pk")
    found = Batch.objects.filter(item__station__in=stations, pk=batch_id)
    batch = found.select_related("item__station__place").first()
    if batch is None:
        raise NotVisible
    return batch


def _line(item: StockItem, on: date) -> StockLine:
    there: list[Batch] = getattr(item, "there", [])
    soon = on + timedelta(days=SOON_DAYS)
    lines = []
    for batch in there:
        last = batch.expires_on
        is_expired = last is not None and last < on
        lines.append(
            BatchLine(
                batch=batch,
                left=getattr(batch, "left", 0),
                is_expired=is_expired,
                is_soon=last is not None and not is_expired and last <= soon,
            )
        )
    lines.sort(key=lambda one: one.batch.expires_on or date.max)
    good = sum(one.left for one in lines if not one.is_expired)
    return StockLine(item=item, good=good, is_low=good <= item.low_at, batches=tuple(lines))
