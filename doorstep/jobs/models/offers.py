"""Offers of work, as the employer told them to the village."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.jobs.choices import WagePer
from doorstep.kit.ids import uuid7
from doorstep.needs.choices import PlacementKind
from doorstep.people.models import Account, Place


class JobOffer(models.Model):
    """Work that an employer offers to people of a village; open, filled or closed is derived."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="job_offers")
    employer = models.CharField(max_length=100)
    contact_name = models.CharField(max_length=60, blank=True)  # at work; emptied when it closes
    contact_at = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100)  # what the work is
    kind = models.CharField(max_length=10, choices=PlacementKind)
    where = models.CharField(max_length=100)  # the place of work by name
    lat = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    lon = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    km = models.PositiveSmallIntegerField(null=True, blank=True)  # by road from the village
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    wage = models.BigIntegerField(null=True, blank=True)  # fen; None: to be agreed
    wage_most = models.BigIntegerField(null=True, blank=True)  # fen, where a range was told
    wage_per = models.CharField(max_length=6, choices=WagePer, blank=True)
    places = models.PositiveSmallIntegerField()
    crafts = models.JSONField(default=list)  # of Craft: all that the work asks for
    note = models.CharField(max_length=300, blank=True)
    open_until = models.DateField()
    told_on = models.DateField()  # entered on
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-told_on", "employer", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "employer", "title", "start_on"], name="job_offer_once"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="job_offer_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(wage=None, wage_most=None, wage_per="")
                | (Q(wage__gt=0) & ~Q(wage_per="")),
                name="job_offer_wage_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(wage_most=None) | Q(wage_most__gt=F("wage")),
                name="job_offer_wage_range",
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="job_offer_has_places"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="job_offer_whole_point",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} · {self.title}"
