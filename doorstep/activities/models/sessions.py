"""Sessions, planned and held, and who came."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from doorstep.activities.choices import ActivityKind, ActivityState
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household, Member


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities with how many came."""

    def held(self) -> Self:
        return self.filter(state=ActivityState.HELD)

    def with_people(self) -> Self:
        """Adds `people`, how many came: those of listed households and the others."""
        listed = Attendee.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
        persons = Subquery(listed.annotate(n=Sum("persons")).values("n"))
        return self.annotate(people=F("others_count") + Coalesce(persons, 0))


class Activity(models.Model):
    """A session at a place on a day: planned for it, or held on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, choices=ActivityKind)
    title = models.CharField(max_length=150)
    on = models.DateField()
    where = models.CharField(max_length=100, blank=True)
    led_by = models.ForeignKey(Helper, null=True, blank=True, on_delete=models.PROTECT)
    others_count = models.PositiveIntegerField(default=0)  # who came and is not listed
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.HELD)
    # of the page at the door, on the day itself; empty where there is none
    door_code = models.CharField(max_length=20, null=True, blank=True, unique=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "id"]
        verbose_name_plural = "activities"


class Attendee(models.Model):
    """A household (and, where it wishes, its member) that came, and how many of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendees")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)
    persons = models.PositiveSmallIntegerField(default=1)

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
