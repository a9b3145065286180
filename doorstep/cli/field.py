"""`doorstep field-page`: the page for helpers out there, switched on and off."""

import argparse
from typing import Any

from doorstep.cli.output import print_json


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    page = commands.add_parser(
        "field-page", help="switch the field page on or off; off as it comes"
    )
    page.add_argument("state", choices=["on", "off"])
    page.add_argument("--by", default="system", metavar="ACCOUNT")
    page.set_defaults(run=run_field_page)


def run_field_page(arguments: argparse.Namespace) -> int:
    """Prints `{field_page}`; what is on already stays so, and nothing is written."""
    from doorstep.cli.finding import find_account
    from doorstep.entry.actions.set_up import change_instance
    from doorstep.entry.queries import instance
    from doorstep.kit.clock import today

    wanted = arguments.state == "on"
    if instance().has_field_page != wanted:
        by = find_account(arguments.by)
        change_instance(by=by, on=today(), has_field_page=wanted)
    print_json({"field_page": arguments.state})
    return 0
