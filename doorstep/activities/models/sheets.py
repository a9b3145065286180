"""Sheets that are signed by hand and keyed in by row number."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.activities.choices import SheetKind
from doorstep.activities.models.sessions import Activity
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.stations.models import StockItem


class SignSheet(models.Model):
    """A list as it was printed: of who comes, or of who gets how many (`each`) of a thing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sheets")
    kind = models.CharField(max_length=10, choices=SheetKind)
    item = models.ForeignKey(
        StockItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    each = models.PositiveSmallIntegerField(null=True, blank=True)
    made_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="attendance", item=None, each=None)
                | Q(kind="goods", item__isnull=False, each__gte=1),
                name="sign_sheet_of_its_kind",
            )
        ]


class SignRow(models.Model):
    """A numbered row: of a household, or blank for whoever writes a name there. `count`: how many
    came, or how many pieces were signed for; empty until it is keyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(SignSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField()
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    keyed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sheet", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sign_row_number_once"),
            models.CheckConstraint(
                condition=Q(count=None, keyed_on=None) | Q(count__gte=1, keyed_on__isnull=False),
                name="sign_row_keyed_with_its_count",
            ),
        ]
