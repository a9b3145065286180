"""Channels by which messages of a place go out."""

from uuid import UUID

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.models import NoticeChannel


def open_channels() -> QuerySet[NoticeChannel]:
    """Those that are in use."""
    return NoticeChannel.objects.filter(ended_on=None).select_related("place")


def find_channel(channel_id: object) -> NoticeChannel:
    """One that is in use. NotVisible."""
    try:
        found = open_channels().filter(pk=UUID(f"{channel_id}")).first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible
    return found
