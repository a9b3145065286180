"""Wishes for work, in the own words of who has them, and who was told of which offer."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.jobs.choices import JobAnswer
from doorstep.jobs.models.offers import JobOffer
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.models import Household, Member


class JobWish(models.Model):
    """The work that a member wishes for. It lapses by itself and is renewed by asking again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="job_wishes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="job_wishes")
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="job_wishes"
    )
    said_on = models.DateField()
    text = models.CharField(max_length=300, blank=True)  # the own words
    kinds = models.JSONField(default=list)  # of PlacementKind; empty: any
    crafts = models.JSONField(default=list)  # of Craft
    most_km = models.PositiveSmallIntegerField(null=True, blank=True)  # by road; None: anywhere
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField()  # the day on which it was last said
    lapses_on = models.DateField()  # holds no more from this day on
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        verbose_name_plural = "job wishes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_on=None), name="job_wish_once_a_member"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="job_wish_until_after_from",
            ),
            models.CheckConstraint(
                condition=Q(lapses_on__gt=F("asked_on"), asked_on__gte=F("said_on")),
                name="job_wish_lapses_later",
            ),
        ]


class JobTelling(models.Model):
    """Somebody with a wish was told of an offer: when, and what they said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(JobOffer, on_delete=models.PROTECT, related_name="tellings")
    wish = models.ForeignKey(JobWish, on_delete=models.CASCADE, related_name="tellings")
    told_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=JobAnswer, blank=True, default=JobAnswer.NONE)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["told_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "wish"], name="job_told_once"),
            models.CheckConstraint(
                condition=Q(answer=JobAnswer.NONE, answered_on=None)
                | (~Q(answer=JobAnswer.NONE) & Q(answered_on__gte=F("told_on"))),
                name="job_answered_after_telling",
            ),
        ]
