"""Applications for a star with what is found, what neighbours say, and objections."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.meetings.models import Meeting
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member
from doorstep.stars.choices import AskedHow, CommentKind, FoundBy, StarStep
from doorstep.stars.models.sets import StarCriterion, StarSet

BOTH = Q(household=None, member=None) | Q(household__isnull=False, member__isnull=False)
DECIDED = (StarStep.MET, StarStep.POSTED, StarStep.GIVEN, StarStep.NOT_MET)


class StarApplication(models.Model):
    """A household's own application, or, with no household, a village's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    star_set = models.ForeignKey(StarSet, on_delete=models.PROTECT, related_name="applications")
    place = models.ForeignKey(  # the village that applies, or in which the household lives
        Place, on_delete=models.PROTECT, related_name="star_applications"
    )
    household = models.ForeignKey(
        Household,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="star_applications",
    )
    member = models.ForeignKey(  # who of the household asked
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="star_applications"
    )
    how = models.CharField(max_length=8, choices=AskedHow)
    asked_on = models.DateField()
    due_on = models.DateField()  # by when it is answered
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=StarStep, default=StarStep.APPLIED)
    assessed_on = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="star_applications"
    )
    heard_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_back = models.CharField(max_length=300, blank=True)  # what the second person asked
    decided_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.CharField(max_length=500, blank=True)  # told to who applied alone
    again_from = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    posted_until = models.DateField(null=True, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=BOTH, name="star_applied_for_by_a_member"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, decided_on=None)
                | (
                    Q(confirmed_by__isnull=False, decided_on__isnull=False)
                    & Q(reviewed_by__isnull=False)
                    & ~Q(confirmed_by=F("reviewed_by"))
                ),
                name="star_decided_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=DECIDED) | Q(decided_on__isnull=False),
                name="star_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(step=StarStep.NOT_MET)
                | (~Q(reasons="") & Q(again_from__isnull=False)),
                name="star_not_met_with_reasons",
            ),
        ]

    @property
    def of_village(self) -> bool:
        """Whether a village applies, and not a household."""
        return self.household_id is None

    def __str__(self) -> str:
        return self.household.code if self.household else self.place.name


class StarFinding(models.Model):
    """Whether a criterion is met, and the words that show it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(
        StarApplication, on_delete=models.CASCADE, related_name="findings"
    )
    criterion = models.ForeignKey(StarCriterion, on_delete=models.PROTECT, related_name="findings")
    found_by = models.CharField(max_length=6, choices=FoundBy)
    is_met = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["criterion__order", "found_by"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "criterion", "found_by"], name="star_criterion_found_once"
            )
        ]


class StarComment(models.Model):
    """What somebody said at the meeting; who said it is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        StarApplication, on_delete=models.CASCADE, related_name="comments"
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=CommentKind)
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["order"]


class StarObjection(models.Model):
    """Against the answer that not all criteria are met; a third person answers it in time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        StarApplication, on_delete=models.CASCADE, related_name="objection"
    )
    text = models.CharField(max_length=500)
    made_on = models.DateField()
    due_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_upheld = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_upheld=None, answered_on=None, answered_by=None)
                | (
                    Q(is_upheld__isnull=False, answered_on__isnull=False)
                    & Q(answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="star_objection_answered_in_writing",
            )
        ]
