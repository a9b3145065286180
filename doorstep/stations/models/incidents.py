"""What happened at a station and what was done: by day and part of the day, nobody named."""

import uuid
from typing import ClassVar

from django.db import models

from doorstep.stations.choices import DayPart, IncidentKind
from doorstep.stations.models.stations import Station


class StationIncident(models.Model):
    """A line of a station's log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="incidents")
    on = models.DateField()
    part = models.CharField(max_length=10, choices=DayPart)
    kind = models.CharField(max_length=10, choices=IncidentKind)
    done = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["-on", "id"]
