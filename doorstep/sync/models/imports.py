"""Rosters that came in, with what they changed, so that they can be undone."""

import uuid
from typing import Any, ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place
from doorstep.sync.choices import (
    ImportedAct,
)


class RosterImport(models.Model):
    """One applied roster. Its entries in the trail are `first_entry` to `last_entry`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    summary: Any = models.JSONField(default=dict)  # counts only
    place_created = models.BooleanField(default=False)
    first_entry = models.BigIntegerField(default=0)
    last_entry = models.BigIntegerField(default=0)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]


class ImportedChange(models.Model):
    """One row an import made or changed, with the columns' values before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="changes"
    )
    order = models.PositiveIntegerField()
    model = models.CharField(max_length=60)  # "register.household"
    row_id = models.CharField(max_length=60)
    act = models.CharField(max_length=8, choices=ImportedAct)
    before: Any = models.JSONField(default=dict)
    household_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]


class ColumnMeaning(models.Model):
    """What a heading means in the ledgers of a town, on one kind of list: a line of its template.
    Every later ledger with that heading is read so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="column_meanings")
    kind = models.CharField(max_length=20)  # of list, as `roster.fields_of` takes it
    heading = models.CharField(max_length=200)  # as typed
    key = models.CharField(max_length=200)  # folded: what ledgers vary does not count
    field = models.CharField(max_length=60, blank=True)  # "" leaves the column out
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "heading"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "kind", "key"],
                condition=models.Q(end_on=None),
                name="one_meaning_a_heading",
            )
        ]
