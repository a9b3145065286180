"""What was done together with a partner: visits, study trips, purchases, jobs for graduates."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.funds.models import Programme
from doorstep.partners.choices import JointActKind
from doorstep.partners.models.partners import Partner
from doorstep.people.models import Account


class JointAct(models.Model):
    """One thing done together on a day: who of the office was there, how many took part, how many
    households and villages it reached, what was seen and what was agreed. They are counted and not
    named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="joint_acts")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_acts"
    )
    kind = models.CharField(max_length=12, choices=JointActKind)
    title = models.CharField(max_length=150)
    on = models.DateField()
    where = models.CharField(max_length=100, blank=True)
    of_office = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    people_count = models.PositiveIntegerField(default=0)  # who took part, or got a job
    household_count = models.PositiveIntegerField(default=0)  # reached by it
    village_count = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(null=True, blank=True)  # fen, of a purchase
    seen = models.CharField(max_length=500, blank=True)
    agreed = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=JointActKind.PURCHASE, amount__gt=0)
                | (~Q(kind=JointActKind.PURCHASE) & Q(amount=None)),
                name="joint_act_of_purchase_has_amount",
            )
        ]

    def __str__(self) -> str:
        return self.title
