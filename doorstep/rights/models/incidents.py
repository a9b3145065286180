"""An incident with data (PIPL, article 57): what happened, whom it concerns, who was told."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.people.models import Account, Place
from doorstep.register.models import Household


class Incident(models.Model):
    """Data that were seen, changed or lost by mistake or by force, and what was done about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    happened_on = models.DateField(null=True, blank=True)
    noticed_on = models.DateField()
    # what is not known at first is told later, by the closing at the latest
    cause = models.CharField(max_length=500, blank=True)
    data = models.CharField(max_length=500, blank=True)  # which data, in words
    harm = models.CharField(max_length=500, blank=True)
    measures = models.CharField(max_length=500, blank=True)  # what was done about it
    advice = models.CharField(max_length=500, blank=True)  # what a household can do itself
    contact = models.CharField(max_length=200, blank=True)  # whom to ask
    others_count = models.PositiveIntegerField(default=0)  # households that are not named
    no_letters_because = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)
    regulator_told_on = models.DateField(null=True, blank=True)
    households_told_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-noticed_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(happened_on=None) | Q(happened_on__lte=models.F("noticed_on")),
                name="incident_noticed_after_it_happened",
            )
        ]


class IncidentHousehold(models.Model):
    """A household whose data are concerned: it gets a letter. Nobody counts these by household."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="concerned")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "household"], name="concerned_once")
        ]
