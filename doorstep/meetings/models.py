"""Meetings, who came, what was on the agenda, what was decided, and the team's work measures."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.meetings.choices import (
    DecisionState,
    ItemKind,
    MeasureState,
    MeetingKind,
    MeetingState,
)
from doorstep.people.models import Account, Helper, Team


class Meeting(models.Model):
    """A meeting of a team."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.CALLED)
    chair = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minutes = models.TextField(blank=True)  # what was said beyond the items
    called_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "kind", "on"], name="meeting_once_a_day")
        ]


class Attendance(models.Model):
    """Somebody expected at a meeting, an account or a helper, and whether they came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT)
    helper = models.ForeignKey(Helper, null=True, blank=True, on_delete=models.PROTECT)
    came = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(helper__isnull=False),
                name="attendance_names_somebody",
            )
        ]


class AgendaItem(models.Model):
    """A line of the agenda; names its subject by kind and id, since meetings lie low."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    household_code = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300, blank=True)  # no names: codes only
    order = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "subject_id"], name="subject_once_on_an_agenda"
            )
        ]


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by day and place."""

    def in_villages(self, village_ids: Iterable[uuid.UUID]) -> Self:
        return self.filter(meeting__team__place__in=list(village_ids))

    def open_on(self, day: date) -> Self:
        """Decided by that day and not closed by its end."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), meeting__on__lte=day)


class Decision(models.Model):
    """Something decided, with owner and date; it comes back on every agenda until done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="decisions")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures by day and place."""

    def open_on(self, day: date) -> Self:
        """Listed by a day and not settled by its end."""
        return self.filter(Q(settled_on=None) | Q(settled_on__gt=day), listed_on__lte=day)


class Measure(models.Model):
    """A work measure of a team, such as a town sets for the year; it stands on every agenda, with
    its owner and how far it is, until it is settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="measures")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="measures")
    listed_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    settled_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)  # how far it is, in words

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "listed_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["done", "dropped"], settled_on__isnull=False)
                | (~Q(state__in=["done", "dropped"]) & Q(settled_on=None)),
                name="measure_settled_on_a_day",
            )
        ]
