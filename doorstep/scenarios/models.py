"""Which story was replayed where, and up to which day."""

from typing import ClassVar

from django.db import models

from doorstep.kit.ids import uuid7
from doorstep.people.models import Place


class Replay(models.Model):
    """A finished replay; playing the same story again only counts, as of `until_on`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    story = models.SlugField(max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="replays")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "place"], name="story_once_at_a_place")
        ]
