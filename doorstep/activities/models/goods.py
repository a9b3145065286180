"""What an activity needs, what was bought for it, and who was given of it."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Sum

from doorstep.activities.models.sessions import Activity
from doorstep.activities.models.sheets import SignRow
from doorstep.kit.ids import uuid7
from doorstep.stations.models import Batch, StockMove

FEN_OF_HANDOUT = ExpressionWrapper(
    -F("move__quantity") * F("move__batch__goods__unit_fen"),
    output_field=models.BigIntegerField(),
)


class Material(models.Model):
    """Something to be brought along, ticked once it is there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="materials")
    text = models.CharField(max_length=100)
    is_ready = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]


class Goods(models.Model):
    """A batch of the village's stock that was bought for an activity, and for how much a piece."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="goods")
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="goods")
    unit_fen = models.PositiveBigIntegerField()
    supplier = models.CharField(max_length=80, blank=True)
    bought_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "goods"


class HandoutQuerySet(models.QuerySet["Handout"]):
    """What was handed out, with what it was worth."""

    def standing(self) -> Self:
        """Without what was brought back."""
        return self.filter(move__undone_by=None)

    def worth(self) -> int:
        """How many fen it was bought for."""
        return self.aggregate(fen=Sum(FEN_OF_HANDOUT))["fen"] or 0


class Handout(models.Model):
    """Pieces of one batch that a row of a sheet was signed for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.ForeignKey(SignRow, on_delete=models.PROTECT, related_name="handouts")
    move = models.OneToOneField(StockMove, on_delete=models.PROTECT, related_name="handout")

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
