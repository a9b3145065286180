"""Laboratories, how their tables are read, and the files they sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place
from doorstep.samples.choices import LeftBecause


class Lab(models.Model):
    """A laboratory that a village sends samples to, and in how many days it answers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="labs")
    name = models.CharField(max_length=80)
    reach = models.CharField(max_length=80, blank=True)
    days = models.PositiveSmallIntegerField()  # from receiving a sample to its result

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "name"], name="lab_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class LabColumn(models.Model):
    """What a heading means in this laboratory's tables; "" while nobody has said it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="columns")
    heading = models.CharField(max_length=100)
    meaning = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["heading"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lab", "heading"], name="lab_heading_once")
        ]


class LabFile(models.Model):
    """A file of results: what was taken from it is results, what was not is rows of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lab = models.ForeignKey(Lab, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    read_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    seen_count = models.PositiveIntegerField(default=0)  # rows whose very result stood already
    dropped = models.JSONField(default=list)  # headings of columns that were not kept

    class Meta:
        ordering: ClassVar = ["-read_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lab", "digest"], name="lab_file_once")
        ]


class LeftRow(models.Model):
    """A row that was not taken, as it stood in the file, and why; read again it becomes a result
    and is settled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(LabFile, on_delete=models.CASCADE, related_name="left_rows")
    sheet = models.CharField(max_length=60)
    number = models.PositiveIntegerField()  # as Excel shows it
    code = models.TextField(blank=True)
    parameter = models.TextField(blank=True)
    value = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    measured_on = models.TextField(blank=True)
    because = models.CharField(max_length=20, choices=LeftBecause)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sheet", "number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(because__in=LeftBecause.values), name="left_row_because_known"
            )
        ]
