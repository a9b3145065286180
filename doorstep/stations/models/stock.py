"""What a station, or the village itself, keeps and hands out: items, batches with a last day, and
moves whose sum is the balance."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Place
from doorstep.stations.choices import MoveKind
from doorstep.stations.models.requests import HelpRequest
from doorstep.stations.models.stations import Station


class StockItem(models.Model):
    """A thing that is used up: oxygen, medicine; below `low_at` somebody orders more. Without a
    station the village keeps it: what was bought for an activity."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stock_items")
    station = models.ForeignKey(
        Station, null=True, blank=True, on_delete=models.PROTECT, related_name="stock_items"
    )
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=20)  # bottles, boxes
    low_at = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["station", "name"], name="stock_item_name_once"),
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=Q(station=None),
                name="stock_item_name_once_of_the_village",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """What came in together, and the last day on which it may be handed out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="batches")
    number = models.CharField(max_length=40, blank=True)  # as printed on the box
    expires_on = models.DateField(null=True, blank=True)  # the last good day

    class Meta:
        ordering: ClassVar = ["expires_on", "id"]
        verbose_name_plural = "batches"


class StockMove(models.Model):
    """More or fewer of a batch, and why; never changed and never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=12, choices=MoveKind)
    quantity = models.IntegerField()  # what it adds to the balance; below 0 for what went
    on = models.DateField()
    reason = models.CharField(max_length=100, blank=True)  # of writing off
    request = models.ForeignKey(
        HelpRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="stock_moves"
    )
    undoes = models.OneToOneField(  # of what was handed out by mistake
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["in", "back"], quantity__gt=0)
                | Q(kind__in=["out", "written_off"], quantity__lt=0)
                | Q(kind="counted"),
                name="stock_move_goes_its_way",
            )
        ]
