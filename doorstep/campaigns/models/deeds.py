"""What a village did once more: a clean-up of a week, a trip with waste."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.campaigns.models.units import CampaignUnit
from doorstep.people.models import Account


class Deed(models.Model):
    """One turn of a village in a campaign that repeats. One that was entered by mistake is taken
    back with a reason, and stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(CampaignUnit, on_delete=models.PROTECT, related_name="deeds")
    on = models.DateField()
    week_on = models.DateField(null=True, blank=True)  # the Monday, where it counts by week
    trips = models.PositiveSmallIntegerField(default=0)
    kilograms = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    taken_back = models.CharField(max_length=200, blank=True)  # why; "": it stands
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "week_on"],
                condition=Q(week_on__isnull=False, taken_back=""),
                name="deed_once_a_week",
            )
        ]
