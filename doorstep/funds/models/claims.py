"""Claims for temporary relief, and on the path against falling back into poverty."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.choices import ClaimCause, ClaimPath, ClaimState
from doorstep.kit.ids import uuid7
from doorstep.needs.models import Need
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member


class Claim(models.Model):
    """A household's claim to money, for a need; asked for, or found by us. Without a household: it
    was erased, and what was paid on the claim is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="claims")
    path = models.CharField(max_length=12, choices=ClaimPath)
    cause = models.CharField(max_length=14, choices=ClaimCause)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    is_found = models.BooleanField(default=False)  # by us; else the household asked
    is_of_cadre = models.BooleanField(default=False)  # of a cadre's family, as they answered
    is_aid_first = models.BooleanField(default=False)  # paid before the decision, papers later
    papers_on = models.DateField(null=True, blank=True)
    aid_confirmed_on = models.DateField(null=True, blank=True)
    aid_confirmed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.OPEN)
    # fen: what comes first, then what is granted
    amount = models.BigIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ClaimState.OPEN, closed_on=None)
                | (~Q(state=ClaimState.OPEN) & Q(closed_on__isnull=False)),
                name="claim_closed_with_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ClaimState.GRANTED, ClaimState.REFUSED])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("opened_by"))),
                name="claim_decided_by_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.GRANTED) | Q(amount__gt=0),
                name="claim_granted_with_amount",
            ),
            models.CheckConstraint(
                condition=Q(aid_confirmed_on=None, aid_confirmed_by=None)
                | (
                    Q(is_aid_first=True, aid_confirmed_on__isnull=False)
                    & Q(aid_confirmed_by__isnull=False)
                    & ~Q(aid_confirmed_by=F("opened_by"))
                ),
                name="claim_aid_confirmed_by_second_person",
            ),
        ]


class Recipient(models.Model):
    """A member for whom a claim is made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="recipients")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "member"], name="recipient_once")
        ]


class ClaimStage(models.Model):
    """A stage that a claim has passed, on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "order"], name="claim_stage_once")
        ]
