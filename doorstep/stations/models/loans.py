"""What a station lends, free and without a deposit, and to whom for how long."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.stations.choices import Condition
from doorstep.stations.models.requests import HelpRequest
from doorstep.stations.models.stations import Station


class LoanItem(models.Model):
    """A thing that is lent, and how many usable pieces the station has, those out included."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="loan_items")
    name = models.CharField(max_length=60)
    pieces = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["station", "name"], name="loan_item_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Loan(models.Model):
    """Pieces lent to somebody, by name and phone or plate; emptied of both soon after they are
    back. Pieces that come back before the others are a row of their own from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(LoanItem, on_delete=models.PROTECT, related_name="loans")
    pieces = models.PositiveIntegerField(default=1)
    borrower = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=60, blank=True)  # phone or car's plate
    out_on = models.DateField()
    due_on = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    condition = models.CharField(max_length=10, choices=Condition, blank=True)
    note = models.CharField(max_length=200, blank=True)
    request = models.ForeignKey(
        HelpRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="loans"
    )

    part_of = models.ForeignKey(  # came back before the others
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        ordering: ClassVar = ["due_on", "out_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(back_on=None, condition="")
                | (Q(back_on__gte=F("out_on")) & ~Q(condition="")),
                name="loan_back_with_its_condition",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("out_on")), name="loan_due_after_out"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="loan_of_something"),
        ]
