"""The swap shop: what a piece of the village's stock costs in points, and what was swapped."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account
from doorstep.points.choices import SignedHow
from doorstep.points.models.schemes import PointScheme
from doorstep.register.models import Consent
from doorstep.stations.models import StockItem, StockMove


class ShopPrice(models.Model):
    """So many points for a piece of what the village keeps; another price is another row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(PointScheme, on_delete=models.PROTECT, related_name="prices")
    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="shop_prices")
    points = models.PositiveSmallIntegerField()
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["item__name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "item"], condition=Q(end_on=None), name="shop_price_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(points__gte=1), name="shop_price_is_a_price"),
        ]


class Swap(models.Model):
    """Points for goods, signed for. One that is taken back stays, with its day and its reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    price = models.ForeignKey(ShopPrice, on_delete=models.PROTECT, related_name="swaps")
    consent = models.ForeignKey(  # None: it was withdrawn, and the row is nobody's
        Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="swaps"
    )
    quantity = models.PositiveSmallIntegerField()
    on = models.DateField()
    signed = models.CharField(max_length=8, choices=SignedHow)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_why = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="swap_of_something"),
            models.CheckConstraint(
                condition=Q(undone_on=None, undone_by=None)
                | Q(undone_by__isnull=False, undone_on__isnull=False, undone_on__gte=F("on")),
                name="swap_undone_by_somebody",
            ),
        ]

    @property
    def points(self) -> int:
        """What it cost; the price never changes."""
        return self.quantity * self.price.points


class SwapMove(models.Model):
    """Pieces of one batch of the stock that went out for a swap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    swap = models.ForeignKey(Swap, on_delete=models.PROTECT, related_name="swap_moves")
    move = models.OneToOneField(StockMove, on_delete=models.PROTECT, related_name="swap_move")

    class Meta:
        ordering: ClassVar = ["id"]
