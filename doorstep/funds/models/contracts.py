"""What somebody builds for a project, and for how much at most."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.funds.models.projects import Project
from doorstep.people.models import Account


class Contract(models.Model):
    """What somebody builds for a project, and for how much at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    contractor = models.CharField(max_length=100)
    what = models.CharField(max_length=200)
    amount = models.BigIntegerField()  # fen
    signed_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["signed_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="contract_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.contractor} · {self.what}"
