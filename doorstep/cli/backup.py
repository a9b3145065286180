"""`doorstep backup` and `doorstep restore`: the whole database as one file, checked before use."""

import argparse
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.cli.output import print_json, say
from doorstep.cli.reading import path_of
from doorstep.kit.errors import Refused


class NotSqlite(Refused):
    message = _(
        "This database is PostgreSQL: back it up with “pg_dump --format=custom” and restore it "
        "with “pg_restore --clean”."
    )


class NoDatabaseYet(Refused):
    message = _("There is no database at %(path)s yet; make it with: doorstep migrate")


class BackupExists(Refused):
    message = _("%(path)s exists already; name another file.")


class NotABackup(Refused):
    message = _("%(path)s is no whole backup of Doorstep: %(why)s. Nothing was changed.")


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    backup = commands.add_parser("backup", help="copy the whole database, while it is in use")
    backup.add_argument("--out", type=path_of, required=True, metavar="FILE")
    backup.add_argument("--json", action="store_true")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="put a backup in the database's place")
    restore.add_argument("file", type=path_of)
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Copies the database into a new private file and checks the copy."""
    database, target = _database(), arguments.out
    if not database.exists():
        raise NoDatabaseYet(path=database)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BackupExists(path=target) from None
    _copy(database, target)
    households = _check(target)
    say(_("%(path)s: %(count)s households, checked") % {"path": target, "count": households})
    if arguments.json:
        print_json({"file": str(target), "households": households})
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Checks the backup, sets the present database aside, and copies the backup to its place.

    Stop `doorstep serve` before. The database set aside stays beside the new one.
    """
    database, source = _database(), arguments.file
    if not source.exists():
        raise NotABackup(path=source, why=_("there is no such file"))
    households, aside = _check(source), None
    if database.exists():
        aside = _free_name(database)
        _copy(database, aside)
    _copy(source, database)
    say(_("Restored %(count)s households. Now run: doorstep migrate") % {"count": households})
    if aside:
        say(_("What was there before is kept in %(path)s") % {"path": aside})
    if arguments.json:
        print_json({"households": households, "aside": str(aside) if aside else None})
    return 0


def _database() -> Path:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        raise NotSqlite
    connection.close()
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online copy: whole even while others write."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    target.chmod(0o600)


def _check(path: Path) -> int:
    """The number of households in a whole Doorstep database; NotABackup."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            (state,) = database.execute("PRAGMA integrity_check").fetchone()
            if state != "ok":
                raise NotABackup(path=path, why=state)
            (count,) = database.execute("SELECT count(*) FROM register_household").fetchone()
            return int(count)
    except sqlite3.DatabaseError as error:
        raise NotABackup(path=path, why=error) from error


def _free_name(database: Path) -> Path:
    number = 1
    while (aside := database.with_name(f"{database.name}.before-{number}")).exists():
        number += 1
    return aside
