"""`doorstep erase`: a household out of every table, for good."""

import argparse
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.cli.output import print_json, say
from doorstep.kit.errors import Refused


class NoSuchHousehold(Refused):
    message = _("There is no household “%(code)s” at “%(place)s”.")


class NotConfirmed(Refused):
    message = _(
        "Nothing was erased. An erased household cannot be brought back: say so with "
        "--confirm %(code)s"
    )


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    erase = commands.add_parser("erase", help="erase a household for good, as granted")
    erase.add_argument("code", help="the household's code")
    erase.add_argument("--place", required=True, metavar="CODE")
    erase.add_argument("--by", default="system", metavar="ACCOUNT")
    erase.add_argument("--confirm", default="", metavar="HOUSEHOLD", help="its code once more")
    erase.add_argument("--json", action="store_true")
    erase.set_defaults(run=run_erase)


def run_erase(arguments: argparse.Namespace) -> int:
    """Prints `{place, rows}`: how many rows went. NoSuchHousehold, NotConfirmed; and what a screen
    refuses, for a shell is no way round it: NotGranted, ErasedTooEarly, KeptByLaw."""
    from doorstep.cli.finding import find_account, find_place
    from doorstep.kit.clock import today
    from doorstep.register.models import Household
    from doorstep.rights.actions import erase_as_granted
    from doorstep.scenarios.queries import counted_periods

    place = find_place(arguments.place)
    household = Household.objects.filter(village=place, code=arguments.code).first()
    if household is None:
        raise NoSuchHousehold(code=arguments.code, place=place.code)
    if arguments.confirm != household.code:
        raise NotConfirmed(code=household.code)
    by = find_account(arguments.by)
    rows = erase_as_granted(household, by=by, on=today(), also=counted_periods(place))
    say(_("Erased, with %(rows)s rows.") % {"rows": rows})
    if arguments.json:
        print_json({"place": place.code, "rows": rows})
    return 0
