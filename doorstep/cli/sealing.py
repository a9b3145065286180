"""`doorstep sealed-fields`: switched on for a village, once its impact assessment is dated.
`doorstep new-keys`: going on where the folder of the keys is lost."""

import argparse
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.cli.output import print_json, say
from doorstep.cli.reading import day_of
from doorstep.kit.errors import Refused

LOST = "lost"


class KeysNotSaidLost(Refused):
    message = _(
        "Nothing was changed. With new keys nothing that was sealed before opens again: not the "
        "audit trail, not health needs, not the names of children. Who was erased is forgotten, "
        "too. Where the folder is lost for good, say so with --confirm lost"
    )


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    sealed = commands.add_parser("sealed-fields", help="switch a village's sealed fields on")
    sealed.add_argument("--place", required=True, metavar="CODE")
    sealed.add_argument("--assessed-on", required=True, type=day_of, metavar="DAY")
    sealed.add_argument("--by", required=True, metavar="ACCOUNT")
    sealed.add_argument("--json", action="store_true")
    sealed.set_defaults(run=run_sealed_fields)
    keys = commands.add_parser("new-keys", help="go on without the keys, where they are lost")
    keys.add_argument("--by", default="system", metavar="ACCOUNT")
    keys.add_argument("--confirm", default="", metavar=LOST)
    keys.add_argument("--json", action="store_true")
    keys.set_defaults(run=run_new_keys)


def run_sealed_fields(arguments: argparse.Namespace) -> int:
    """Seals what stands there, with progress; prints `{place, from_on, assessed_on}`."""
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


def run_new_keys(arguments: argparse.Namespace) -> int:
    """Prints `{keys}`: how many were made. KeysNotSaidLost."""
    from doorstep.cli.finding import find_account
    from doorstep.kit.clock import today
    from doorstep.rights.actions import begin_new_keys

    if arguments.confirm != LOST:
        raise KeysNotSaidLost
    made = begin_new_keys(by=find_account(arguments.by), on=today())
    say(_("New keys made: %(n)s") % {"n": made})
    if arguments.json:
        print_json({"keys": made})
    return 0
