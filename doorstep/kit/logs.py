"""What the server's log does not say."""

import logging
from collections.abc import Sequence


class NamesNoPath(logging.Filter):
    """Keeps the addresses of some requests out of the log: that somebody asked there is private.

    A warning about such a request is dropped; an error stays, without the address.
    """

    def __init__(self, parts: Sequence[str] = ()) -> None:
        super().__init__()
        self.parts = tuple(parts)

    def filter(self, record: logging.LogRecord) -> bool | logging.LogRecord:
        said = record.getMessage()
        if not any(part in said for part in self.parts):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "an error while answering a private request", ()
        return record
