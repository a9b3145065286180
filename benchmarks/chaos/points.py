"""Where the server can be killed: before and after every statement and commit of a request, before
it and after its answer was made.

Whoever sends a request says in a header at which point of it the whole server dies, with all that
it does for others at that moment.
"""

import os
import re
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

WORDS = 3  # of a statement, in the list of what was killed where
INSERTS = re.compile(r'INSERT INTO "\w+"')

_here = threading.local()


def begin(kill_at: str | None) -> None:
    """A request begins on this thread, to be killed at a point by its number or its name; without
    one nothing kills it."""
    is_number = kill_at is not None and kill_at.isdecimal()
    _here.left, _here.stage = (int(kill_at or 0), None) if is_number else (None, kill_at)


def passing(stage: str) -> None:
    """The thread comes by a point; at the point that was asked for the server ends, at once."""
    left = getattr(_here, "left", None)
    if stage == getattr(_here, "stage", None):
        kill_all(stage)
    if left is None:
        return
    _here.left = left - 1
    if left <= 1:
        kill_all(stage)


def kill_all(stage: str) -> None:
    """SIGKILL for this process, its parent and its sisters: none of them can do anything more."""
    told = os.open(
        Path(os.environ["DOORSTEP_VAR"]) / "killed", os.O_CREAT | os.O_APPEND | os.O_WRONLY
    )
    os.write(told, f"{stage}\n".encode())
    os.close(told)
    os.killpg(0, signal.SIGKILL)


def watch(connection: Any, **_others: Any) -> None:
    """Makes points of what a new connection of Django's does."""
    connection.execute_wrappers.append(_statement)
    commit = connection._commit

    def commit_between_points() -> Any:
        passing("before commit")
        done = commit()
        passing("after commit")
        return done

    connection._commit = commit_between_points


def _statement(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
    # one statement may write into several tables
    names = INSERTS.findall(sql) or [" ".join(sql.split()[:WORDS])]
    for named in names:
        passing(f"before {named}")
    done = execute(sql, *others)
    for named in names:
        passing(f"after {named}")
    return done


def watch_vault() -> None:
    """Makes a point of every statement on the file of keys."""
    from doorstep.kit import vault

    opened, seen = vault._vault, set()

    def watched() -> sqlite3.Connection:
        connection = opened()
        if id(connection) not in seen:
            seen.add(id(connection))
            connection.set_trace_callback(lambda sql: passing(f"keys {sql.split()[0]}"))
        return connection

    vault._vault = watched


def stages(folder: Path) -> list[str]:
    """Where the server was killed, kill by kill."""
    with suppress(FileNotFoundError):
        return (folder / "killed").read_text("utf-8").splitlines()
    return []
