"""What was told to a safeguarding person: sealed, and in no table that any other room reads."""

import uuid
from typing import ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Place


class SafeguardingEntry(models.Model):
    """Something that happened with a safeguarding need: its story, and its own audit trail.

    What it says, with the day and who wrote it, is sealed in `content` under the household's key,
    so that erasing a household takes it; whose household it is, in `owner` under the place's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    need_id = models.UUIDField()
    number = models.PositiveIntegerField()  # in the need's story: 1, 2, 3 …
    owner = models.TextField()
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["need_id", "number"]
        verbose_name_plural = "safeguarding entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["need_id", "number"], name="safeguarding_entry_number_in_need"
            )
        ]


class SafeguardingChain(models.Model):
    """How long the story of each need of a place is, and where it ends; locks appending."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+")
    ends = models.TextField(blank=True)  # {need: [length, last digest]}, sealed
