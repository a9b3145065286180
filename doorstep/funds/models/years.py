"""Years of a place's books that are closed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class ClosedYear(models.Model):
    """A year in which nothing is posted any more; opened again by two persons, one who asks and
    another who opens. The row stays, and closing it once more is a row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="closed_years")
    year = models.PositiveSmallIntegerField()
    closed_on = models.DateField()
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)  # why it is to be opened again
    asked_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_on = models.DateField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-year", "-closed_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "year"], condition=Q(reopened_on=None), name="year_closed_once"
            ),
            models.CheckConstraint(
                condition=Q(reopened_by=None)
                | (Q(asked_by__isnull=False) & ~Q(reopened_by=F("asked_by"))),
                name="year_reopened_by_second_person",
            ),
        ]
