"""`doorstep pack`: a team's week as html, docx, xlsx or JSON."""

import argparse
from typing import Any

from doorstep.cli.reading import path_of
from doorstep.kit.weeks import Week


def add_commands(commands: Any) -> None:
    """Adds the command of this family."""
    pack = commands.add_parser("pack", help="the weekly pack of a team")
    pack.add_argument("--team", required=True, metavar="CODE")
    pack.add_argument("--week", type=_week, metavar="2026-W47", help="default: last complete week")
    pack.add_argument("--format", choices=("html", "docx", "xlsx", "json"), default="html")
    pack.add_argument("--out", required=True, type=path_of, metavar="FILE", help="- for stdout")
    pack.set_defaults(run=run_pack)


def run_pack(arguments: argparse.Namespace) -> int:
    """Writes the pack to a file, or to standard output with `--out -`."""
    import sys

    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_team
    from doorstep.kit.clock import today
    from doorstep.kit.errors import Refused
    from doorstep.kit.files import private_file
    from doorstep.packs.queries import week_pack
    from doorstep.packs.writing import WRITERS

    week = arguments.week or Week.of(today()).shift(-1)
    if week > Week.of(today()):
        raise Refused(
            _("%(week)s has not begun yet; its pack can be made from its Monday on."), week=week
        )
    pack = week_pack(find_team(arguments.team), week, until=today())
    write = WRITERS[arguments.format]
    if str(arguments.out) == "-":
        write(pack, sys.stdout.buffer)
        return 0
    with private_file(arguments.out) as stream:
        write(pack, stream)
    print(f"{arguments.out}: {pack.week}, {pack.hash[:16]}", file=sys.stderr)
    return 0


def _week(text: str) -> Week:
    from django.utils.translation import gettext as _

    try:
        return Week.parse(text)
    except ValueError:
        told = _("“%(text)s” is no week such as 2026-W47") % {"text": text}
        raise argparse.ArgumentTypeError(told) from None
