"""What phones sent, as it came, and what was attached."""

import uuid
from typing import Any, ClassVar

from django.db import models

from doorstep.kit import vault
from doorstep.kit.text import printable
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household
from doorstep.sync.choices import (
    HeldBecause,
    Settling,
    SubmissionState,
)
from doorstep.sync.models.devices import Device
from doorstep.visits.choices import Channel

SETTLED = models.Q(settled_by__isnull=False)
EMPTIED = "-"  # in place of a body whose time is over; "" where its household was erased


class Submission(models.Model):
    """Something a device sent or somebody keyed in from paper, as it came, and what became of it;
    the row is kept.

    `id` was made by who filled the form, for paper of round, row and side; paper has no device. A
    second body under the same id has a row of its own that names the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.TextField(blank=True)  # the body, sealed; "" once it is erased
    digest = models.CharField(max_length=64)  # SHA-256 of the body
    channel = models.CharField(max_length=10, choices=Channel)
    form = models.CharField(max_length=40, blank=True)
    form_version = models.CharField(max_length=40, blank=True)
    # db_index=False, here and below: an index or a constraint of Meta begins with it
    device = models.ForeignKey(
        Device,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
        db_index=False,
    )
    helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    on = models.DateField(null=True, blank=True)  # the day it is about
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=SubmissionState)
    because = models.CharField(max_length=20, choices=HeldBecause, blank=True)
    refusal = models.CharField(max_length=60, blank=True)  # the name of a Refused
    params: Any = models.JSONField(default=dict)  # what its sentence names
    was_given_up = models.BooleanField(default=False)  # the household was not the helper's any more
    same_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="other_contents",
        db_index=False,
    )
    replaces = models.UUIDField(null=True, blank=True)  # the one sent before that it is to correct
    settled = models.CharField(max_length=10, choices=Settling, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    settled_why = models.CharField(max_length=300, blank=True)
    mended = models.TextField(blank=True)  # the body as a person corrected it, sealed as the first

    class Meta:
        ordering: ClassVar = ["received_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["place", "state", "received_on"]),
            models.Index(fields=["device", "received_on"], name="submission_of_device_day"),
            models.Index(fields=["settled_by"], condition=SETTLED, name="submission_settled_by"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="applied", because="")
                | models.Q(state="settled")
                | (models.Q(state="held") & ~models.Q(because="")),
                name="submission_held_because",
            ),
            models.UniqueConstraint(fields=["same_as", "digest"], name="other_content_once"),
        ]

    @property
    def owner(self) -> str:
        """Under whose key it lies: the household's, else that of what a village cannot place."""
        return str(self.household_id or f"sent:{self.place_id}")

    @property
    def body(self) -> bytes:
        """The bytes as they were sent; empty once they are erased."""
        return unsealed(self.owner, self.content)

    @property
    def mended_body(self) -> bytes:
        """The body that counts: as it was corrected, else as it was sent."""
        return unsealed(self.owner, self.mended) or self.body


def sealed(owner: str, body: bytes) -> str:
    """Bytes under a key: they may hold a child's name or an illness."""
    return vault.seal(owner, body.decode("latin-1"))


def unsealed(owner: str, content: str) -> bytes:
    """The bytes behind `sealed`; none for what was emptied."""
    return b"" if content in ("", EMPTIED) else vault.unseal(owner, content).encode("latin-1")


def kept_name(name: str) -> str:
    """The name of a file as its attachment keeps it."""
    return printable(name)[:100]


class Attachment(models.Model):
    """A file that came with a submission; a split upload adds to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    content = models.TextField()  # sealed as its submission is
    received_on = models.DateField()  # later than the submission's, where it was split

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "name", "digest"], name="attachment_once")
        ]
