"""What the bank says moved, read from its file, beside what the ledger says."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.funds.choices import BankColumnMeaning
from doorstep.funds.models.ledger import Posting
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place


class BankColumn(models.Model):
    """What a heading means in the files of a place's bank; "" while nobody has said it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bank_columns")
    heading = models.CharField(max_length=100)
    meaning = models.CharField(max_length=12, choices=BankColumnMeaning, blank=True)

    class Meta:
        ordering: ClassVar = ["heading"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "heading"], name="bank_heading_once"),
            models.CheckConstraint(
                condition=Q(meaning__in=["", *BankColumnMeaning.values]),
                name="bank_heading_meaning_known",
            ),
        ]


class Statement(models.Model):
    """A file of a bank, read once. `seen_count` of its rows stood in an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    from_on = models.DateField()
    to_on = models.DateField()
    seen_count = models.PositiveIntegerField(default=0)
    read_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-to_on", "-read_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "digest"], name="statement_read_once")
        ]

    def __str__(self) -> str:
        return self.name


class StatementRow(models.Model):
    """A row of a statement: day, fen (what left the account below 0) and the bank's reference; no
    other column of the file is kept but the balance after it, where there is one. `posting`: what
    it is in the ledger. `double_of`: the row of an earlier file that it can be; a person says
    whether it is (`is_double`, None: not said yet)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()  # as the file shows it
    on = models.DateField()
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    balance = models.BigIntegerField(null=True, blank=True)
    double_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_double = models.BooleanField(null=True, blank=True)
    posting = models.OneToOneField(
        Posting, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_row"
    )
    is_by_hand = models.BooleanField(default=False)  # a person said so

    class Meta:
        ordering: ClassVar = ["on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_row_once"),
            models.CheckConstraint(
                condition=~Q(is_double=True) | Q(posting=None, double_of__isnull=False),
                name="double_is_in_no_posting",
            ),
        ]
