"""A station: where it stands, when it is open, who staffs its posts and who goes out."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Helper, Place, live_on
from doorstep.stations.choices import ResponseKind


def standing_on(day: date) -> Q:
    """Lines of the rota and of teams that hold on a day, while their helper is in the team."""
    return live_on(day) & (Q(helper__end_on=None) | Q(helper__end_on__gt=day))


class Station(models.Model):
    """A service station of a village, from a day until it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(max_length=60)
    where = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)  # the station's own, nobody's private one
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="station_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(end_on=None), name="station_name_once_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """From when to when a station is open on a day of the week; no row: closed that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # 1 is Monday, 7 is Sunday
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        ordering: ClassVar = ["weekday"]
        verbose_name_plural = "opening hours"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["station", "weekday"], name="hours_once_a_weekday"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="hours_end_after_beginning"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="hours_weekday_known"
            ),
        ]


class Post(models.Model):
    """Something that is staffed at a station: the counter, the oxygen room."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A line of the rota: a helper who agreed to staff a post on certain days of the week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="shifts")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="shifts")
    weekdays = models.CharField(max_length=7)  # "135": Monday, Wednesday, Friday
    agreed_on = models.DateField()  # the helper's own word
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "helper"], condition=Q(end_on=None), name="shift_once_open"
            )
        ]


class ResponseTeam(models.Model):
    """Those who go out from a station when they are called."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="response_teams")
    kind = models.CharField(max_length=12, choices=ResponseKind)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)  # the team's own
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]

    def __str__(self) -> str:
        return self.name


class Responder(models.Model):
    """A helper who agreed to go out with a response team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(ResponseTeam, on_delete=models.PROTECT, related_name="responders")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="responders")
    agreed_on = models.DateField()
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "helper"], condition=Q(end_on=None), name="responder_once_open"
            )
        ]
