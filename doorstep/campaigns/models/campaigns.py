"""A campaign: what is to be done for everyone on its list, and until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.campaigns.choices import CampaignKind, Pace, UnitKind
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class Campaign(models.Model):
    """Something that is to reach everyone on a list, led at a village or a town."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="campaigns")
    kind = models.CharField(max_length=12, choices=CampaignKind)
    title = models.CharField(max_length=100)
    text = models.CharField(max_length=300, blank=True)  # what counts as built, what as accepted
    unit_kind = models.CharField(max_length=12, choices=UnitKind)
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.ONCE)
    start_on = models.DateField()
    deadline_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # its last day
    pay = models.BigIntegerField(default=0)  # fen for each accepted unit; 0: none
    rule = models.JSONField(default=dict)  # what made the list, as `ListRule.as_json`, or the file
    begun_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pay__gte=0), name="campaign_pays_or_not"),
            models.CheckConstraint(
                condition=Q(deadline_on=None) | Q(deadline_on__gte=models.F("start_on")),
                name="campaign_due_after_start",
            ),
            models.CheckConstraint(
                condition=Q(pace=Pace.ONCE) | Q(unit_kind=UnitKind.VILLAGE, pay=0),
                name="campaign_repeats_by_village",
            ),
        ]

    def __str__(self) -> str:
        return self.title
