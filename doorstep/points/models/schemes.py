"""A village's scheme, and its rules: a card for each version, voted at a meeting and hung up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.meetings.models import Decision
from doorstep.people.models import Account, Place
from doorstep.points.choices import Per


class PointScheme(models.Model):
    """The points of a village, under one name; it has one scheme at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="point_schemes")
    name = models.CharField(max_length=60)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # the first day on which it gives nothing
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-begun_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(ended_on=None), name="point_scheme_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("begun_on")),
                name="point_scheme_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleCard(models.Model):
    """A version of the rules. It is drafted, voted at a meeting and hung up where all read it;
    voted it never changes, and it holds from the day on which it hangs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(PointScheme, on_delete=models.PROTECT, related_name="cards")
    number = models.PositiveSmallIntegerField()  # the version: 1, 2, 3 …
    lapse_months = models.PositiveSmallIntegerField()  # an award counts so long
    answer_days = models.PositiveSmallIntegerField()  # working days to answer a dispute
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="rule_cards"
    )
    voted_on = models.DateField(null=True, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    shown_where = models.CharField(max_length=100, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["scheme", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "number"], name="rule_card_number_once"),
            models.CheckConstraint(
                condition=Q(lapse_months__gte=1, answer_days__gte=1), name="rule_card_has_times"
            ),
            models.CheckConstraint(
                condition=Q(decision=None, voted_on=None)
                | Q(decision__isnull=False, voted_on__isnull=False),
                name="rule_card_voted_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(shown_on=None, shown_where="")
                | (
                    Q(voted_on__isnull=False, shown_on__gte=models.F("voted_on"))
                    & ~Q(shown_where="")
                ),
                name="rule_card_shown_once_voted",
            ),
        ]


class PointRule(models.Model):
    """What points are given for, how many each time, and at most how often; never fewer than 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(RuleCard, on_delete=models.CASCADE, related_name="rules")
    text = models.CharField(max_length=120)
    points = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()  # so often in one week, month or year
    per = models.CharField(max_length=8, choices=Per)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "text"], name="point_rule_once_on_a_card"),
            models.CheckConstraint(
                condition=Q(points__gte=1, most__gte=1), name="point_rule_only_gives"
            ),
        ]

    def __str__(self) -> str:
        return self.text
