"""What somebody wished for at an activity: the wish itself is a need."""

import uuid
from typing import ClassVar

from django.db import models

from doorstep.activities.models.sessions import Activity
from doorstep.needs.models import Need


class Wish(models.Model):
    """A need that was told at an activity; its words, its owner and its end are the need's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="wishes")
    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="wish")

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "wishes"
