"""`doorstep solve-pvrp`: the search core on a public file of periodic or multi-depot routing."""

import argparse
from pathlib import Path
from typing import Any

from doorstep.cli.output import print_json, said_if_slow, say

WORKERS, MOST_WORKERS = 2, 64
SECONDS, MOST_SECONDS = 60.0, 24 * 3600.0
LOADED_WITHIN = 3.0  # seconds; what lies on disk is loaded in half of one


def add_commands(commands: Any) -> None:
    """Adds the command of this family."""
    solve = commands.add_parser(
        "solve-pvrp", help="plan the routes of a public file of periodic or multi-depot routing"
    )
    solve.add_argument("file", type=Path, metavar="FILE")
    solve.add_argument("--seconds", type=_seconds, default=SECONDS)
    solve.add_argument("--seed", type=int, default=1)
    solve.add_argument("--workers", type=_workers, default=WORKERS, help="processes that search")
    solve.add_argument("--json", action="store_true")
    solve.set_defaults(run=run_solve_pvrp)


def run_solve_pvrp(arguments: argparse.Namespace) -> int:
    """Prints `{cost, routes: [{day, depot, stops}], seconds}`; exit 3 where somebody is left out.

    `seconds` are of the search, without loading and compiling. Days count from 1; depot and stops
    are the numbers of the file's rows.
    """
    from django.utils.translation import gettext as _

    from doorstep.kit.errors import Refused
    from doorstep.planner import PlannerError
    from doorstep.planner.search.files import read_instance, tours_of
    from doorstep.planner.search.run import search_in_processes, warm_up

    try:
        instance = read_instance(arguments.file)
    except PlannerError as error:
        raise Refused(f"{error}") from error
    task = instance.task
    compiling = _(
        "The search is being compiled, which takes up to a minute. It is done once and kept on "
        "disk; --seconds count from then on."
    )
    with said_if_slow(compiling, LOADED_WITHIN):
        warm_up()
    found, seconds = search_in_processes(
        task, arguments.seconds, arguments.seed, arguments.workers,
        lambda better: say(_("Cost %(cost)s") % {"cost": f"{better.cost:.2f}"}),
    )  # fmt: skip
    absent = [instance.rows[at] for at in range(len(task.demand)) if found.plan.pattern[at] < 0]
    answer: dict[str, Any] = {
        "cost": round(found.cost - float(task.absent[found.plan.pattern < 0].sum()), 4),
        "routes": tours_of(instance, found.plan),
        "seconds": round(seconds, 2),
    }
    if absent:
        answer["unplanned"] = absent
        say(_("No place was found for the rows %(rows)s.") % {"rows": ", ".join(map(str, absent))})
    print_json(answer)
    return 3 if absent else 0


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {MOST_SECONDS:.0f}")
    return value


def _workers(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text} is not 1 to {MOST_WORKERS}")
    return value
