"""What a laboratory found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.samples.choices import Bound
from doorstep.samples.models.labs import LabFile
from doorstep.samples.models.samples import Sample


class Result(models.Model):
    """One measured thing of one sample, in the parameter's own unit; `text` is what the laboratory
    wrote. A result taken back stays, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="results")
    parameter = models.CharField(max_length=40)  # key of norms/parameters.toml
    bound = models.CharField(max_length=6, choices=Bound)
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=60)
    measured_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(
        LabFile, null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )
    read_on = models.DateField()  # when it came in here
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_because = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sample", "parameter"],
                condition=Q(taken_back_on=None),
                name="result_stands_once",
            ),
            models.CheckConstraint(
                condition=(Q(bound="none", value=None) | (~Q(bound="none") & Q(value__gte=0))),
                name="result_has_a_value_or_nothing_found",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_because="")
                | (Q(taken_back_on__isnull=False) & ~Q(taken_back_because="")),
                name="result_taken_back_with_reason",
            ),
        ]
