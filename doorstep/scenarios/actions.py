"""Replaying a story, once at a place."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, system_account
from doorstep.people.models import Place
from doorstep.scenarios.models import Replay
from doorstep.scenarios.stories import STORIES


class NoSuchStory(Refused):
    message = _("There is no story “%(story)s”. Known stories: %(known)s.")


class ReplayedToAnotherDay(Refused):
    message = _(
        "This story was replayed here up to %(until)s; it can only be counted again as of that "
        "day. Use another database for another day."
    )


class PlaceInUse(Refused):
    message = _("The place “%(code)s” exists already and was not made by a replay.")


class ReplayInFuture(Refused):
    message = _("A replay cannot run to %(until)s, a day that has not come.")


def replay(
    story_key: str, *, until: date | None, today: date, progress: Callable[[str], None]
) -> Replay:
    """Performs a story up to a day (default today), or finds it performed already.

    NoSuchStory, ReplayInFuture, ReplayedToAnotherDay, PlaceInUse. Nothing stays of a replay that
    fails.
    """
    if story_key not in STORIES:
        raise NoSuchStory(story=story_key, known=", ".join(STORIES))
    story = STORIES[story_key].read_story()
    done = Replay.objects.filter(story=story_key, place__code=story["place"]).first()
    if done is not None:
        if until is not None and until != done.until_on:
            raise ReplayedToAnotherDay(until=done.until_on)
        return done
    until = until or today
    if until > today:
        raise ReplayInFuture(until=until)
    if Place.objects.filter(code=story["place"]).exists():
        raise PlaceInUse(code=story["place"])
    with transaction.atomic():
        stage = STORIES[story_key].play(until, progress)
        done = Replay.objects.create(
            story=story_key,
            place=stage.place,
            from_on=stage.start.start_on,
            until_on=until,
        )
        audit("replay", done, by=system_account(), on=until, place=stage.place)
    return done
