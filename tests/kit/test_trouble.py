"""Which errors are trouble that passes, and which a fault that waiting does not mend."""

import errno
import sqlite3

import pytest
from django.db import OperationalError

from doorstep.kit.trouble import AWAY, DISK_FULL, trouble_of


def of_sqlite(code):
    cause = sqlite3.OperationalError("so it says")
    cause.sqlite_errorcode = code
    error = OperationalError("so it says")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY), AWAY),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), AWAY),
        (of_sqlite(sqlite3.SQLITE_FULL), DISK_FULL),
        (OSError(errno.ENOSPC, "full"), DISK_FULL),
        (OSError(errno.EROFS, "read-only"), AWAY),
        (OperationalError("no server answers"), AWAY),
    ],
)
def test_what_passes_is_told_as_trouble(error, trouble):
    assert trouble_of(error) == trouble


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),  # no such table
        of_sqlite(sqlite3.SQLITE_CORRUPT),
        PermissionError(errno.EACCES, "not allowed"),  # to SQLite its number is a full disk
    ],
)
def test_what_no_waiting_mends_is_raised_again(error):
    with pytest.raises(type(error)):
        trouble_of(error)
