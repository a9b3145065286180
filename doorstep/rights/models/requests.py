"""What a household asks of us, and what it was answered; facts for nobody.

No room below reads these rows: a request is never a fact, a reason or a preference.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.categories.models import Objection, Proposal
from doorstep.pairing.models import Pairing
from doorstep.people.models import Account
from doorstep.register.models import Consent, Household, Member
from doorstep.rights.choices import (
    AskedAs,
    AskedHow,
    CopyFormat,
    RequestKind,
    RequestOutcome,
)


class Request(models.Model):
    """Somebody of a household, or who speaks for them, asks; answered in writing, with a clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=14, choices=RequestKind)
    member = models.ForeignKey(  # whose right it is
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    asked_as = models.CharField(max_length=14, choices=AskedAs, default=AskedAs.MEMBER)
    asker_name = models.CharField(max_length=100, blank=True)  # who is not the member
    asker_shows = models.CharField(max_length=200, blank=True)  # what was seen; no scan is kept
    asked_on = models.DateField()
    how = models.CharField(max_length=10, choices=AskedHow)
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(  # the decision to explain
        Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pairing = models.ForeignKey(
        Pairing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    objection = models.ForeignKey(  # against a category: answered there, by its own rules
        Objection, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    consent = models.ForeignKey(  # the one that this objection withdrew
        Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=RequestOutcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # why not, or not wholly
    complain_to = models.CharField(max_length=300, blank=True)  # the address as the letter says it
    corrected = models.CharField(max_length=300, blank=True)
    legal_ground = models.CharField(max_length=500, blank=True)  # the law that forbids erasing
    kept_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["answered_on", "due_on"], name="request_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="")
                | (Q(answered_on__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="request_answered_in_writing",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="kept") | (~Q(legal_ground="") & Q(kept_until__isnull=False)),
                name="request_kept_by_a_law",
            ),
        ]


class CopyGiven(models.Model):
    """A copy of what is kept on a household, made for one adult: by whom, when, in which form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="copies")
    format = models.CharField(max_length=10, choices=CopyFormat)
    made_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "format", "made_on", "by"], name="copy_told_once_a_day"
            )
        ]
