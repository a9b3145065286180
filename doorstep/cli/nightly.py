"""`doorstep nightly`: what is due at night; it says what it will do before it does it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doorstep.cli import channels, retention
from doorstep.cli.output import print_json, say


@dataclass(frozen=True)
class Step:
    """Something due at night: how much there is to do on a day, and doing it; again does no harm.

    `do` answers how much it did.
    """

    name: str
    words: str | Promise  # with %(n)s
    count: Callable[[date], int]
    do: Callable[[date], int]


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    nightly = commands.add_parser("nightly", help="do what is due every night")
    nightly.add_argument("--dry-run", action="store_true", help="only say what would be done")
    nightly.add_argument("--json", action="store_true")
    nightly.set_defaults(run=run_nightly)


def run_nightly(arguments: argparse.Namespace) -> int:
    """Says how much each step will do, then does it; prints `{day, steps: [{name, due, done}]}`.

    `done` is null where nothing was done because of `--dry-run`. KeysOfAnother.
    """
    from doorstep.kit.clock import today
    from doorstep.rights.queries import guard_keys

    guard_keys()
    day = today()
    due = [(step, step.count(day)) for step in STEPS]
    for step, count in due:
        say(step.words % {"n": count})
    steps = [
        {
            "name": step.name,
            "due": count,
            "done": None if arguments.dry_run else step.do(day),
        }
        for step, count in due
    ]
    if not arguments.dry_run:
        _drop_old_safeguarding(day)
    say(_("Nothing was done: --dry-run.") if arguments.dry_run else _("Done."))
    if arguments.json:
        print_json({"day": day, "steps": steps})
    return 0


def _old_clock_times(day: date) -> int:
    from doorstep.people.queries import entries_with_old_times

    return entries_with_old_times(day).count()


def _empty_clock_times(day: date) -> int:
    from doorstep.people.actions import empty_clock_times, system_account

    return empty_clock_times(by=system_account(), on=day)


def _old_undos(day: date) -> int:
    from doorstep.sync.queries import imports_past_undo, merges_past_undo

    return imports_past_undo(day).count() + merges_past_undo(day).count()


def _drop_old_undos(day: date) -> int:
    from doorstep.sync.actions import drop_old_undos

    return drop_old_undos(day)


def _grown_children(day: date) -> int:
    from doorstep.register.queries import names_of_14

    return len(names_of_14(day))


def _open_names(day: date) -> int:
    from doorstep.people.actions import system_account
    from doorstep.register.actions import open_names_of_14

    return open_names_of_14(by=system_account(), on=day)


def _drop_old_safeguarding(day: date) -> None:
    """No step, and without a number: nobody learns here whether there was something."""
    from doorstep.people.actions import system_account
    from doorstep.safeguarding.actions import drop_old_needs

    drop_old_needs(by=system_account(), on=day)


def _log_size(day: date) -> int:
    """Megabytes of SQLite's write-ahead log; PostgreSQL sees to its own."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return 0
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    return log.stat().st_size // 1_000_000 if log.exists() else 0


def _shorten_log(day: date) -> int:
    from django.db import connection

    before = _log_size(day)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before - _log_size(day)


def _erased(day: date) -> int:
    from doorstep.rights.queries import erased_ids_present

    return len(erased_ids_present())


def _erase_again(day: date) -> int:
    from doorstep.rights.actions import erase_again

    return erase_again()


def _retention(key: str, words: str | Promise) -> Step:
    count, do = retention.retention_work(key)
    return Step(key, words, count, do)


# in this order: what is emptied comes before the files are made shorter
STEPS = [
    Step(
        "clock_times",
        _("Clock times of the audit trail to be emptied: %(n)s"),
        _old_clock_times,
        _empty_clock_times,
    ),
    Step(
        "old_undos",
        _("Imports and mergers past their undo, whose former rows are dropped: %(n)s"),
        _old_undos,
        _drop_old_undos,
    ),
    Step(
        "household",
        _("Households closed long ago, or kept by a law until now, to be erased: %(n)s"),
        retention.old_households,
        retention.erase_old_households,
    ),
    *(_retention(key, words) for key, words in retention.WORDS.items()),
    Step(
        "sessions",
        _("Sessions that ran out and PINs of earlier days to be deleted: %(n)s"),
        retention.old_sessions,
        retention.forget_sessions,
    ),
    Step(
        "sent_forms",
        _("Marks of forms that were sent more than an hour ago, to be deleted: %(n)s"),
        retention.old_marks,
        retention.forget_marks,
    ),
    Step(
        "factor_times",
        _("Second factors whose clock times are to be cut to the day: %(n)s"),
        retention.old_factor_times,
        retention.cut_factor_times,
    ),
    Step(
        "erased_again",
        _("Households erased before, which an older copy brought back: %(n)s"),
        _erased,
        _erase_again,
    ),
    Step(
        "names_of_14",
        _("Names of those who are fourteen by now, to be opened: %(n)s"),
        _grown_children,
        _open_names,
    ),
    Step(
        "messages",
        _("Messages with a count and a link that were not sent yet: %(n)s"),
        channels.unsent,
        channels.send_unsent,
    ),
    Step(
        "write_ahead_log",
        _("SQLite's write-ahead log to be shortened: %(n)s MB"),
        _log_size,
        _shorten_log,
    ),
]
