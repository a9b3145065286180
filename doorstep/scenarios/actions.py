"""Replaying a story, once at a place, and letting its people sign in."""

import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.files import private_file
from doorstep.people.actions import audit, set_password, system_account
from doorstep.people.models import Account, Place
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
    with transaction.atomic(), translation.override("zh-hans"):  # what it stores is Chinese
        stage = STORIES[story_key].play(until, progress)
        done = Replay.objects.create(
            story=story_key,
            place=stage.place,
            from_on=stage.start.start_on,
            until_on=until,
        )
        audit("replay", done, by=system_account(), on=until, place=stage.place)
        if connection.vendor == "postgresql":  # it would plan the counting as if nothing were there
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    return done


def write_logins(path: Path, *, on: date) -> bool:
    """Gives every account of the stories that has no password a random one; False if none had.

    The file (mode 600) has one line an account, as the story lists them: login, password, name.
    An account that already has a password keeps it while the file is there; without the file all
    get a new one.
    """
    logins = [row["login"] for story in STORIES.values() for row in story.read_story()["accounts"]]
    accounts = [
        account
        for account in sorted(
            Account.objects.filter(login__in=logins), key=lambda one: logins.index(one.login)
        )
        if not account.has_usable_password() or not path.exists()
    ]
    if not accounts:
        return False
    lines = []
    for account in accounts:
        password = "-".join(secrets.token_hex(2) for _part in range(4))
        set_password(account, password=password, by=system_account(), on=on)
        lines.append(f"{account.login}\t{password}\t{account.name}\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = path.read_text("utf-8") if path.exists() else ""
    with private_file(path) as stream:
        stream.write((kept + "".join(lines)).encode())
    return True
