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
# each of those who name a trouble counts for itself: 13 is a full disk to SQLite, and to the system
# something that may not be read
FULL = {
    f"system {errno.ENOSPC}", f"system {errno.EDQUOT}", f"sqlite {sqlite3.SQLITE_FULL}",
    "postgresql 53100",
}  # fmt: skip
NOT_WRITABLE = {f"system {errno.EROFS}", "postgresql 25006"}
# else SQLite says that a statement is wrong, which no waiting mends
PASSING = {
    f"sqlite {code}"
    for code in (
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM,
    )
}  # fmt: skip
MOST_FORGOTTEN, PIECE = 100_000_000, 1_000_000  # bytes of what is not taken
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """What a door answers."""

    status: int
    words: Any  # lazy


DISK_FULL = Trouble(
    HTTPStatus.INSUFFICIENT_STORAGE,
    _("The office's disk is full. What was not taken in stays on the phone; tell the office."),
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
    is_wrong = code.startswith("sqlite") and not isinstance(error, KeysUnusable)
    is_wrong = is_wrong and code not in PASSING
    if not is_known and (is_of_disk or is_wrong or isinstance(error, InternalError)):
        raise error
    why = f"{error}".partition("\n")[0]
    log.error("nothing can be taken in: %s %s: %s", type(error).__name__, code, why)
    return DISK_FULL if code in FULL else AWAY


def _code(error: BaseException | Any) -> str:
    """By which the system, SQLite or PostgreSQL names what is wrong; "" where none does."""
    if isinstance(error, KeysUnusable):
        return _code(error.params["error"])
    if isinstance(error, OSError):
        return f"system {error.errno}"
    for one in (error, error.__cause__):
        if (code := getattr(one, "sqlite_errorcode", None)) is not None:
            return f"sqlite {code & 0xFF}"  # what is above says it more closely
        if (state := getattr(one, "sqlstate", None)) is not None:
            return f"postgresql {state}"
    return ""


def forget(read: Any) -> None:
    """Reads what is not taken, to a limit: a phone hears an answer once all of it is sent, and
    takes a line that is cut before for a bad network. `read` is the request's."""
    left = MOST_FORGOTTEN
    while left > 0 and (piece := read(PIECE)):
        left -= len(piece)
