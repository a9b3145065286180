"""Phones of helpers, and the forms they fetch."""

from typing import ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.method.models import Version
from doorstep.people.models import Account, Helper
from doorstep.sync.choices import (
    DeviceKind,
)


class Device(models.Model):
    """A helper's phone or tablet that may fetch the helper's caseload and send what was done.

    Its token is told once; here lies its digest alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="devices")
    kind = models.CharField(max_length=10, choices=DeviceKind)
    name = models.CharField(max_length=60)
    token_digest = models.CharField(max_length=64, unique=True)
    given_on = models.DateField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    last_seen_on = models.DateField(null=True, blank=True)  # the day alone
    revoked_on = models.DateField(null=True, blank=True)
    is_to_wipe = models.BooleanField(default=False)  # told at its next call

    class Meta:
        ordering: ClassVar = ["given_on", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shut_out(self) -> bool:
        """Whether it gets no caseload: shut out itself, or its helper's account was closed."""
        return self.revoked_on is not None or self._is_of_closed_account

    @property
    def must_wipe(self) -> bool:
        """Whether it is told to delete what it holds."""
        return self.is_to_wipe or self._is_of_closed_account

    @property
    def _is_of_closed_account(self) -> bool:
        account = self.helper.account
        return account is not None and not account.is_active


class PublishedForm(models.Model):
    """A form of Collect's as it was built from a version of a method: its bytes never change, and
    what is filled in under it is taken for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()  # of our layout and words
    form = models.CharField(max_length=40)
    form_version = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    xml = models.TextField()
    md5 = models.CharField(max_length=32)  # of the bytes: how Collect knows a new one
    published_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "form_version"], name="form_published_once")
        ]
