"""Cooperatives: the villages and households in one, and the dividends it declares."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Place
from doorstep.register.models import Household


class Cooperative(models.Model):
    """A joint undertaking of villages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="cooperatives")
    name = models.CharField(max_length=100)
    founded_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "name"], name="cooperative_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class CoopVillage(models.Model):
    """A village in a cooperative, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="villages")
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # the first day without it

    class Meta:
        ordering: ClassVar = ["village__code", "start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cooperative", "village"],
                condition=Q(end_on=None),
                name="coop_village_once",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="coop_village_ends_after_start",
            ),
        ]


class CoopMember(models.Model):
    """A household that has a share in a cooperative, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="members")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # the first day without it

    class Meta:
        ordering: ClassVar = ["household__code", "start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cooperative", "household"],
                condition=Q(end_on=None),
                name="coop_member_once",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="coop_member_ends_after_start",
            ),
        ]
