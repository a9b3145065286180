"""`doorstep ledger`: the balances of a place's ledger, and the programmes behind them."""

import argparse
from typing import Any

from doorstep.cli.output import print_json
from doorstep.cli.reading import day_of


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    ledger = commands.add_parser("ledger", help="the balances of a place's ledger, in fen")
    ledger.add_argument("--place", required=True, metavar="CODE")
    ledger.add_argument("--on", type=day_of, metavar="DAY", help="default: today")
    ledger.add_argument("--json", action="store_true")
    ledger.set_defaults(run=run_ledger)


def run_ledger(arguments: argparse.Namespace) -> int:
    """Prints `{place, on, sum, balances: [{heading, put, taken, amount}], programmes: [{id, name,
    year, committed, paid, left}]}`, amounts in fen; `sum` is 0 in any ledger."""
    from doorstep.cli.finding import find_place
    from doorstep.funds.models import Programme
    from doorstep.funds.queries import balances, year_of
    from doorstep.kit.clock import today

    place, on = find_place(arguments.place), arguments.on or today()
    stands = balances(place, on)
    programmes = [(one, year_of(one, on.year)) for one in Programme.objects.filter(place=place)]
    print_json(
        {
            "place": place.code,
            "on": on,
            "sum": sum(one.amount for one in stands),
            "balances": [
                {"heading": one.kind, "put": one.put, "taken": one.taken, "amount": one.amount}
                for one in stands
            ],
            "programmes": [
                {
                    "id": one.pk,
                    "name": one.name,
                    "year": year.year,
                    "committed": year.committed,
                    "paid": year.paid,
                    "left": year.left,
                }
                for one, year in programmes
            ],
        }
    )
    return 0
