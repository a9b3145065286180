"""Who scanned the code at the door: how many persons, and nothing else."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.activities.models.sessions import Activity


class DoorSign(models.Model):
    """So many persons came in together. No household and no name: nobody signs for another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="door_signs")
    persons = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="door_sign_of_somebody")
        ]
