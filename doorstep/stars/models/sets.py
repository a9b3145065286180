"""Published sets of criteria."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class StarSet(models.Model):
    """A published version of a star's criteria: of a village for its households, of a town for its
    villages. It never changes; another version is another row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="star_sets")
    name = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()  # the version of that name: 1, 2, 3 …
    about = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()  # nobody applies before
    until_on = models.DateField(null=True, blank=True)  # nobody applies from this day on
    valid_months = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()  # working days until an answer
    notice_days = models.PositiveSmallIntegerField()  # days on the notice board
    objection_days = models.PositiveSmallIntegerField()  # working days to object
    again_days = models.PositiveSmallIntegerField()  # days until one may apply again
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "name", "number"], name="star_set_number_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_months__gte=12, valid_months__lte=24),
                name="star_holds_one_to_two_years",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="star_set_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StarCriterion(models.Model):
    """One criterion in plain words; it is met or not, and weighs nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    star_set = models.ForeignKey(StarSet, on_delete=models.PROTECT, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    words = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["star_set", "order"], name="star_criterion_in_order")
        ]

    def __str__(self) -> str:
        return self.name
