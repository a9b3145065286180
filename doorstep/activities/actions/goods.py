"""What is bought for an activity goes into the village's own stock, batch by batch."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.actions.sessions import tell
from doorstep.activities.choices import ActivityState
from doorstep.activities.models import Activity, Goods
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.stations.actions import add_stock_item, take_in
from doorstep.stations.actions.text import clean, guard_same
from doorstep.stations.models import StockItem

SUPPLIER = pgettext_lazy("goods", "Bought from")
NAME = pgettext_lazy("goods", "What was bought")
UNIT = pgettext_lazy("goods", "Counted in")


class ActivityCancelled(Refused):
    message = _("“%(title)s” was called off; nothing is bought for it.")


class UnitDiffers(Refused):
    message = _("“%(name)s” is counted in %(unit)s here; write it so, or give it another name.")


@transaction.atomic
@told_together()
def buy_goods(
    activity: Activity,
    *,
    name: str,
    unit: str,
    quantity: int,
    unit_fen: int,
    by: Account,
    on: date,
    supplier: str = "",
    expires_on: date | None = None,
    number: str = "",
    id: UUID | None = None,  # noqa: A002
) -> Goods:
    """A batch bought for an activity, at so many fen a piece; a thing that the village keeps
    already is kept under its name. Sent again under its id, it is the same purchase.
    SentOtherwise, ActivityCancelled, UnitDiffers, AmountNotPositive, AmountTooLarge, TextMissing,
    TextTooLong, IdentityNumberRefused, QuantityRefused, ExpiredOnArrival."""
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update(no_key=True))
    supplier = clean(supplier, SUPPLIER, most=80, needed=False)
    name, unit = clean(name, NAME, most=60), clean(unit, UNIT, most=20)
    if sent := Goods.objects.filter(batch=id, activity__place=activity.place_id).first():
        item = sent.batch.item
        guard_same(
            activity=(sent.activity_id, activity.pk),
            what=((item.name, item.unit), (name, unit)),
            price=(sent.unit_fen, unit_fen),
            supplier=(sent.supplier, supplier),
        )
        take_in(
            item, quantity=quantity, expires_on=expires_on, number=number, by=by, on=on, id=id
        )  # which looks at the rest
        return sent
    if activity.state == ActivityState.CANCELLED:
        raise ActivityCancelled(title=activity.title)
    guard_fen(unit_fen)
    kept = StockItem.objects.filter(place=activity.place_id, station=None, name=name).first()
    if kept is not None and kept.unit != unit:
        raise UnitDiffers(name=name, unit=kept.unit)
    item = kept or add_stock_item(activity.place, name=name, unit=unit, low_at=0, by=by, on=on)
    batch = take_in(
        item, quantity=quantity, expires_on=expires_on, number=number, by=by, on=on, id=id
    )
    goods = Goods.objects.create(
        activity=activity, batch=batch, unit_fen=unit_fen, supplier=supplier, bought_on=on
    )
    tell("buy_goods", activity, by=by, on=on, detail={"fen": unit_fen * quantity})
    return goods
