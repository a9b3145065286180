"""Somebody does not agree with an award, or misses one; a second person answers."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.people.models import Account
from doorstep.points.choices import DisputeOutcome
from doorstep.points.models.awards import Award
from doorstep.points.models.schemes import PointScheme
from doorstep.register.models import Consent


class Dispute(models.Model):
    """What a person says about an award, or about one that is missing (none is named), and the
    answer in writing, by neither who gave nor who recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(PointScheme, on_delete=models.PROTECT, related_name="disputes")
    consent = models.ForeignKey(  # None: it was withdrawn, and the row is nobody's
        Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="disputes"
    )
    award = models.ForeignKey(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="disputes"
    )
    text = models.CharField(max_length=300, blank=True)
    made_on = models.DateField()
    due_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=DisputeOutcome, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added = models.OneToOneField(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="added_by"
    )

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None, answered_by=None)
                | Q(outcome=DisputeOutcome.ENDED, answered_on__isnull=False, answered_by=None)
                | (
                    ~Q(outcome__in=["", DisputeOutcome.ENDED])
                    & Q(answered_on__isnull=False, answered_by__isnull=False)
                    & ~Q(answered_by=F("recorded_by"))
                ),
                name="dispute_answered_by_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DisputeOutcome.TAKEN_BACK) | Q(award__isnull=False),
                name="dispute_takes_back_an_award",
            ),
            models.CheckConstraint(
                condition=Q(outcome=DisputeOutcome.ADDED, added__isnull=False)
                | (~Q(outcome=DisputeOutcome.ADDED) & Q(added=None)),
                name="dispute_added_its_award",
            ),
        ]
