"""Points that were given: a row for each, with its rule, its day and its cause."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.activities.models import Activity
from doorstep.campaigns.models import Deed
from doorstep.people.models import Account
from doorstep.points.models.schemes import PointRule
from doorstep.register.models import Consent


class Award(models.Model):
    """One rule, once, for one person: whose consent it rests on. How many points it is, its rule
    says, and when it lapses the rule's card. A row is never changed, but marked where a dispute
    took it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(PointRule, on_delete=models.PROTECT, related_name="awards")
    consent = models.ForeignKey(  # None: it was withdrawn, and the row is nobody's
        Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="awards"
    )
    on = models.DateField()
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    deed = models.ForeignKey(  # a turn of the village: a clean-up, a trip with waste
        Deed, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    words = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(activity=None) | Q(deed=None), name="award_of_one_cause"
            )
        ]
