"""Programmes of money, what is committed to them by year, and what came in."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models.cooperatives import Cooperative
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class Programme(models.Model):
    """Money that somebody gives for a purpose, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=12, choices=ProgrammeKind)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=100)  # who gives it
    purpose = models.CharField(max_length=300, blank=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "name"], name="programme_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ProgrammeKind.values), name="programme_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="programme_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Commitment(models.Model):
    """What a programme may pay in a year. A second one adds to it; one is taken back by a row that
    names it, with the same amount below 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="commitments")
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()  # fen
    decided_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-year", "decided_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="commitment_above_zero_unless_reversing",
            )
        ]


class Income(models.Model):
    """Money that came in for a programme, or that a cooperative earned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="income"
    )
    cooperative = models.ForeignKey(
        Cooperative, null=True, blank=True, on_delete=models.PROTECT, related_name="income"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "income"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(programme=None, cooperative__isnull=False)
                | Q(programme__isnull=False, cooperative=None),
                name="income_of_one",
            )
        ]
