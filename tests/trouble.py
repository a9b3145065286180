"""A database that takes nothing in: full, not to be written, or away."""

from contextlib import contextmanager

from django.db import connection

FULL, READ_ONLY, AWAY = "full", "read only", "away"
ANSWERED = {FULL: 507, READ_ONLY: 503, AWAY: 503}


def possible():
    """What can be brought about on either database: PostgreSQL's disk is nobody's to fill, and
    SQLite's file is never away while it is open."""
    return [READ_ONLY, AWAY if connection.vendor == "postgresql" else FULL]


@contextmanager
def trouble(kind):
    """Inside, the database is so."""
    with connection.cursor() as cursor:
        if kind == FULL:
            cursor.execute("VACUUM")  # so that no page is free
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        elif kind == READ_ONLY and connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        elif kind == READ_ONLY:
            cursor.execute("SET default_transaction_read_only = ON")
    told = dict(connection.settings_dict)
    if kind == AWAY:
        connection.close()
        connection.settings_dict |= {"HOST": "127.0.0.1", "PORT": "1"}
    try:
        yield
    finally:
        connection.settings_dict.update(told)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 4294967294")
                cursor.execute("PRAGMA query_only = OFF")
            else:
                cursor.execute("SET default_transaction_read_only = OFF")
