"""The impact assessment of a place (PIPL, articles 55 and 56)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class Assessment(models.Model):
    """One version: filled in by coordinators, dated by somebody else, then locked for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answers: Any = models.JSONField(default=dict)  # Question → text
    begun_on = models.DateField()
    filled_on = models.DateField(null=True, blank=True)  # when last changed
    writers = models.ManyToManyField(  # whoever wrote in it: none of them dates it
        Account, blank=True, related_name="+"
    )
    dated_on = models.DateField(null=True, blank=True)
    dated_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "number"], name="assessment_number_in_place"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(dated_on=None), name="one_assessment_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(dated_on=None, dated_by=None)
                | Q(dated_on__isnull=False, dated_by__isnull=False),
                name="assessment_dated_by_somebody",
            ),
        ]

    @property
    def is_locked(self) -> bool:
        """Dated: nothing in it changes any more."""
        return self.dated_on is not None
