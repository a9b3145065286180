"""What we do together: sessions held, and how many came."""

import uuid
from typing import ClassVar

from django.db import models

from doorstep.activities.choices import ActivityKind
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household, Member


class Activity(models.Model):
    """A session held at a place on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, choices=ActivityKind)
    title = models.CharField(max_length=150)
    on = models.DateField()
    where = models.CharField(max_length=100, blank=True)
    led_by = models.ForeignKey(Helper, null=True, blank=True, on_delete=models.PROTECT)
    others_count = models.PositiveIntegerField(default=0)  # who came and is not listed
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "id"]
        verbose_name_plural = "activities"


class Attendee(models.Model):
    """A household (and, where it wishes, its member) that came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendees")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "member"],
                condition=models.Q(member__isnull=False),
                name="attendee_member_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "household"],
                condition=models.Q(member=None),
                name="attendee_household_once",
            ),
        ]
