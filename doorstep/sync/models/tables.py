"""Which tables went out to offices."""

from typing import Any, ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place
from doorstep.sync.choices import (
    AskState,
    RowsOf,
)


class ColumnSet(models.Model):
    """A table that offices ask for: its columns and, where it is not of the whole village, the
    group. Nothing else narrows it: nobody is searched for by a trait."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="column_sets")
    name = models.CharField(max_length=60)
    rows_of = models.CharField(max_length=10, choices=RowsOf)
    columns: Any = models.JSONField(default=list)  # of TableColumn, in their order
    group = models.CharField(max_length=60, blank=True)  # its name; a group is (village, name)
    made_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=models.Q(ended_on=None), name="column_set_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TableAsk(models.Model):
    """An office asked for a table: who, what for, and what it was given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    column_set = models.ForeignKey(ColumnSet, on_delete=models.PROTECT, related_name="asks")
    office = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    active_on = models.DateField()  # the households on the register on that day
    state = models.CharField(max_length=10, choices=AskState)
    settled_by = models.ForeignKey(  # the second person, who released it or did not
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    filled_on = models.DateField(null=True, blank=True)
    columns: Any = models.JSONField(default=list)  # as handed over
    group = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["column_set", "state"])]
