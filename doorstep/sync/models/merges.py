"""Households that were two on the register, or are two all the same."""

import uuid
from typing import Any, ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.sync.choices import (
    ImportedAct,
)


class KeptApart(models.Model):
    """Somebody said that two households are not the same: they are not suggested again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once")
        ]


class HouseholdMerge(models.Model):
    """Two rows of the register that were one household: `gone` was merged into `kept`.
    The last entry of the trail that the merger wrote is `last_entry`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gone = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="merged_into")
    kept = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="merged_from")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    last_entry = models.BigIntegerField(default=0)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_on=None), name="merged_once"
            )
        ]


class MergedRow(models.Model):
    """One row a merger made, changed or removed, with the columns' values before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    merge = models.ForeignKey(HouseholdMerge, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=60)
    act = models.CharField(max_length=8, choices=ImportedAct)
    before: Any = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["order"]
