"""Scholarships with published criteria, who applied, and appeals."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.models import Payment, Programme
from doorstep.kit.ids import uuid7
from doorstep.partners.choices import ApplicationState
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member


class Scholarship(models.Model):
    """What a programme gives to each who meets the published criteria, in one year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="scholarships")
    name = models.CharField(max_length=100)
    criteria = models.CharField(max_length=1000)
    amount = models.BigIntegerField()  # fen, to each
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField()
    apply_until = models.DateField()
    appeal_days = models.PositiveSmallIntegerField()  # working days after the decision
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-apply_until", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "year", "name"], name="scholarship_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, apply_until__gte=F("published_on")),
                name="scholarship_published_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """A member's application for a scholarship: put by one person, decided by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scholarship = models.ForeignKey(
        Scholarship, on_delete=models.PROTECT, related_name="applications"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="applications")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="scholarship_applications"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="scholarship_applications"
    )
    meets = models.CharField(max_length=500)  # how the criteria are met
    applied_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.APPLIED
    )
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.CharField(max_length=500, blank=True)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="scholarship_of"
    )

    class Meta:
        ordering: ClassVar = ["applied_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scholarship", "member"], name="applied_once"),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.APPLIED, decided_by=None, decided_on=None)
                | (
                    ~Q(state=ApplicationState.APPLIED)
                    & Q(decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_by=F("recorded_by"))
                ),
                name="application_decided_by_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REFUSED) | ~Q(reasons=""),
                name="application_refused_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(state=ApplicationState.GRANTED),
                name="application_paid_when_granted",
            ),
        ]


class Appeal(models.Model):
    """Against a refusal, within its time; answered by somebody who took no part before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="appeal")
    text = models.CharField(max_length=500)
    made_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_granted = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_granted=None, answered_on=None, answered_by=None)
                | (
                    Q(is_granted__isnull=False, answered_on__isnull=False)
                    & Q(answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="appeal_answered_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("recorded_by")),
                name="appeal_answered_by_another",
            ),
        ]
