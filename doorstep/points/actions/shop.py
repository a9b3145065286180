"""The swap shop: what it has, what that costs in points, a swap, and taking one back."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import hold_trail, told_together
from doorstep.people.models import Account
from doorstep.points.actions.guards import (
    guard_goes_along,
    guard_points,
    guard_running,
    guard_takes_part,
    guard_times,
    lock_households,
    tell,
)
from doorstep.points.choices import SignedHow
from doorstep.points.models import PointScheme, ShopPrice, Swap, SwapMove
from doorstep.points.queries import LAST, card_on, reckoning_of
from doorstep.register.models import Member
from doorstep.stations.actions import add_stock_item, bring_back, hand_out, take_in
from doorstep.stations.actions.text import clean, guard_same
from doorstep.stations.models import Batch, StockItem
from doorstep.stations.queries import good_batches

NAME = pgettext_lazy("goods", "What came in")
UNIT = pgettext_lazy("goods", "Counted in")
WHY = pgettext_lazy("swap", "Why it is taken back")
MOST_PIECES = 50


class CountedOtherwise(Refused):
    message = _("“%(name)s” is counted in %(unit)s here; write it so, or give it another name.")


class GoodsElsewhere(Refused):
    message = _("“%(name)s” is not kept by %(place)s itself; take it in first.")


class PricedAlready(Refused):
    message = _("“%(name)s” is offered for points already; end that price first.")


class OfferEnded(Refused):
    message = _("“%(name)s” is not offered for points any more.")


class NothingHangs(Refused):
    message = _("No rules hang yet; points are given and swapped from the day on which they do.")


class NotEnoughPoints(Refused):
    message = _("It costs %(cost)s points, and %(left)s are left. Nothing was swapped.")


class NotEnoughThere(Refused):
    message = _("“%(name)s”: %(left)s good ones are there, %(asked)s were asked for.")


class SwapUndoneAlready(Refused):
    message = _("This swap was taken back on %(day)s.")


class UndoneBeforeSwap(Refused):
    message = _("It was swapped on %(day)s; it cannot be taken back before.")


@transaction.atomic
@told_together()
def stock_shop(
    scheme: PointScheme,
    *,
    name: str,
    unit: str,
    quantity: int,
    by: Account,
    on: date,
    expires_on: date | None = None,
    id: UUID | None = None,  # noqa: A002
) -> Batch:
    """Things came in for the shop: a batch in the village's own stock, which knows it under its
    name. Sent again under its id, it is the same. SentOtherwise, SchemeEnded, CountedOtherwise,
    TextMissing, TextTooLong, QuantityRefused, ExpiredOnArrival."""
    guard_running(scheme, on)
    place = scheme.place
    name, unit = clean(name, NAME, most=60), clean(unit, UNIT, most=20)
    if sent := Batch.objects.filter(pk=id, item__place=place, item__station=None).first():
        guard_same(what=((sent.item.name, sent.item.unit), (name, unit)))
    kept = StockItem.objects.filter(place=place, station=None, name=name).first()
    if kept is not None and kept.unit != unit:
        raise CountedOtherwise(name=name, unit=kept.unit)
    item = kept or add_stock_item(place, name=name, unit=unit, low_at=0, by=by, on=on)
    return take_in(item, quantity=quantity, expires_on=expires_on, by=by, on=on, id=id)


@transaction.atomic
def price_goods(
    scheme: PointScheme, item: StockItem, *, points: int, by: Account, on: date
) -> ShopPrice:
    """Offers a thing of the village's stock for so many points a piece. SchemeEnded,
    GoodsElsewhere, PricedAlready, PointsOnlyGive."""
    hold_trail([scheme.place])
    guard_running(scheme, on)
    if item.place_id != scheme.place_id or item.station_id is not None:
        raise GoodsElsewhere(name=item.name, place=scheme.place.name)
    if scheme.prices.filter(item=item, end_on=None).exists():
        raise PricedAlready(name=item.name)
    price = ShopPrice.objects.create(
        scheme=scheme, item=item, points=guard_points(points), start_on=on, by=by
    )
    tell("price_goods", price, scheme.place, by=by, on=on, points=price.points)
    return price


@transaction.atomic
def end_shop_price(price: ShopPrice, *, by: Account, on: date) -> None:
    """The thing is offered no more; what was swapped stays. OfferEnded."""
    hold_trail([price.scheme.place])
    price.refresh_from_db(fields=["end_on"])
    if price.end_on is not None:
        raise OfferEnded(name=price.item.name)
    price.end_on = on
    price.save(update_fields=["end_on"])
    tell("end_shop_price", price, price.scheme.place, by=by, on=on)


@transaction.atomic
@told_together()
def swap_points(
    member: Member,
    price: ShopPrice,
    *,
    quantity: int,
    signed: SignedHow | str,
    by: Account,
    on: date,
    id: UUID | None = None,  # noqa: A002
) -> Swap:
    """Goods for points, signed for: never more than somebody has, never more than is there. Sent
    again under its id, it is the same swap. SentOtherwise, SchemeEnded, NothingHangs, OfferEnded,
    PersonElsewhere, TakesNoPart, HouseholdClosedAlready, TimesRefused, NotEnoughPoints,
    NotEnoughThere."""
    scheme = price.scheme
    lock_households([member], on)
    if sent := Swap.objects.filter(pk=id).first():
        whose = sent.consent.member if sent.consent else None
        guard_same(
            member=(whose, member),
            price=(sent.price_id, price.pk),
            quantity=(sent.quantity, quantity),
            signed=(sent.signed, str(signed)),
        )
        return sent
    guard_running(scheme, on)
    if card_on(scheme, on) is None:
        raise NothingHangs
    price.refresh_from_db(fields=["end_on"])
    if price.end_on is not None:
        raise OfferEnded(name=price.item.name)
    consent = guard_takes_part(scheme, member, day=on, on=on)
    cost = guard_times(quantity, most=MOST_PIECES) * price.points
    _guard_has(member, cost, on)
    swap = Swap(price=price, consent=consent, quantity=quantity, on=on, by=by)
    swap.signed = SignedHow(signed)
    swap.id = id or swap.id
    swap.save(force_insert=True)
    _hand_over(swap, by=by, on=on)
    household = member.household
    tell("swap_points", swap, scheme.place, by=by, on=on, household=household, points=cost)
    return swap


@transaction.atomic
@told_together()
def undo_swap(swap: Swap, *, why: str, by: Account, on: date) -> None:
    """Takes a swap back: the goods come back into the stock, the points count as if it had not been
    and lapse as they would have; the row stays. SwapUndoneAlready, UndoneBeforeSwap, TextMissing,
    TextTooLong, HouseholdClosedAlready, NotVisible."""
    why = clean(why, WHY, most=100)
    assert swap.consent is not None  # noqa: S101 - `get_swap_for` finds no other
    member = _whose(swap)
    lock_households([member], on)
    guard_goes_along(swap, member)
    swap.refresh_from_db(fields=["undone_on"])
    if swap.undone_on is not None:
        raise SwapUndoneAlready(day=swap.undone_on)
    if on < swap.on:
        raise UndoneBeforeSwap(day=swap.on)
    for one in swap.swap_moves.select_related("move__batch"):
        bring_back(one.move, by=by, on=on)
    swap.undone_on, swap.undone_by, swap.undone_why = on, by, why
    swap.save(update_fields=["undone_on", "undone_by", "undone_why"])
    tell("undo_swap", swap, swap.price.scheme.place, by=by, on=on, household=member.household)


def _whose(swap: Swap) -> Member:
    assert swap.consent is not None and swap.consent.member is not None  # noqa: S101, PT018
    return swap.consent.member


def _guard_has(member: Member, cost: int, on: date) -> None:
    """Enough on the day, and still enough for what is dated later."""
    now, later = reckoning_of(member, on), reckoning_of(member, LAST, also=(on, cost))
    if now.left < cost or later.short:
        raise NotEnoughPoints(cost=cost, left=now.left)


def _hand_over(swap: Swap, *, by: Account, on: date) -> None:
    item = swap.price.item
    StockItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    batches, wanted = good_batches(item, on), swap.quantity
    for line in batches:
        pieces = min(line.left, wanted)
        if pieces:
            move = hand_out(line.batch, quantity=pieces, by=by, on=on, id=uuid4())
            SwapMove.objects.create(swap=swap, move=move)
            wanted -= pieces
    if wanted:
        left = sum(line.left for line in batches)
        raise NotEnoughThere(name=item.name, left=left, asked=swap.quantity)
