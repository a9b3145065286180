"""Marks of what came once: a file with nothing but what it came to stands for each, for an hour."""

import os
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

KEPT_FOR = 3600.0  # seconds
PATIENCE, STEP = 5.0, 0.1  # seconds that a second one waits for the first, and between looks


def folder() -> Path:
    """Where marks stand: every server keeps its own."""
    return Path(settings.VAR) / "sent"


def claim(mark: Path) -> str | None:
    """None where it is the first one, else what the first came to; "" where that is not known yet.
    OSError where no file can be written."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            came_to = _read(mark)
            if came_to or time.monotonic() > until:
                return came_to
            time.sleep(STEP)
        else:
            forget_old()
            return None


def old_marks() -> list[Path]:
    """Those that are older than an hour; none where their folder cannot be read."""
    oldest, found = time.time() - KEPT_FOR, []  # as the machine dates files
    with suppress(OSError):
        for one in folder().iterdir():
            with suppress(OSError):  # another process was faster
                if one.is_file() and one.stat().st_mtime < oldest:
                    found.append(one)
    return found


def forget_old() -> int:
    """Takes them away, as far as they can be; how many."""
    gone = 0
    for one in old_marks():
        with suppress(OSError):
            one.unlink()
            gone += 1
    return gone


def _read(mark: Path) -> str:
    try:
        return mark.read_text("utf-8")
    except FileNotFoundError:  # the first one was refused meanwhile
        return ""
