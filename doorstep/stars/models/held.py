"""Stars that were given: each holds from a day until a day."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from doorstep.people.models import Account
from doorstep.stars.choices import StarEnd, StarError
from doorstep.stars.models.applications import StarApplication


class StarQuerySet(models.QuerySet["Star"]):
    """Stars by day."""

    def held_on(self, day: date) -> Self:
        """start_on ≤ day < until_on, not ended before, and the household on the register."""
        stays = Q(application__household=None) | (
            Q(application__household__registered_on__lte=day)
            & (
                Q(application__household__closed_on=None)
                | Q(application__household__closed_on__gt=day)
            )
        )
        live = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(stays, live, start_on__lte=day, until_on__gt=day)

    def of_villages(self) -> Self:
        """Those that villages hold."""
        return self.filter(application__household=None)

    def of_households(self) -> Self:
        """Those that households hold."""
        return self.filter(application__household__isnull=False)


class Star(models.Model):
    """A star that a household or a village holds; it ends by itself and is never withdrawn as a
    punishment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        StarApplication, on_delete=models.CASCADE, related_name="star"
    )
    given_on = models.DateField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()  # a renewed one begins where the one before ends
    until_on = models.DateField()  # no longer held from this day on
    plaque_on = models.DateField(null=True, blank=True)  # handed over
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=8, choices=StarEnd, blank=True)
    error = models.CharField(max_length=10, choices=StarError, blank=True)
    error_words = models.CharField(max_length=300, blank=True)

    objects = StarQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start_on__gte=F("given_on"), until_on__gt=F("start_on")),
                name="star_begins_once_given",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="", error="", error_words="")
                | Q(ended_on__isnull=False, ended_because=StarEnd.GIVEN_UP, error="")
                | (
                    Q(ended_on__isnull=False, ended_because=StarEnd.IN_ERROR)
                    & ~Q(error="")
                    & ~Q(error_words="")
                ),
                name="star_ends_with_why",
            ),
        ]

    def __str__(self) -> str:
        return self.application.star_set.name
