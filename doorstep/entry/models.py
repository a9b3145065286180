"""Who comes in: the instance's own settings, set-up links, invitations, sign-ins, PINs.

Of signing in only days are kept, never an hour and never an address.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.entry.choices import Deployer, InvitationKind, InvitationState
from doorstep.entry.rules import LOCK_MINUTES
from doorstep.people.choices import Language
from doorstep.people.models import Account, Helper, Place


class Instance(models.Model):
    """How this instance is run: one row, made when it is set up."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    deployer = models.CharField(max_length=10, choices=Deployer, blank=True)
    asks_second_factor = models.BooleanField(default=False)
    lock_minutes = models.PositiveSmallIntegerField(default=LOCK_MINUTES)
    has_field_page = models.BooleanField(default=False)  # the 2026 rule: off until switched on

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="instance_is_one"),
            models.CheckConstraint(
                condition=Q(deployer__in=["", *Deployer.values]), name="deployer_is_known"
            ),
        ]


class SetUpLink(models.Model):
    """The address `doorstep serve` prints while nobody can sign in; its token is hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    used_on = models.DateField(null=True)


class Invitation(models.Model):
    """A link that one person gives another: to make an account, or to choose a new password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=InvitationKind)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, choices=Language, default=Language.ZH)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)  # values of people's Role
    helper = models.ForeignKey(Helper, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(  # of a renewal from the start, else once it is made
        Account, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    clears_factors = models.BooleanField(default=False)  # the phone with the codes is lost, too
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    end_on = models.DateField()  # the first day on which it does not work any more
    used_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=InvitationKind.values), name="invitation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=InvitationKind.NEW) | Q(account__isnull=False),
                name="renewal_has_an_account",
            ),
        ]

    def state(self, on: date) -> InvitationState:
        """What became of it by a day."""
        if self.used_on is not None:
            return InvitationState.USED
        if self.revoked_on is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if on >= self.end_on else InvitationState.OPEN


class SignIn(models.Model):
    """One browser in which an account is signed in: device words and days, nothing finer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=40)
    first_on = models.DateField()
    last_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-last_on", "-first_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="sign_in_is_in_order"
            )
        ]


class Pin(models.Model):
    """Six digits that open an account on one shared browser, on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="pins")
    browser = models.CharField(max_length=64)  # the hash of that browser's own cookie
    pin_hash = models.CharField(max_length=128)
    on = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)  # wrong ones; the fifth kills it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "browser"], name="pin_once_in_browser")
        ]
