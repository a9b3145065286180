"""What came in, with what it changed, so that it can be undone; and which tables went out."""

import uuid
from typing import Any, ClassVar

from django.db import models

from doorstep.kit import vault
from doorstep.kit.ids import uuid7
from doorstep.method.models import Version
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household, Member
from doorstep.sync.choices import (
    AskState,
    DeviceKind,
    HeldBecause,
    ImportedAct,
    ProposalState,
    ProposedField,
    RowsOf,
    Settling,
    SubmissionState,
)
from doorstep.visits.choices import Channel


class RosterImport(models.Model):
    """One applied roster. Its entries in the trail are `first_entry` to `last_entry`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    summary: Any = models.JSONField(default=dict)  # counts only
    place_created = models.BooleanField(default=False)
    first_entry = models.BigIntegerField(default=0)
    last_entry = models.BigIntegerField(default=0)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]


class ImportedChange(models.Model):
    """One row an import made or changed, with the columns' values before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="changes"
    )
    order = models.PositiveIntegerField()
    model = models.CharField(max_length=60)  # "register.household"
    row_id = models.CharField(max_length=60)
    act = models.CharField(max_length=8, choices=ImportedAct)
    before: Any = models.JSONField(default=dict)
    household_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]


class ColumnSet(models.Model):
    """A table that offices ask for: its columns and, where it is not of the whole village, the
    group. Nothing else narrows it: nobody is searched for by a trait."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="column_sets")
    name = models.CharField(max_length=60)
    rows_of = models.CharField(max_length=10, choices=RowsOf)
    columns: Any = models.JSONField(default=list)  # of TableColumn, in their order
    group = models.CharField(max_length=60, blank=True)  # its name; a group is (village, name)
    made_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=models.Q(ended_on=None), name="column_set_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TableAsk(models.Model):
    """An office asked for a table: who, what for, and what it was given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    column_set = models.ForeignKey(ColumnSet, on_delete=models.PROTECT, related_name="asks")
    office = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    active_on = models.DateField()  # the households on the register on that day
    state = models.CharField(max_length=10, choices=AskState)
    settled_by = models.ForeignKey(  # the second person, who released it or did not
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    filled_on = models.DateField(null=True, blank=True)
    columns: Any = models.JSONField(default=list)  # as handed over
    group = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["column_set", "state"])]


class KeptApart(models.Model):
    """Somebody said that two households are not the same: they are not suggested again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once")
        ]


class HouseholdMerge(models.Model):
    """Two rows of the register that were one household: `gone` was merged into `kept`.
    The last entry of the trail that the merger wrote is `last_entry`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gone = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="merged_into")
    kept = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="merged_from")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    last_entry = models.BigIntegerField(default=0)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_on=None), name="merged_once"
            )
        ]


class MergedRow(models.Model):
    """One row a merger made, changed or removed, with the columns' values before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    merge = models.ForeignKey(HouseholdMerge, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=60)
    act = models.CharField(max_length=8, choices=ImportedAct)
    before: Any = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["order"]


class ColumnMeaning(models.Model):
    """What a heading means in the ledgers of a town, on one kind of list: a line of its template.
    Every later ledger with that heading is read so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="column_meanings")
    kind = models.CharField(max_length=20)  # of list, as `roster.fields_of` takes it
    heading = models.CharField(max_length=200)  # as typed
    key = models.CharField(max_length=200)  # folded: what ledgers vary does not count
    field = models.CharField(max_length=60, blank=True)  # "" leaves the column out
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "heading"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "kind", "key"],
                condition=models.Q(end_on=None),
                name="one_meaning_a_heading",
            )
        ]


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


class RegisterProposal(models.Model):
    """A field of the register that a helper found wrong out there, until somebody answers it.

    What they had before them and what they say it is lie sealed under the household's key;
    answered, they are emptied.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="proposals")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE)
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=12, choices=ProposedField)
    base_version = models.PositiveIntegerField()  # of the household, as the helper saw it
    content = models.TextField(blank=True)  # base and theirs, sealed; "" once it is answered
    made_on = models.DateField()  # the day the helper names
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_why = models.CharField(max_length=300, blank=True)  # told to the helper: why not

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        indexes: ClassVar = [models.Index(fields=["household", "state"])]
