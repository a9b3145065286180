"""The swap shop: what it has and for how much, and what was swapped."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import villages_with_role
from doorstep.points.models import PointScheme, ShopPrice, Swap
from doorstep.points.queries.people import people_for
from doorstep.register.models import Household
from doorstep.stations.models import StockItem
from doorstep.stations.queries import stock_of_village


@dataclass(frozen=True)
class ShopLine:
    """A thing on the shelf: its price, and how many good ones the village's stock has."""

    price: ShopPrice
    left: int


def shelf_of(scheme: PointScheme, on: date) -> list[ShopLine]:
    """What can be swapped for, by name, also where none is left just now."""
    good = {line.item.pk: line.good for line in stock_of_village(scheme.place, on)}
    rows = scheme.prices.filter(end_on=None).select_related("item", "scheme__place")
    return [ShopLine(one, good.get(one.item_id, 0)) for one in rows.order_by("item__name", "pk")]


def items_without_price(scheme: PointScheme) -> QuerySet[StockItem]:
    """What the village keeps itself and the shop does not offer."""
    offered = scheme.prices.filter(end_on=None).values("item")
    return StockItem.objects.filter(place=scheme.place, station=None).exclude(pk__in=offered)


def get_shop_price_for(account: Account, shop_price_id: object, on: date) -> ShopPrice:
    """A price of a village that the account coordinates; else NotVisible."""
    led = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = ShopPrice.objects.filter(scheme__place__in=led, pk=shop_price_id)
    price = rows.select_related("scheme__place", "item").first()
    if price is None:
        raise NotVisible
    return price


def get_swap_for(account: Account, swap_id: object, on: date) -> Swap:
    """A swap of somebody who takes part in a village that the account coordinates; else
    NotVisible."""
    led = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = Swap.objects.filter(price__scheme__place__in=led, pk=swap_id)
    people = people_for(account, on).order_by().values("pk")
    swap = rows.filter(consent__withdrawn_on=None, consent__member__in=people)
    found = swap.select_related(
        "price__scheme__place", "price__item", "consent__member", "consent__household"
    ).first()
    if found is None:
        raise NotVisible
    return found


def swaps_of_household(household: Household) -> QuerySet[Swap]:
    """The swaps of people of a household that stand, the latest first."""
    rows = Swap.objects.filter(
        consent__household=household, consent__withdrawn_on=None, undone_on=None
    )
    return rows.select_related("price__item", "consent__member").order_by("-on", "pk")
