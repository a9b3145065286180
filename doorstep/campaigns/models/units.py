"""The units on a campaign's list, and how each came to stand where it does."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.campaigns.choices import Because, UnitState
from doorstep.campaigns.models.campaigns import Campaign
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member


class CampaignUnit(models.Model):
    """A household, a person or a village on the list of a campaign. State, reason and words are
    those of its last step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="units")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # its village
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_units"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=UnitState, default=UnitState.NOT_BEGUN)
    because = models.CharField(max_length=12, choices=Because, blank=True)
    note = models.CharField(max_length=200, blank=True)  # for the village's team alone
    state_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["place__code", "household__code", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(member=None) | Q(household__isnull=False),
                name="unit_of_a_person_has_a_household",
            ),
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(member=None, household__isnull=False),
                name="household_once_on_a_list",
            ),
            models.UniqueConstraint(
                fields=["campaign", "member"],
                condition=Q(member__isnull=False),
                name="person_once_on_a_list",
            ),
            models.UniqueConstraint(
                fields=["campaign", "place"],
                condition=Q(household=None),
                name="village_once_on_a_list",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[UnitState.SENT_BACK, UnitState.EXCUSED]) | ~Q(because=""),
                name="unit_sent_back_or_excused_says_why",
            ),
        ]


class UnitStep(models.Model):
    """What was done with a unit, by whom and on which day; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(CampaignUnit, on_delete=models.CASCADE, related_name="unit_steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=UnitState)
    because = models.CharField(max_length=12, choices=Because, blank=True)
    note = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["unit", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="step_of_a_unit_once")
        ]
