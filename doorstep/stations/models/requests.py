"""What is asked for at a station: kinds of help as data, and requests."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Place
from doorstep.stations.choices import OPEN_STATES, HelpState, ResponseKind, Source
from doorstep.stations.models.stations import ResponseTeam, Station


class HelpKind(models.Model):
    """Something that a village's stations help with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="help_kinds")
    names = models.JSONField(default=dict)  # language → name
    response_kind = models.CharField(max_length=12, choices=ResponseKind, blank=True)
    is_dispute = models.BooleanField(default=False)  # a mediator is told, too
    is_loan = models.BooleanField(default=False)  # something is lent at once
    order = models.PositiveSmallIntegerField(default=0)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "start_on", "id"]


class HelpRequest(models.Model):
    """Somebody asked for help, at the counter or from a contact board. Whatever names the person is
    emptied soon after the request is closed; the moment of asking, with its closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="requests")
    kind = models.ForeignKey(HelpKind, on_delete=models.PROTECT, related_name="requests")
    source = models.CharField(max_length=10, choices=Source)
    who = models.CharField(max_length=60, blank=True)  # a name or a car's plate
    reach = models.CharField(max_length=60, blank=True)  # a phone
    where = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=HelpState, default=HelpState.ASKED)
    team = models.ForeignKey(
        ResponseTeam, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    reason = models.CharField(max_length=200, blank=True)  # why it was not possible
    agreed = models.CharField(max_length=300, blank=True)  # how a dispute was settled
    asked_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)  # from asking to help
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        indexes: ClassVar = [models.Index(fields=["station", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on=None, minutes=None, state__in=OPEN_STATES)
                | (Q(closed_on__isnull=False, asked_at=None) & ~Q(state__in=OPEN_STATES)),
                name="help_request_closed_without_moment",
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
