"""Plants of a partner whose savings are computed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.partners.choices import EnergyKind
from doorstep.partners.models.partners import Partner
from doorstep.people.models import Account


class Plant(models.Model):
    """A plant that makes power without coal, built or planned: what it can do and is expected to
    make in a year, and the set of factors by which its savings are computed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="plants")
    kind = models.CharField(max_length=8, choices=EnergyKind)
    name = models.CharField(max_length=100)
    where = models.CharField(max_length=100, blank=True)
    capacity_kw = models.PositiveIntegerField()
    yearly_kwh = models.BigIntegerField()
    factors = models.CharField(max_length=40)  # a key of factors/factors.toml
    stated_on = models.DateField()  # when the partner said so
    document = models.CharField(max_length=200, blank=True)  # the paper in which it says so
    built_on = models.DateField(null=True, blank=True)  # None: planned
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["stated_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "name"], name="plant_name_once"),
            models.CheckConstraint(
                condition=Q(capacity_kw__gt=0, yearly_kwh__gt=0), name="plant_makes_power"
            ),
        ]

    def __str__(self) -> str:
        return self.name
