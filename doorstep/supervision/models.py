"""Posts of offices and their reviews, checks, and the problems these found."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place
from doorstep.supervision.choices import CheckKind, ProblemState


class SupervisedPost(models.Model):
    """A post of an office and who holds it; its risks of misuse are reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="supervised_posts")
    title = models.CharField(max_length=60)
    holder = models.CharField(max_length=60)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place__code", "title", "id"]

    def __str__(self) -> str:
        return self.title


class RiskReview(models.Model):
    """What could be misused in a post, and what is done against it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(SupervisedPost, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    risks = models.CharField(max_length=300)
    guards = models.CharField(max_length=300)
    again_on = models.DateField()  # the day by which it is reviewed again
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(again_on__gt=models.F("on")), name="review_comes_again_later"
            ),
            models.UniqueConstraint(fields=["post", "on"], name="post_reviewed_once_a_day"),
        ]


class SupervisionCheck(models.Model):
    """A check that was carried out at a place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=12, choices=CheckKind)
    title = models.CharField(max_length=100)
    on = models.DateField()
    found = models.CharField(max_length=300, blank=True)  # in words; problems are rows
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Problems by day."""

    def open_on(self, day: date) -> Self:
        """Found by a day and not closed by its end."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), found_on__lte=day)


class Problem(models.Model):
    """What a check found and is to be corrected by a day; somebody else looks before it closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_made = models.ForeignKey(
        SupervisionCheck, on_delete=models.PROTECT, related_name="problems"
    )
    text = models.CharField(max_length=300)
    found_on = models.DateField()
    deadline_on = models.DateField()
    state = models.CharField(max_length=10, choices=ProblemState, default=ProblemState.OPEN)
    correction = models.CharField(max_length=300, blank=True)
    corrected_on = models.DateField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=300, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["deadline_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(deadline_on__gte=models.F("found_on")), name="problem_due_after_found"
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.CLOSED, closed_on__isnull=False)
                | (~Q(state=ProblemState.CLOSED) & Q(closed_on=None)),
                name="problem_closed_on_a_day",
            ),
        ]
