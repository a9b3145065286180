"""A sample and the chain of those who had it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.activities.models import Activity
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household
from doorstep.samples.choices import CustodyKind, Matter, ToldHow
from doorstep.samples.models.labs import Lab


class Sample(models.Model):
    """Something taken at a household or a place, on a field activity, under a code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="samples")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="samples")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="samples"
    )
    code = models.CharField(max_length=30)
    matter = models.CharField(max_length=20, choices=Matter)
    norm = models.CharField(max_length=40, blank=True)  # key of norms/*.toml; "" for none
    where = models.CharField(max_length=100, blank=True)  # the tap, the spring, the shelf
    taken_on = models.DateField()
    taken_by = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="samples")
    spoiled_on = models.DateField(null=True, blank=True)
    spoiled_because = models.CharField(max_length=100, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=10, choices=ToldHow, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-taken_on", "code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "code"], name="sample_code_once"),
            models.CheckConstraint(
                condition=Q(told_on=None, told_how="")
                | (Q(told_on__gte=F("taken_on")) & ~Q(told_how="")),
                name="sample_told_on_a_day_and_somehow",
            ),
            models.CheckConstraint(
                condition=Q(spoiled_on=None) | Q(spoiled_on__gte=F("taken_on")),
                name="sample_spoils_after_taking",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Custody(models.Model):
    """Who had a sample from a day on: a helper, somebody else by name, or a laboratory. The links
    of a chain are numbered from 0; each is handed over by the holder before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="custody")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=CustodyKind)
    helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    carrier = models.CharField(max_length=60, blank=True)  # who is no helper: a bus, a courier
    lab = models.ForeignKey(Lab, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["sample", "order"]
        verbose_name_plural = "custody"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "order"], name="custody_order_once"),
            models.CheckConstraint(
                condition=Q(kind="taken", order=0, helper__isnull=False, carrier="", lab=None)
                | Q(kind="received", order__gt=0, helper=None, carrier="", lab__isnull=False)
                | (
                    Q(kind="handed_over", order__gt=0, lab=None)
                    & (Q(helper__isnull=False, carrier="") | (Q(helper=None) & ~Q(carrier="")))
                ),
                name="custody_has_one_holder",
            ),
        ]

    @property
    def holder(self) -> str:
        """Who has it, as people say it."""
        return self.carrier or str(self.helper or self.lab)

    @property
    def holder_key(self) -> tuple[str, str]:
        """Who has it, to be compared."""
        if self.carrier:
            return "carrier", self.carrier
        return ("helper", str(self.helper_id)) if self.helper_id else ("lab", str(self.lab_id))
