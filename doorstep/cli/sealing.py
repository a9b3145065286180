"""`doorstep sealed-fields`: switched on for a village, once its impact assessment is dated."""

import argparse
from datetime import date
from typing import Any

from doorstep.cli.output import print_json, say


def add_commands(commands: Any) -> None:
    """Adds the command of this family."""
    sealed = commands.add_parser("sealed-fields", help="switch a village's sealed fields on")
    sealed.add_argument("--place", required=True, metavar="CODE")
    sealed.add_argument("--assessed-on", required=True, type=date.fromisoformat, metavar="DAY")
    sealed.add_argument("--by", required=True, metavar="ACCOUNT")
    sealed.add_argument("--json", action="store_true")
    sealed.set_defaults(run=run_sealed_fields)


def run_sealed_fields(arguments: argparse.Namespace) -> int:
    """Seals what stands there, with progress; prints `{place, from_on, assessed_on}`."""
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account, find_place
    from doorstep.kit.clock import today
    from doorstep.needs.actions import switch_on_sealed_fields

    place = find_place(arguments.place)
    sealing = switch_on_sealed_fields(
        place,
        by=find_account(arguments.by),
        on=today(),
        assessed_on=arguments.assessed_on,
        progress=say,
    )
    told = {"place": place.code, "day": sealing.from_on}
    say(_("%(place)s: sealed fields are on from %(day)s.") % told)
    if arguments.json:
        answer = {"place": place.code, "from_on": sealing.from_on}
        print_json(answer | {"assessed_on": sealing.assessed_on})
    return 0
