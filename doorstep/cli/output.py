"""JSON on standard output; everything said to a person goes to standard error."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any


def print_json(value: Any) -> None:
    """One JSON text; days and ids as text."""
    print(json_text(value))


def json_text(value: Any) -> str:
    """The same as text, for a file."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def say(text: object) -> None:
    """A line for the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def file_trouble(error: OSError) -> str:
    """What is wrong with a file, in the terminal's language for what happens every day."""
    from django.utils.translation import gettext as _

    match error:
        case FileNotFoundError():
            return _("there is no such file")
        case IsADirectoryError():
            return _("this is a folder, not a file")
        case PermissionError():
            return _("this account of the computer may not do that there")
    return error.strerror or str(error)


@contextmanager
def said_if_slow(text: object, seconds: float) -> Iterator[None]:
    """Says a line where what is done inside takes longer than so many seconds."""
    timer = Timer(seconds, say, [text])
    timer.daemon = True  # the program may end while it waits
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
