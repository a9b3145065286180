"""What cooperatives declare to their members."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.funds.models.cooperatives import Cooperative
from doorstep.people.models import Account


class Dividend(models.Model):
    """What a cooperative declares to its members; never more than it earned. Taken back by a row
    that names it, with the amount below 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="dividends")
    amount = models.BigIntegerField()  # fen
    declared_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-declared_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="dividend_above_zero_unless_reversing",
            )
        ]
