"""What the server's log does not say."""

import logging
import re
import traceback
from collections.abc import Iterator, Sequence
from types import TracebackType

OURS = "doorstep."
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


class NamesNoPath(logging.Filter):
    """Keeps the addresses of some requests out of the log: that somebody asked there is private.

    A warning about such a request is dropped; an error stays, without the address and without where
    it happened, for that names the room. Of any address no id is logged, and of any error only what
    `told` says.
    """

    def __init__(self, parts: Sequence[str] = ()) -> None:
        super().__init__()
        self.parts = tuple(parts)

    def filter(self, record: logging.LogRecord) -> bool | logging.LogRecord:
        said = record.getMessage()
        is_private = any(part in said for part in self.parts)
        if is_private and record.levelno < logging.ERROR:
            return False
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        words = "an error while answering a private request" if is_private else _ID.sub("…", said)
        if error is not None:
            words = f"{words}: {type(error).__name__}" if is_private else f"{words}\n{told(error)}"
        record.msg, record.args = words, ()
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return record


def told(error: BaseException) -> str:
    """The type of an error and of what it came from, each with file and line of our own code. What
    an error says is left out: a database prints the values of the row there."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        kind = type(following)
        yield f"{kind.__module__}.{kind.__qualname__}"
        yield from (f"  {place}" for place in _places(following.__traceback__))
        following = following.__cause__ or following.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(OURS):
            yield f"{module.replace('.', '/')}.py:{line} {frame.f_code.co_name}"
