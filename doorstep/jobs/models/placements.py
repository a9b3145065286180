"""Which placement came of which offer, and the wages that were reported of placements."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.jobs.choices import SaidBy, WageState
from doorstep.jobs.models.offers import JobOffer
from doorstep.jobs.models.wishes import JobWish
from doorstep.needs.models import Need, Placement
from doorstep.people.models import Account


class Hire(models.Model):
    """A placement that came of an offer; person, start and end are the placement's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="hire")
    offer = models.ForeignKey(JobOffer, on_delete=models.PROTECT, related_name="hires")
    wish = models.ForeignKey(
        JobWish, null=True, blank=True, on_delete=models.SET_NULL, related_name="hires"
    )


class WageReport(models.Model):
    """What somebody said of the wage of a placement, for a month or for the whole work. A mistake
    is corrected by a row that names it; the last row is the one that stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="wage_reports")
    month = models.DateField(null=True, blank=True)  # its first day; None: the whole work
    state = models.CharField(max_length=6, choices=WageState)
    amount = models.BigIntegerField(null=True, blank=True)  # fen: paid, or owed where it is known
    said_by = models.CharField(max_length=8, choices=SaidBy)
    said_on = models.DateField()
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    need = models.ForeignKey(  # raised where it was not paid
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="wage_reports"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["said_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=WageState.PAID, amount__gt=0)
                | (Q(state=WageState.UNPAID) & (Q(amount=None) | Q(amount__gt=0)))
                | Q(state=WageState.VOID, amount=None, corrects__isnull=False),
                name="wage_above_zero",
            ),
        ]
