"""What left the team: the log of printed tables, and the lists that hang on a notice board."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.figures.choices import Circle, NoticeColumn
from doorstep.figures.disclose import Number, Print
from doorstep.kit.ids import uuid7
from doorstep.people.models import Account, Place
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household


class Publication(models.Model):
    """What a circle of readers was given of a village's table for a month; it never changes.

    `numbers_on` is the day the numbers are of: earlier than `to_on` where an old print was printed
    again, None where nothing could be shown. Areas above are sums of these and have no rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="publications")
    table = models.CharField(max_length=20)  # a key of choices.TABLES
    circle = models.CharField(max_length=10, choices=Circle)
    threshold = models.PositiveSmallIntegerField()
    from_on = models.DateField(null=True, blank=True)  # None: a stock, as of a day
    to_on = models.DateField()
    numbers_on = models.DateField(null=True, blank=True)
    shown = models.JSONField(default=dict)  # key → [value, how many stand behind it]
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["to_on", "table"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "table", "circle", "to_on"], name="published_once"
            ),
            models.CheckConstraint(condition=Q(circle__in=Circle.values), name="circle_is_known"),
        ]

    @property
    def as_print(self) -> Print | None:
        """What it showed, as disclosure control reads it."""
        if self.numbers_on is None:
            return None
        shown = {key: Number(*both) for key, both in self.shown.items()}
        return Print(self.numbers_on, self.threshold, shown)


class Notice(models.Model):
    """A masked list that hangs on a notice board until it is taken down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="notices")
    title = models.CharField(max_length=100)
    shows_names = models.BooleanField(default=True)  # masked; else household codes
    columns = models.JSONField(default=list)  # of NoticeColumn
    rests_on = models.CharField(  # what all its households agree to; who no longer does goes off it
        max_length=20, choices=ConsentPurpose, blank=True
    )
    put_up_on = models.DateField()
    take_down_on = models.DateField()
    taken_down_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_down_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-put_up_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(take_down_on__gt=models.F("put_up_on")),
                name="notice_comes_down_later",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def column_names(self) -> list[str]:
        """The chosen columns as people read them, in their order."""
        return [str(one.label) for one in NoticeColumn if one in self.columns]


class NoticeLine(models.Model):
    """A household on a notice; its name is masked when the notice is read, and not kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40, blank=True)
    sum = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "order"], name="notice_line_in_order")
        ]


class ErasedRows(models.Model):
    """How many of a closed window's counted rows were erased since, so that its number stays.

    Sums over every household ever erased at the village; no household stands here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)  # a figure's
    from_on = models.DateField()  # of a stock the same as to_on
    to_on = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "key", "from_on", "to_on"], name="erased_rows_of_a_window_once"
            )
        ]
