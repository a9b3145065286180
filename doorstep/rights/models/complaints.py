"""Where a household turns to with a complaint: an address outside the team."""

from typing import ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class ComplaintsAddress(models.Model):
    """A place's address for complaints from a day on; the latest row at or before a day holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=100)  # who answers there
    where = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    start_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "start_on"], name="complaints_address_once")
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.office, self.where, self.phone]))
