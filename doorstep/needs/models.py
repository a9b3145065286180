"""What is wrong and by when: needs, their steps, placements and works."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from doorstep.kit.periods import Period
from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs.choices import (
    NeedState,
    Outcome,
    PlacementKind,
    RequestHow,
    StepKind,
    WorksKind,
    WorksState,
)
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household, Member


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs by day and place; overdue is derived from the deadline, never stored."""

    def in_villages(self, village_ids: Iterable[uuid.UUID]) -> Self:
        return self.filter(place__in=list(village_ids))

    def open_on(self, day: date) -> Self:
        """Raised by that day and not closed by its end, whatever became of the need later."""
        raised = self.filter(Q(raised_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day))
        return raised.exclude(Exists(_standing_closings(day)))  # closed then, reopened since

    def closed_within(self, period: Period, *, outcome: str = "") -> Self:
        """Closed in the period and so at its end, whatever became of the need later."""
        closings = _standing_closings(period.to_on).filter(on__gte=period.from_on)
        if outcome:
            closings = closings.filter(outcome=outcome)
        return self.filter(Exists(closings))

    def escalated_on(self, day: date) -> Self:
        """Lying with the town on a day: escalated, and not closed since."""
        closed = Step.objects.filter(
            need=OuterRef("need"), kind=StepKind.CLOSED, on__lte=day, order__gt=OuterRef("order")
        )
        steps = Step.objects.filter(need=OuterRef("pk"), kind=StepKind.ESCALATED, on__lte=day)
        return self.filter(Exists(steps.exclude(Exists(closed))))

    def overdue_on(self, day: date) -> Self:
        """Open on a day that lies after the deadline."""
        return self.open_on(day).filter(deadline_on__lt=day)

    def unsealed(self) -> Self:
        return self.filter(sealed=False)

    def standing(self) -> Self:
        """Without errands that a wrong tick recorded and the visit's correction took back."""
        taken_back = Q(
            kind=NeedKind.ERRAND,
            outcome=Outcome.WITHDRAWN,
            visit_id__isnull=False,
            closed_on=F("raised_on"),
        )
        return self.exclude(taken_back)


def _standing_closings(day: date) -> "models.QuerySet[Step]":
    """The step that keeps the outer need closed on a day: a closing not yet followed by a
    reopening."""
    reopened = Step.objects.filter(
        need=OuterRef("need"), kind=StepKind.REOPENED, on__lte=day, order__gt=OuterRef("order")
    )
    closed = Step.objects.filter(need=OuterRef("pk"), kind=StepKind.CLOSED, on__lte=day)
    return closed.exclude(Exists(reopened))


class Need(models.Model):
    """What is wrong and by when; at a place, for at most one household."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="needs")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)
    kind = models.CharField(max_length=12, choices=NeedKind)
    text = models.CharField(max_length=300)
    sealed_text = models.TextField(blank=True)  # of a health or sealed need, in place of `text`
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    shared = models.BooleanField(default=True)  # others of the household may see it
    sealed = models.BooleanField(default=False)  # never colours, never counted by household
    mediator = models.ForeignKey(  # whom a sealed need is named to
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_on = models.DateField()
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    deadline_on = models.DateField()
    requested_on = models.DateField(null=True, blank=True)  # mediation: a party's request
    requested_how = models.CharField(max_length=10, choices=RequestHow, blank=True)
    seen_on = models.DateField(null=True, blank=True)  # urgent: seen by the coordinator
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    confirmed = models.BooleanField(null=True, blank=True)  # by the household, after closing
    visit_id = models.UUIDField(null=True, blank=True, db_index=True)  # raised at this visit
    version = models.PositiveIntegerField(default=1)
    served = models.ManyToManyField(
        Household, through="Served", related_name="served_by_needs", blank=True
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["deadline_on", "raised_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["place", "state", "deadline_on"]),
            models.Index(fields=["household", "state"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, outcome="")
                | (Q(state="closed", closed_on__isnull=False) & ~Q(outcome="")),
                name="need_closed_with_day_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("raised_on")),
                name="need_closes_after_raising",
            ),
            models.CheckConstraint(condition=Q(kind__in=NeedKind.values), name="need_kind_known"),
        ]


class Served(models.Model):
    """A further household that a need's solution serves (the bridge)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="serves")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="served_by")
    confirmed = models.BooleanField(
        null=True, blank=True
    )  # what it says to works that are accepted
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "household"], name="served_once")
        ]


class Step(models.Model):
    """Something that happened with a need; the state is a column, the story is these rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=14, choices=StepKind)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=300, blank=True)
    sealed_text = models.TextField(blank=True)  # of a health need, in place of `text`
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)  # of a closing
    is_relative = models.BooleanField(null=True, blank=True)  # what the mediator answered
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "order"], name="step_order_once")
        ]


class Placement(models.Model):
    """Somebody placed in work: employer, kind, start and end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="placements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="placements")
    employer = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=PlacementKind)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=models.F("start_on")),
                name="placement_ends_after_start",
            )
        ]


class Works(models.Model):
    """The works a need asked for, from request to acceptance."""

    need = models.OneToOneField(
        Need, primary_key=True, on_delete=models.CASCADE, related_name="works"
    )
    kind = models.CharField(max_length=10, choices=WorksKind)
    state = models.CharField(max_length=10, choices=WorksState, default=WorksState.REQUESTED)
    approved_on = models.DateField(null=True, blank=True)
    built_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(max_length=100, blank=True)  # who inspected it
    joined = models.ForeignKey(  # the request of the same works that this one goes with
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="joins"
    )

    class Meta:
        verbose_name_plural = "works"
