"""When the database or a disk takes nothing in just now: what to say to who sent something, so that
it stays where it is and is sent again."""

import errno
import logging
import sqlite3
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError
from django.utils.translation import gettext_lazy as _

from doorstep.kit.vault import KeysUnusable

MAY_BE_TROUBLE = (InterfaceError, InternalError, OperationalError, KeysUnusable, OSError)
FULL = {errno.ENOSPC, errno.EDQUOT, sqlite3.SQLITE_FULL, "53100"}  # the last is PostgreSQL's
NOT_WRITABLE = {errno.EROFS, "25006"}
MOST_FORGOTTEN, PIECE = 100_000_000, 1_000_000  # bytes of what is not taken
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """What a door answers."""

    status: int
    words: Any  # lazy


DISK_FULL = Trouble(
    HTTPStatus.INSUFFICIENT_STORAGE,
    _("The office's disk is full; nothing was taken in. It stays on the phone; tell the office."),
)
AWAY = Trouble(
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("The office cannot take anything in just now. It stays on the phone; try again later."),
)


def trouble_of(error: BaseException) -> Trouble:
    """What to answer where an error of MAY_BE_TROUBLE says that the database is away, locked or not
    to be written, or that a disk is full; it is logged. Any other error is raised again."""
    code = _code(error)
    is_of_disk = isinstance(error, OSError) and not isinstance(error, ConnectionError)
    is_known = code in FULL | NOT_WRITABLE
    if not is_known and (is_of_disk or isinstance(error, InternalError)):
        raise error
    why = f"{error}".partition("\n")[0]
    log.error("nothing can be taken in: %s %s: %s", type(error).__name__, code or "", why)
    return DISK_FULL if code in FULL else AWAY


def _code(error: BaseException | Any) -> int | str | None:
    """By which the system, SQLite or PostgreSQL names what is wrong."""
    if isinstance(error, KeysUnusable):
        return _code(error.params["error"])
    if isinstance(error, OSError):
        return error.errno
    for one in (error, error.__cause__):
        code: int | str | None = getattr(one, "sqlite_errorcode", getattr(one, "sqlstate", None))
        if code is not None:
            return code
    return None


def forget(read: Any) -> None:
    """Reads what is not taken, to a limit: a phone hears an answer once all of it is sent, and
    takes a line that is cut before for a bad network. `read` is the request's."""
    left = MOST_FORGOTTEN
    while left > 0 and (piece := read(PIECE)):
        left -= len(piece)
