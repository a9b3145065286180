"""`doorstep load-method`, `check-method`, `preview-method`, `adopt-method`."""

import argparse
from pathlib import Path
from typing import Any

from doorstep.cli.output import print_json, say
from doorstep.cli.reading import day_of, path_of


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    load = commands.add_parser("load-method", help="publish a method from its files")
    load.set_defaults(run=run_load)
    check = commands.add_parser("check-method", help="say what is wrong with a method's files")
    check.set_defaults(run=run_check)
    preview = commands.add_parser("preview-method", help="say whom a method would change")
    preview.set_defaults(run=run_preview)
    for parser in (load, check, preview):
        parser.add_argument("directory", type=path_of, metavar="DIR")
    adopt = commands.add_parser("adopt-method", help="let a place follow a loaded method")
    adopt.add_argument("--method", metavar="KEY", help="default: the one published last")
    adopt.add_argument("--from", dest="start_on", type=day_of, metavar="DAY", help="default: today")
    adopt.set_defaults(run=run_adopt)
    for parser in (preview, adopt):
        parser.add_argument("--place", required=True, metavar="CODE")
    for parser in (load, adopt):
        parser.add_argument("--by", default="system", metavar="ACCOUNT")
    for parser in (load, check, preview, adopt):
        parser.add_argument("--json", action="store_true")


def run_load(arguments: argparse.Namespace) -> int:
    """Prints `{method, version, published, digest}`."""
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account
    from doorstep.kit.clock import today
    from doorstep.method.actions import load_method

    version, published = load_method(arguments.directory, by=find_account(arguments.by), on=today())
    _say_narrow(arguments.directory)
    if published:
        say(_("%(version)s is published.") % {"version": version})
    else:
        say(
            _("%(version)s has this content already; nothing was published.") % {"version": version}
        )
    if arguments.json:
        print_json(
            {
                "method": version.method_key,
                "version": version.number,
                "published": published,
                "digest": version.digest,
            }
        )
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Prints `[{file, line, text}]`; 1 where there is any."""
    from django.utils.translation import gettext as _

    from doorstep.method.files import check_method

    faults = check_method(arguments.directory)
    for fault in faults:
        say(fault)
    if not faults:
        say(_("The method can be loaded."))
        _say_narrow(arguments.directory)
    if arguments.json:
        print_json([{"file": row.file, "line": row.line, "text": row.text} for row in faults])
    return 1 if faults else 0


def run_preview(arguments: argparse.Namespace) -> int:
    """Prints `[{household, category, before, after}]`: keys of the reasons that would hold."""
    from django.utils.translation import gettext as _

    from doorstep.categories.queries import preview_method
    from doorstep.cli.finding import find_place
    from doorstep.kit.clock import today
    from doorstep.method.files import read_method

    files = read_method(arguments.directory)
    changes = preview_method(files, find_place(arguments.place), today())
    for change in changes:
        was, will_be = (", ".join(keys) or "–" for keys in (change.before, change.after))
        say(f"{change.code} {change.kind}: {was} → {will_be}")
    say(
        _("%(count)s households would be proposed otherwise than now.")
        % {"count": len({change.household_id for change in changes})}
    )
    if arguments.json:
        print_json(
            [
                {
                    "household": change.code,
                    "category": change.kind,
                    "before": change.before,
                    "after": change.after,
                }
                for change in changes
            ]
        )
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Prints `{place, method, version, start_on}`."""
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account, find_place
    from doorstep.kit.clock import today
    from doorstep.method.actions import adopt_version
    from doorstep.method.queries import require_newest_version

    version = require_newest_version(arguments.method)
    place, on = find_place(arguments.place), today()
    start_on = arguments.start_on or on
    adopt_version(place, version, by=find_account(arguments.by), start_on=start_on, on=on)
    say(
        _("%(place)s follows %(version)s from %(day)s on.")
        % {"place": place, "version": version, "day": start_on}
    )
    if arguments.json:
        print_json(
            {
                "place": place.code,
                "method": version.method_key,
                "version": version.number,
                "start_on": start_on,
            }
        )
    return 0


def _say_narrow(directory: Path) -> None:
    """Names the method's own questions that are not asked everywhere, and where they are."""
    from doorstep.method.files import narrow_questions, read_method

    for told in narrow_questions(read_method(directory)):
        say(told)
