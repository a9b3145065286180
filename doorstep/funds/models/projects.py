"""Projects: where their money comes from, what was contracted, and which villages they serve."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.choices import ProjectKind
from doorstep.funds.models.programmes import Programme
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class Project(models.Model):
    """Something that is built with money of several sources."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="projects")
    kind = models.CharField(max_length=12, choices=ProjectKind)
    name = models.CharField(max_length=100)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-start_on", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "name"], name="project_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ProjectKind.values), name="project_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="project_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectVillage(models.Model):
    """A village that a project serves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="villages")
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["village__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "village"], name="project_village_once")
        ]


class Source(models.Model):
    """Money that a project is built with. Of a programme it is paid out here; of nobody here, it
    is told and paid elsewhere. Taken back by a row that names it, with the amount below 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sources")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    name = models.CharField(max_length=100)
    amount = models.BigIntegerField()  # fen
    is_public = models.BooleanField()  # public funds: the base of the share of wages
    agreed_on = models.DateField()
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["agreed_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="source_above_zero_unless_reversing",
            )
        ]
