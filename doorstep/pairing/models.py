"""Who goes to whom: pairings, and the proposals of the planner."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.pairing.choices import PairingPlanState, PairingVia
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household


class PairingPlan(models.Model):
    """One run of the planner for a village: what it proposes, and how good it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="pairing_plans")
    made_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PairingPlanState, default=PairingPlanState.OPEN)
    objective = models.IntegerField()  # hundredths of a point
    bound = models.IntegerField()
    optimal = models.BooleanField()
    is_stopped = models.BooleanField(default=False)  # before no pair was left that pays
    unserved: Any = models.JSONField(default=list)  # [{household (id), places, why}]
    accepted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "-id"]


class PairingOffer(models.Model):
    """One proposed pair with its price in terms, and the next best."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(PairingPlan, on_delete=models.CASCADE, related_name="offers")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    price = models.IntegerField()
    terms: Any = models.JSONField(default=list)  # what the price is made of
    next_helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    next_price = models.IntegerField(null=True, blank=True)  # what taking the next best adds
    next_terms: Any = models.JSONField(default=list)  # of that pair, without fairness
    is_changed_by_hand = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["household__code", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "household", "helper"], name="offer_once")
        ]


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings by day."""

    def live_on(self, day: date) -> Self:
        return self.filter(Q(start_on__lte=day), Q(end_on=None) | Q(end_on__gt=day))


class Pairing(models.Model):
    """A helper who goes to a household from a day on; order 1 leads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="pairings")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="pairings")
    order = models.PositiveSmallIntegerField(default=1)
    via = models.CharField(max_length=10, choices=PairingVia)
    offer = models.ForeignKey(PairingOffer, null=True, blank=True, on_delete=models.SET_NULL)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["order", "start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "helper"], condition=Q(end_on=None), name="paired_once"
            )
        ]
