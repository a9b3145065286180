"""The ledger in double entry: a posting takes one amount from a heading and puts it to another.

Both sides stand in one row with one amount, so the database holds no entry that does not balance.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.choices import HeadingKind
from doorstep.funds.models.payments import Payment
from doorstep.funds.models.programmes import Income
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class Heading(models.Model):
    """An account of a place's ledger; its balance is the sum of its postings and stands nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="headings")
    kind = models.CharField(max_length=12, choices=HeadingKind)

    class Meta:
        ordering: ClassVar = ["place", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "kind"], name="heading_once_at_place"),
            models.CheckConstraint(
                condition=Q(kind__in=HeadingKind.values), name="heading_kind_known"
            ),
        ]


class Posting(models.Model):
    """One amount from one heading to another. Never changed and never deleted: one that was wrong
    is reversed by a further one with the same sides and the amount below 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="postings")
    number = models.PositiveIntegerField()  # in the ledger of the place: 1, 2, 3 …
    on = models.DateField()
    taken_from = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="taken")
    put_to = models.ForeignKey(Heading, on_delete=models.PROTECT, related_name="put")
    amount = models.BigIntegerField()  # fen
    text = models.CharField(max_length=200, blank=True)
    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    income = models.ForeignKey(
        Income, null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-number", "id"]
        indexes: ClassVar = [models.Index(fields=["place", "on"], name="posting_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "number"], name="posting_number_once"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(reverses=None), name="posting_once_for_payment"
            ),
            models.UniqueConstraint(
                fields=["income"], condition=Q(reverses=None), name="posting_once_for_income"
            ),
            models.CheckConstraint(
                condition=Q(payment=None, income__isnull=False)
                | Q(payment__isnull=False, income=None),
                name="posting_of_one_payment_or_income",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="posting_above_zero_unless_reversing",
            ),
            models.CheckConstraint(
                condition=~Q(taken_from=F("put_to")), name="posting_between_two_headings"
            ),
        ]
