"""Through which project of money works were paid."""

from typing import ClassVar

from django.db import models

from doorstep.funds.models import Project
from doorstep.kit.ids import uuid7
from doorstep.needs.models import Works
from doorstep.people.models import Account


class WorksProject(models.Model):
    """Works that a household asked for, and the project they were paid through."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    works = models.OneToOneField(Works, on_delete=models.CASCADE, related_name="paid_through")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="works")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
